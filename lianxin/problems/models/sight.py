"""Who sees a problem, and the columns that most tables of the room share."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from lianxin.people.access import areas_seen, held_today, within_sight
from lianxin.visits.models.sight import by_staff as made_by_staff
from lianxin.visits.models.sight import in_area as in_area

SEE = "problem.see"


def by_staff(**options: Any) -> models.ForeignKey:
    """Whoever did it; nobody where the clock did."""
    return made_by_staff(**{"null": True} | options)


def of_problem(related_name: str, **options: Any) -> models.ForeignKey:
    wanted = {"on_delete": models.PROTECT, "related_name": related_name, "db_index": False} | options
    return models.ForeignKey("problems.Problem", **wanted)


class SeenWithHome(models.QuerySet):
    def seen_by(self, person: Any) -> Self:
        """Of a home: where the register shows it today, or the person keeps it. Of a place alone: where the
        person sees the place. And whatever lies with the person himself (`owner`)."""
        sight = within_sight(person, SEE, field="household__area")
        if not sight:  # the whole district: nothing is to be looked up
            return self.all()
        seen = sight | Q(household=None, area__in=areas_seen(person, SEE).values("pk"))
        return self.filter(seen | Q(owner=person)) if held_today(person) else self.filter(seen)


class SeenWithProblem(models.QuerySet):
    """Facts about a problem are seen by whoever sees the problem: ask the problem, then its facts."""
