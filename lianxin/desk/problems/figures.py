"""The problems of a place that a person sees: what every page of the section starts from."""

from typing import Any

from lianxin.areas.models import Area
from lianxin.desk.places import Place
from lianxin.problems.models import Problem


def problems_in(place: Place, person: Any) -> Any:
    """The problems in sight that lie in a place; for whoever stands nowhere in particular, all of them."""
    seen = Problem.objects.seen_by(person)
    if place.area is None or place.is_whole_district:
        return seen
    return seen.filter(area__in=Area.objects.within_ids(place.area))
