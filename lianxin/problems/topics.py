"""What comes up again and again: candidates for 每月一题, and whether it came up less afterwards. Pure.

A topic is a kind of thing in a town. It is a candidate when enough different homes of more than one village
raised it within the window; one loud home alone makes none.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Floor:
    """What the policy of deadlines asks of a candidate: within so many days, from so many homes of so many
    villages at least."""

    days: int
    homes: int
    villages: int


@dataclass(frozen=True, slots=True)
class Came:
    """One problem as it counts here; `home` is whoever raised it, or the problem itself where no home did."""

    key: Hashable
    town: Hashable
    village: Hashable
    home: Hashable
    category: str
    on: date


@dataclass(frozen=True, slots=True)
class Candidate:
    """A topic that recurs: problems, homes and villages of the window, and problems of the one before.

    `keys`: the problems of the window.
    """

    town: Hashable
    category: str
    problems: int
    homes: int
    villages: int
    before: int
    keys: tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often something came up in so many days before it was taken up, and in as many since.

    `days` is shorter than the window where it was taken up lately: both sides are counted alike.
    """

    before: int
    after: int
    days: int

    @property
    def change(self) -> float | None:
        """By which share it came up less (negative) or more; None where there was nothing before."""
        return None if not self.before else (self.after - self.before) / self.before


def candidates(problems: Iterable[Came], *, today: date, floor: Floor) -> list[Candidate]:
    """Topics that recur, those that most homes raised first."""
    window = timedelta(days=floor.days)
    groups: dict[tuple[Hashable, str], list[Came]] = {}
    for one in problems:
        if today - 2 * window < one.on <= today:
            groups.setdefault((one.town, one.category), []).append(one)
    found = []
    for (town, category), some in groups.items():
        now = [one for one in some if one.on > today - window]
        homes, villages = {one.home for one in now}, {one.village for one in now}
        if len(homes) >= floor.homes and len(villages) >= floor.villages:
            before = len(some) - len(now)
            keys = tuple(one.key for one in now)
            found.append(Candidate(town, category, len(now), len(homes), len(villages), before, keys))
    return sorted(found, key=lambda one: (-one.homes, -one.problems, one.category, str(one.town)))


def recurrence(days_on: Sequence[date], *, taken_up_on: date, today: date, days: int) -> Recurrence:
    """How often it came up before and since the day on which it was taken up (that day itself counts to
    neither). Raises ValueError when that day is still to come."""
    length = min(days, (today - taken_up_on).days)
    if length < 0:
        raise ValueError(f"{taken_up_on} is after {today}")
    window = timedelta(days=length)
    before = sum(taken_up_on - window <= day < taken_up_on for day in days_on)
    after = sum(taken_up_on < day <= taken_up_on + window for day in days_on)
    return Recurrence(before, after, length)
