"""Who sees what visits brought, and the columns that most tables of visits share."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from lianxin.people.access import areas_seen, within_sight

SEE = "household.see"


def by_staff(**options: Any) -> models.ForeignKey:
    """Whoever did it; the machine where it may be null."""
    wanted = {"on_delete": models.PROTECT, "related_name": "+", "db_index": False} | options
    return models.ForeignKey("people.Staff", **wanted)


def in_area(**options: Any) -> models.ForeignKey:
    wanted = {"on_delete": models.PROTECT, "related_name": "+", "db_index": False} | options
    return models.ForeignKey("areas.Area", **wanted)


def of_household(related_name: str = "+", **options: Any) -> models.ForeignKey:
    wanted = {"on_delete": models.PROTECT, "related_name": related_name, "db_index": False} | options
    return models.ForeignKey("registry.Household", **wanted)


class SeenByHome(models.QuerySet):
    def seen_by(self, person: Any) -> Self:
        """As the register shows households: those in the person's areas today, and those in his care."""
        return self.filter(within_sight(person, SEE, field="household__area"))


class SeenByPlace(models.QuerySet):
    def seen_by(self, person: Any) -> Self:
        """As the register shows households, and what is of a place alone where the person sees the place."""
        sight = within_sight(person, SEE, field="household__area")
        if not sight:  # the whole district: nothing is to be looked up
            return self.all()
        of_places = Q(household=None, area__in=areas_seen(person, SEE).values("pk"))
        return self.filter(sight | of_places)
