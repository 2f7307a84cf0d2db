"""A day that cannot be done as asked: which stops stay, which do not fit, and why. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lianxin.planning.routes.ordering import Call, Route, best_order
from lianxin.planning.routes.subsets import latest_leaves
from lianxin.planning.routes.travel import Ways

# (Chinese, English)
MESSAGES: Mapping[str, tuple[str, str]] = {
    "visit_too_long": (
        "这一站要 {minutes} 分钟，比家里有人的时间都长。",
        "This stop takes {minutes} minutes, longer than anyone is at home.",
    ),
    "too_far": (
        "就算只去这一站，最早 {arrives} 到，{closes} 前办不完或赶不回来。",
        "Even alone, with arrival at {arrives}, it cannot be done by {closes} or not with the way back.",
    ),
    "no_room": (
        "和当天其他 {others} 站排不到一起。",
        "It does not fit in with the day's other {others} stops.",
    ),
}


@dataclass(frozen=True, slots=True)
class Misfit:
    """A call (its row) that is left out. `values` are numbers; times of day in minutes after midnight."""

    call: int
    code: str
    values: Mapping[str, int] = field(default_factory=dict)

    def message(self, lang: str = "zh") -> str:
        """Why it is left out, in Chinese, or in English when `lang` begins with "en"."""
        words = {name: _shown(name, value) for name, value in self.values.items()}
        return MESSAGES[self.code][lang.startswith("en")].format(**words)


@dataclass(frozen=True, slots=True)
class Day:
    """`route` is the best order of the calls that stay (their rows as given)."""

    route: Route
    left_out: tuple[Misfit, ...]


def fit_day(ways: Ways, calls: Sequence[Call], *, begins: int, ends: int) -> Day:
    """The best order of as many calls as a day holds; of equally many, those that come first in `calls` stay.

    Arguments as of `best_order`, which see; so the most urgent calls should come first.
    """
    route = best_order(ways, calls, begins=begins, ends=ends)
    if route is not None:
        return Day(route, ())
    spans, stay = ((), *(call.spans for call in calls)), (0, *(call.minutes for call in calls))
    leave_by = latest_leaves(ways.minutes, spans, stay, ends)
    possible = [mask for mask in range(1 << len(calls)) if begins <= leave_by[mask][0]] or [0]
    kept = max(possible, key=lambda mask: (mask.bit_count(), _urgency(mask, len(calls))))
    rows = [row for row in range(len(calls)) if kept >> row & 1]
    inner = best_order(_part(ways, rows), [calls[row] for row in rows], begins=begins, ends=ends)
    order = tuple(rows[row] for row in inner.order) if inner else ()
    route = Route(order, inner.begins, inner.leaves, inner.back, inner.travel) if inner else _stay_in(begins)
    left_out = [row for row in range(len(calls)) if row not in rows]
    alone = {row: begins <= leave_by[1 << row][0] for row in left_out}
    return Day(route, tuple(_why(row, ways, calls, begins, len(rows), alone[row]) for row in left_out))


def _why(row: int, ways: Ways, calls: Sequence[Call], begins: int, others: int, fits_alone: bool) -> Misfit:
    call = calls[row]
    if not call.spans:
        return Misfit(row, "visit_too_long", {"minutes": call.minutes})
    if fits_alone:
        return Misfit(row, "no_room", {"others": others})
    closes = max(window.closes for window in call.windows)
    return Misfit(row, "too_far", {"arrives": begins + ways.minutes[0][row + 1], "closes": closes})


def _urgency(mask: int, count: int) -> int:
    """The mask with its bits the other way round: higher when earlier rows are in it."""
    return sum(1 << count - 1 - row for row in range(count) if mask >> row & 1)


def _part(ways: Ways, rows: Sequence[int]) -> Ways:
    places = [0, *(row + 1 for row in rows)]
    minutes = tuple(tuple(ways.minutes[here][there] for there in places) for here in places)
    return Ways(minutes, ways.km[places][:, places])


def _stay_in(begins: int) -> Route:
    return Route((), (), begins, begins, 0)


def _shown(name: str, value: int) -> str:
    return f"{value // 60}:{value % 60:02}" if name in ("arrives", "closes") else str(value)
