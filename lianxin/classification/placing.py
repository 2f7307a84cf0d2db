"""Which class a household is in, given the rules and where it stood: up at once, out by people. Pure."""

from dataclasses import dataclass
from datetime import date

from lianxin.classification.vocabulary import Tier


@dataclass(frozen=True, slots=True)
class Placing:
    """The tier in force, and whether an exit from 连心户 is now for people to decide or no longer is."""

    tier: Tier
    opens_exit: bool = False
    ends_exit: bool = False


def place(ruled: Tier, stood: Tier | None, could_be: tuple[Tier, ...] = ()) -> Placing:
    """Place a household. Leaving 连心户 takes a visit and two people, so the rules alone never take it away.

    While missing or stale facts could still make it 连心户 no exit is proposed: doubt is no reason to leave.
    """
    if stood is not Tier.PRIORITY:
        return Placing(ruled)
    if ruled is Tier.PRIORITY:
        return Placing(Tier.PRIORITY, ends_exit=True)
    return Placing(Tier.PRIORITY, opens_exit=Tier.PRIORITY not in could_be)


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
