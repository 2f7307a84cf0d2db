"""What hangs on an area in the rooms to the right: households, posts. They say so here.

An area is not closed while a guard counts something open on it, and when it is merged every guard carries
what it counts over to the other area. A room sets its guard once, in its `AppConfig.ready`:

    guards.set_guard("household", title=_("户"), count=count_households, carry=move_households)

`count(area) -> int` counts what hangs on the area itself, not on those below it. `carry(area, into, *, actor,
now) -> int` moves it and returns how much it moved; without `carry` such an area cannot be merged away.
`bring_back(area, into, *, merged_at, actor, now) -> int` takes back what a merger at that moment carried
over; it raises AreaRefusal `changed_since` when something of it has moved on. Without it a merger stays.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

Count = Callable[[Any], int]
Carry = Callable[..., int]


@dataclass(frozen=True, slots=True)
class Guard:
    """`title` is what the counted things are called on a screen (translatable)."""

    title: Any
    count: Count
    carry: Carry | None = None
    bring_back: Carry | None = None


GUARDS: dict[str, Guard] = {}


def set_guard(
    name: str, *, title: Any, count: Count, carry: Carry | None = None, bring_back: Carry | None = None
) -> None:
    """Set a guard under a name of its own; setting it again replaces it."""
    GUARDS[name] = Guard(title, count, carry, bring_back)


def held(area: Any) -> dict[str, int]:
    """What hangs on the area now: guard name → count, the empty ones left out."""
    counts = {name: guard.count(area) for name, guard in GUARDS.items()}
    return {name: count for name, count in counts.items() if count}


def carry_over(area: Any, into: Any, *, actor: Any, now: datetime) -> dict[str, int]:
    """Move all that hangs on one area to another: guard name → how much moved."""
    return {name: _carry(GUARDS[name])(area, into, actor=actor, now=now) for name in held(area)}


def bring_back(
    carried: Mapping[str, int], area: Any, into: Any, *, merged_at: datetime, actor: Any, now: datetime
) -> dict[str, int]:
    """Take back what a merger carried over: guard name → how much returned. Ask `irreversible` before."""
    returned = {}
    for name in carried:
        back = GUARDS[name].bring_back
        if back is None:
            raise TypeError("ask `irreversible` before bringing back")
        returned[name] = back(area, into, merged_at=merged_at, actor=actor, now=now)
    return returned


def irreversible(carried: Mapping[str, int]) -> dict[str, int]:
    """What was carried over and cannot be brought back: guard name → count."""
    return {name: count for name, count in carried.items() if name in GUARDS and not GUARDS[name].bring_back}


def in_words(counts: Mapping[str, int]) -> str:
    """What is counted, for a screen: 户 12、职务 2."""
    return str(_("、")).join(f"{GUARDS[name].title} {count}" for name, count in counts.items())


def immovable(area: Any) -> dict[str, int]:
    """What hangs on the area and cannot be carried over: guard name → count."""
    return {name: count for name, count in held(area).items() if GUARDS[name].carry is None}


def _carry(guard: Guard) -> Carry:
    if guard.carry is None:
        raise TypeError("ask `immovable` before carrying over")
    return guard.carry
