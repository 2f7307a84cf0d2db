"""The order of a day's stops: the least time on the road that finds everyone at home. Exact. Pure.

Branch and bound on two tables made beforehand (`subsets`): the shortest way through the doors that are left,
as if everyone were always at home, and the last moment to set out for them. So no way is tried that comes too
late somewhere, and without narrow windows the first way tried is the best. Ways that have been at the same
doors and stand before the same one are compared; only those that may still be best go on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lianxin.planning.routes.subsets import latest_leaves, shortest_ways
from lianxin.planning.routes.travel import Ways
from lianxin.planning.vocabulary import PlanningError, Window

MOST_STOPS = 12
UNBOUNDED = 10**9


@dataclass(frozen=True, slots=True)
class Call:
    """A stop to be made: `minutes` at the door, all within one of the windows (in order of time)."""

    windows: tuple[Window, ...]
    minutes: int

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """(opens, last moment to begin) of each window that is long enough for the visit."""
        stay = self.minutes
        return tuple((one.opens, one.closes - stay) for one in self.windows if one.closes - one.opens >= stay)


@dataclass(frozen=True, slots=True)
class Route:
    """`order`: rows of the calls; `begins`: when each visit begins, in that order.

    `leaves` and `back`: when the day's base is left, no earlier than need be, and reached again. `travel`:
    minutes on the road. Waiting before a door is in neither.
    """

    order: tuple[int, ...]
    begins: tuple[int, ...]
    leaves: int
    back: int
    travel: int


def best_order(ways: Ways, calls: Sequence[Call], *, begins: int, ends: int) -> Route | None:
    """The order with the least travel, of those the one that is back first; None when every order fails.

    Place i + 1 of `ways` is the door of call i. Nobody leaves before `begins` or is back after `ends`.
    Raises PlanningError `too_many_stops`.
    """
    if len(calls) > MOST_STOPS:
        raise PlanningError(
            "too_many_stops",
            f"一天 {len(calls)} 站太多，最多 {MOST_STOPS} 站。",
            f"{len(calls)} stops are too many for a day: at most {MOST_STOPS}.",
        )
    return _Search(ways, calls, begins, ends).route()


class _Search:
    """One search. Doors are numbered as in `ways`; sets of doors are masks with bit i for call i."""

    def __init__(self, ways: Ways, calls: Sequence[Call], starts: int, ends: int) -> None:
        self.minutes, self.starts = ways.minutes, starts
        self.stay = (0, *(call.minutes for call in calls))
        self.spans = ((), *(call.spans for call in calls))
        self.doors = tuple((door, 1 << door - 1) for door in range(1, len(calls) + 1))
        self.rest = shortest_ways(ways.minutes)
        self.leave_by = latest_leaves(ways.minutes, self.spans, self.stay, ends)
        self.travel = self.back = UNBOUNDED
        self.trail: list[int] = []
        self.found: tuple[int, ...] | None = None
        self.seen: dict[tuple[int, int], list[tuple[int, int]]] = {}

    def go(self, here: int, now: int, travel: int, left: int, service: int) -> None:
        """Go on from a door, left at `now`, to the doors in `left`, where `service` minutes are spent."""
        row, rest = self.minutes[here], self.rest
        if not left:
            self.travel, self.back, self.found = travel + row[0], now + row[0], tuple(self.trail)
            return
        if self.is_beaten(here, left, travel, now):
            return
        nexts = [(row[door] + rest[left ^ bit][door], door, bit) for door, bit in self.doors if left & bit]
        nexts.sort()
        for further, door, bit in nexts:
            if travel + further > self.travel:
                return
            comes, stay, after = now + row[door], self.stay[door], left ^ bit
            leaves = next(
                (max(opens, comes) + stay for opens, last in self.spans[door] if comes <= last), None
            )
            if leaves is None or leaves > self.leave_by[after][door]:
                continue
            back = leaves + rest[after][door] + service - stay  # at the earliest
            if (travel + further, back) < (self.travel, self.back):
                self.trail.append(door)
                self.go(door, leaves, travel + row[door], after, service - stay)
                self.trail.pop()

    def is_beaten(self, here: int, left: int, travel: int, now: int) -> bool:
        """Whether a way with the same doors behind it came here with no more travel and no later."""
        ways = self.seen.setdefault((here, left), [])
        for other, earlier in ways:
            if other <= travel and earlier <= now:
                return True
        ways.append((travel, now))
        return False

    def route(self) -> Route | None:
        """The best order, with its times."""
        everyone = (1 << len(self.doors)) - 1
        if self.starts > self.leave_by[everyone][0]:
            return None
        self.go(0, self.starts, 0, everyone, sum(self.stay))
        assert self.found is not None
        here, now, begins = 0, self.starts, []
        for door in self.found:
            comes = now + self.minutes[here][door]
            begins.append(next(max(opens, comes) for opens, last in self.spans[door] if comes <= last))
            here, now = door, begins[-1] + self.stay[door]
        first = begins[0] - self.minutes[0][self.found[0]] if begins else self.starts
        return Route(tuple(door - 1 for door in self.found), tuple(begins), first, self.back, self.travel)
