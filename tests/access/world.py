"""The people and places of the matrix: every role on every level it can be held on, a household everywhere.

Built on the tree of `tests.people.cast`. A place's `mark` is the name of its household's head: a string that
stands on no page of anyone who may not see that household.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.test import Client
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.people.models import Post, Staff
from lianxin.people.vocabulary import ROLE_LEVELS
from tests.access.spec import is_allowed
from tests.people.cast import enter, make_staff, make_worker, plant_areas

MARKS = {
    "D": "钱大川", "T1": "孔令山", "C1": "曹东来", "V1": "严一鸣", "V2": "华二妹",
    "C2": "金西岭", "V3": "魏南坡", "T2": "陶乙木", "V4": "姜北望",
}  # fmt: skip
OWN = ("D", "T1", "C1", "V1")


@dataclass
class Place:
    """An area and what lies there. Things are made when a row first wants them."""

    key: str
    area: Area

    @property
    def mark(self) -> str:
        return MARKS[self.key]

    @cached_property
    def household(self) -> Any:
        from lianxin.registry.actions import add_household

        number = f"HB9{list(MARKS).index(self.key):05d}"
        head = {"name": self.mark}
        return add_household(number=number, area=self.area, head=head, actor=None, now=timezone.now())

    @property
    def resident(self) -> Any:
        return self.household.head

    @cached_property
    def review(self) -> Any:
        from lianxin.classification.models import Review

        return Review.objects.create(
            household=self.household, kind=Review.OBJECTION, opened_at=timezone.now()
        )


@dataclass
class Person:
    """Somebody with one post, or with none (`role` None), and a browser in which he is signed in."""

    name: str
    staff: Staff
    role: str | None
    area: Area
    client: Client

    def may(self, verb: str, place: Place | None = None) -> bool:
        there = place.area.path if place else None
        return is_allowed(verb, self.role, self.area.path, self.area.level, there)

    def sees(self, place: Place) -> bool:
        return self.may("household.see", place)


class World:
    """Everybody and every place; `households` asks for a household in each before pages are opened."""

    def __init__(self, *, households: bool = True) -> None:
        self.areas = plant_areas()
        self.places = [Place(key, area) for key, area in self.areas.items()]
        if households:
            for place in self.places:
                assert place.household
        self.people = [
            self._hire(role, self.areas[key])
            for key in OWN
            for role, levels in ROLE_LEVELS.items()
            if self.areas[key].level in levels
        ]
        self.people += [self._nobody(), self._former()]
        self.stranger = Client(raise_request_exception=False)

    def _hire(self, role: str, area: Area) -> Person:
        staff = make_worker(f"{role}-{area.code}", role, area)
        return self._sign_in(f"{role} on {area.name}", staff, role.value, area)

    def _nobody(self) -> Person:
        return self._sign_in("nobody", make_staff("NOBODY"), None, self.areas["D"])

    def _former(self) -> Person:
        """Whoever was on the desk until yesterday."""
        staff = make_staff("FORMER")
        today = timezone.localdate()
        Post.objects.create(
            staff=staff,
            role="district_desk",
            area=self.areas["D"],
            from_on=today - timedelta(days=9),
            to_on=today,
        )
        return self._sign_in("former desk", staff, None, self.areas["D"])

    def _sign_in(self, name: str, staff: Staff, role: str | None, area: Area) -> Person:
        client = Client(raise_request_exception=False)
        enter(client, staff)
        return Person(name, staff, role, area, client)
