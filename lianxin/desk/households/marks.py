"""Marks of households that a list can be narrowed to: something to ask, contested, changed of late, gone."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from lianxin.areas.models import Area
from lianxin.classification.models import Review, Standing, Tenure
from lianxin.desk.figures import Tally, inside, of_tier
from lianxin.desk.places import Place
from lianxin.desk.words import TIERS
from lianxin.registry.models import Household
from lianxin.registry.vocabulary import HouseholdState

LATE = timedelta(days=30)
ASK, AWAY = "ask", "away"
MARKS = {
    ASK: _("有要问的"),
    "contested": _("有异议"),
    "changed": _("30 天内换了类别"),
    AWAY: _("已迁出"),
}
"""`ask` holds what nobody asked and what was asked too long ago, as far as it could change the class."""


def with_mark(mark: str, today: date, *, household: str = "household") -> Q:
    """The condition for a mark on rows of Standing; with `pk` as `household`, on those of Household, for the
    marks that do not rest on a standing's own columns."""
    match mark:
        case "ask":
            return ~Q(ask=[])
        case "contested":
            contested = Review.objects.open().filter(kind=Review.OBJECTION)
            return Q(**{f"{household}__in": contested.values("household")})
        case "changed":
            # A class that came to its end was followed by another, or the household left the register.
            ended = Tenure.objects.filter(to_on__gte=today - LATE)
            return Q(**{f"{household}__in": ended.values("household")})
    return Q()


def standings(
    place: Place, person: Any, *, tier: str = "", mark: str = "", today: date
) -> QuerySet[Standing]:
    """The standings of a place, of one class and with one mark."""
    found = Standing.objects.filter(inside(place, person) & with_mark(mark, today))
    return found.filter(tier=tier) if tier else found


def households(
    place: Place, person: Any, counted: Tally, *, tier: str = "", mark: str = "", today: date
) -> QuerySet[Household]:
    """The households of a place, of one class and with one mark, by the same count as the chips."""
    found = Household.objects.filter(inside(place, person, "household.see", field="area"))
    if mark == AWAY:
        return found.filter(state=HouseholdState.MOVED_AWAY.value)
    found = found.present()
    if mark == ASK:
        asked = Standing.objects.filter(with_mark(mark, today), household=OuterRef("pk"))
        return found.filter(Exists(asked.filter(tier=tier) if tier else asked))
    if mark:
        found = found.filter(with_mark(mark, today, household="pk"), standing__isnull=False)
    return of_tier(found, tier, counted) if tier else found


def tiers_marked(place: Place, person: Any, mark: str, today: date) -> dict[str, int]:
    """How many households with a mark stand in each class.

    Counted side by side: grouped, or class by class, rows would be read in the order of classes and not of
    places, at several times the cost.
    """
    counts = {tier: Count("pk", filter=Q(tier=tier)) for tier in TIERS}
    return standings(place, person, mark=mark, today=today).aggregate(**counts)


def count_marks(
    place: Place, person: Any, tier: str, today: date, known: Mapping[str, int]
) -> dict[str, int]:
    """How many households of a class (or of all) carry each mark; those gone stand in no class.

    `known` are counts that need not be asked for again.
    """
    counts = dict(known)
    for mark in MARKS:
        if mark != AWAY and mark not in counts:
            tiers = tiers_marked(place, person, mark, today)
            counts[mark] = tiers[tier] if tier else sum(tiers.values())
    away = Household.objects.filter(inside(place, person, "household.see", field="area"))
    away = away.filter(area__in=Area.objects.values("pk"))  # a look at each area instead of all households
    return counts | {AWAY: away.filter(state=HouseholdState.MOVED_AWAY.value).count()}
