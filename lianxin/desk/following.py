"""Letting the corridor run at once after a change, so that the page shows what became of it."""

from dataclasses import dataclass
from datetime import datetime

from lianxin import flow
from lianxin.classification.models import Standing
from lianxin.desk.words import tier_word
from lianxin.ledger.models import Event, Pending
from lianxin.registry.models import Household

AT_ONCE = 500
"""Events a page carries on at most; behind a great import it leaves the rest to the worker."""


@dataclass(frozen=True, slots=True)
class Followed:
    """The class before and after in words, and whether something about the household still waits."""

    before: str
    after: str
    is_waiting: bool


def follow(household: Household, *, now: datetime) -> Followed:
    """Carry on what waits, a bounded part of it, and say what became of the household's class."""
    before = _tier(household)
    flow.carry_on(now=now, limit=AT_ONCE)
    about = Event.objects.about("household", household.pk).values("pk")
    return Followed(before, _tier(household), Pending.objects.filter(event__in=about).exists())


def _tier(household: Household) -> str:
    standing = Standing.objects.filter(household=household).first()
    return tier_word(standing.tier if standing else "unassessed")
