"""What visits brought, by place and sight: the querysets behind the pages and their numbers."""

from typing import Any

from django.db.models import Q

from lianxin.areas.models import Area
from lianxin.desk.places import Place
from lianxin.people.access import areas_seen
from lianxin.registry.models import Household
from lianxin.visits.models import Clash, FamilyProposal, Feedback, Visit


def visits_in(place: Place, person: Any) -> Any:
    """The visits a person sees that were made in a place.

    Where it is no one area, the homes in sight are looked up first, so that they lead to their visits.
    """
    if place.area is not None:
        return Visit.objects.seen_by(person).filter(inside(place))
    homes = Household.objects.seen_by(person).order_by().values("pk")
    places = areas_seen(person).order_by().values("pk")
    return Visit.objects.filter(Q(household__in=homes) | Q(household=None, area__in=places))


def clashes_in(place: Place, person: Any) -> Any:
    return Clash.objects.seen_by(person).filter(inside(place, "household__area"))


def families_in(place: Place, person: Any) -> Any:
    return FamilyProposal.objects.seen_by(person).filter(inside(place, "household__area"))


def feedback_seen(person: Any) -> Any:
    """What the staff in a person's areas say of the system; it lies with people, not with places."""
    return Feedback.objects.seen_by(person)


def inside(place: Place, field: str = "area") -> Q:
    """The condition for what lies in a place, whoever looks; `field` leads to its area."""
    if place.area is None or place.is_whole_district:
        return Q()
    return Q(**{f"{field}__in": Area.objects.within_ids(place.area)})
