"""The numbers on the desk: grouped by the database, never by walking through households."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lianxin.areas.models import Area
from lianxin.classification.models import Standing
from lianxin.desk.places import Place
from lianxin.desk.words import TIERS
from lianxin.people.access import within_sight
from lianxin.registry.models import Household

RARE = 1000
"""Households of a class with fewer are rather sorted than looked for among all others."""


def households_in(place: Place, person: Any) -> QuerySet[Household]:
    """The households on the register that `person` sees in a place."""
    return Household.objects.filter(inside(place, person, "household.see", field="area")).present()


def inside(place: Place, person: Any, verb: str = "classification.see", field: str = "household__area") -> Q:
    """The condition for rows of households in a place and in sight; `field` leads to their area.

    A household counts where it lives now, also for its past.
    """
    seen = within_sight(person, verb, field=field)
    if place.area is None or place.is_whole_district:
        return seen
    return Q(**{f"{field}__in": Area.objects.within_ids(place.area)}) & seen


@dataclass(frozen=True, slots=True)
class Tally:
    """How many households stand in each class; `unjudged` of those in 待评 were never judged at all."""

    counts: dict[str, int]
    unjudged: int


def tally(place: Place, person: Any) -> Tally:
    """Count a place by class; a household that was never judged counts as 待评.

    Only households on the register stand in a class, so the whole district is counted from the index of
    the classes alone, ten times faster than by joining the two tables.
    """
    standings = Standing.objects.filter(inside(place, person))
    found = dict(standings.order_by().values_list("tier").annotate(number=Count("*")))
    counts = {tier: found.get(tier, 0) for tier in TIERS}
    unjudged = max(place.households - sum(counts.values()), 0)
    counts["unassessed"] += unjudged
    return Tally(counts, unjudged)


def of_tier(households: QuerySet[Household], tier: str, tally: Tally) -> QuerySet[Household]:
    """Those that stand in a class, by the same count as `tally`.

    Of a common class the database goes through households in the order of their numbers and asks each for its
    class: a page of fifty is soon full. Of a rare one it begins with the class instead.
    """
    if tier == "unassessed" and tally.unjudged:
        return households.filter(Q(standing=None) | Q(standing__tier=tier))
    if tally.counts[tier] < RARE:
        return households.filter(standing__tier=tier)
    return households.filter(Exists(Standing.objects.filter(household=OuterRef("pk"), tier=tier)))
