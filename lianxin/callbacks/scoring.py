"""Which visits, and which ends, are rather called back, and why. Pure.

Only what is kept anyway is used: how long a visit took, how close visits lie, whether anything was raised,
how something ended, and what homes said of it. No places, no photos, nothing of the household. Weights are
numbers of the policy of visits; a weight of 0 switches a reason off.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from lianxin.callbacks.drawing import MOST_WEIGHT
from lianxin.callbacks.vocabulary import Risk, Weights

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Made:
    """A visit as far as scoring goes; `home` and `staff` are any keys that tell apart."""

    key: bytes
    home: object
    staff: object
    begun_at: datetime
    minutes: float
    is_silent: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """Something that is said to be solved, as far as scoring goes. `hours` lie between its being raised and
    its end; `is_bare`: nothing shows it; `is_by_staff`: staff wrote down what the household said to it."""

    key: bytes
    home: object
    staff: object
    ended_at: datetime
    hours: float
    is_bare: bool
    is_by_staff: bool


def reasons_of(
    visits: Sequence[Made], disputed: Collection[object], numbers: Weights
) -> dict[bytes, tuple[Risk, ...]]:
    """Of each visit that has any, the reasons to ask, in the order of `Risk`."""
    by_staff: dict[object, list[Made]] = defaultdict(list)
    for one in visits:
        by_staff[one.staff].append(one)
    found: dict[bytes, set[Risk]] = defaultdict(set)
    for own in by_staff.values():
        for key in _crowded([(one.begun_at, one.key) for one in own], int(numbers["call_crowded_visits"])):
            found[key].add(Risk.CROWDED)
        if len(own) >= numbers["call_silent_visits"] and all(one.is_silent for one in own):
            for one in own:
                found[one.key].add(Risk.SILENT)
    for one in visits:
        if one.minutes < numbers["call_short_minutes"]:
            found[one.key].add(Risk.SHORT)
        if one.home in disputed:
            found[one.key].add(Risk.DISPUTED)
    return _in_order(found)


def reasons_of_ends(
    ends: Sequence[Ended], disputed: Collection[object], numbers: Weights
) -> dict[bytes, tuple[Risk, ...]]:
    """Of each end that has any, the reasons to ask, in the order of `Risk`."""
    found: dict[bytes, set[Risk]] = defaultdict(set)
    by_staff: dict[object, list[tuple[datetime, bytes]]] = defaultdict(list)
    for one in ends:
        by_staff[one.staff].append((one.ended_at, one.key))
        holds = {
            Risk.QUICK: one.hours < numbers["call_quick_hours"],
            Risk.BARE: one.is_bare,
            Risk.BY_STAFF: one.is_by_staff,
            Risk.DISPUTED: one.home in disputed,
        }
        found[one.key].update(risk for risk, is_so in holds.items() if is_so)
    for own in by_staff.values():
        for key in _crowded(own, int(numbers["call_batch_endings"])):
            found[key].add(Risk.BATCH)
    return _in_order(found)


def _in_order(found: Mapping[bytes, set[Risk]]) -> dict[bytes, tuple[Risk, ...]]:
    return {key: tuple(risk for risk in Risk if risk in some) for key, some in found.items() if some}


def weight_of(reasons: Sequence[Risk], numbers: Weights) -> int:
    """The weights of the reasons, added up."""
    total = sum(max(0, round(numbers[f"call_weight_{risk}"])) for risk in reasons)
    return min(total, MOST_WEIGHT)


def _crowded(own: Sequence[tuple[datetime, bytes]], most: int) -> list[bytes]:
    """The keys of one person's deeds that lie within an hour in which there are more than `most`."""
    moments = sorted(at for at, _key in own)
    if len(moments) <= most:
        return []
    ends = [at for at, first in enumerate(moments) if bisect_left(moments, first + HOUR) - at > most]
    full = [(moments[at], moments[at] + HOUR) for at in ends]
    starts = [first for first, _last in full]
    return [key for at, key in own if bisect_right(starts, at) > bisect_right(starts, at - HOUR)]
