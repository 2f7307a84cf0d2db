"""The area switch at the top of every page: the way down to where one stands, each step of it a choice."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.desk.places import WHOLE, Below, Place, sight_of, standing
from lianxin.people.access import may
from lianxin.people.pinyin import spell

AS_THEY_ARE = (
    *("desk:today", "desk:households", "desk:reviews", "desk:visit-records", "desk:clashes"),
    *("desk:family-changes", "desk:waiting-uploads", "desk:burden"),
    *("desk:problem-board", "desk:problems-late", "desk:promises", "desk:longstanding"),
    *("desk:problem-trends", "desk:topics"),
)
"""Pages whose address takes an `area`: choosing one stays on the page, with its other filters."""

OVERVIEW = ("desk:overview", "desk:overview-of")
DROPPED = ("area", "after", "before")


@dataclass(frozen=True, slots=True)
class Choice:
    """An area to go to: `spelled` is what typing finds it by beside its name."""

    name: str
    households: int
    address: str
    spelled: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One crumb and the areas to choose from at its side; the last step, without a name, leads down."""

    name: str
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class Switch:
    """`whole` leads back to all that is in sight; empty for whoever stands there."""

    steps: list[Step]
    whole: str


def switch_for(request: HttpRequest) -> Switch | None:
    """The switch of a page; None for whoever sees no household anywhere."""
    if not may(request.user, "household.see"):
        return None
    match = request.resolver_match
    code = match.kwargs.get("code", "") if match and match.view_name == "desk:overview-of" else ""
    place = standing(request, code) or sight_of(request).place()
    return _switch(request, place) if place else None


def _switch(request: HttpRequest, place: Place) -> Switch:
    sight, to = sight_of(request), address_of(request)
    line = [area.code for area in place.crumbs]

    def step(name: str, areas: list[Below]) -> Step:
        return Step(name, [_choice(below, to, below.area.code in line) for below in areas])

    steps = [step(area.name, sight.beside(area)) for area in place.crumbs]
    if not steps:
        steps = [step(_("我的全部辖区"), place.below)]
    elif place.below:
        steps.append(step("", place.below))
    whole = sight.place()
    is_there = whole is None or whole.code == place.code
    return Switch(steps, "" if is_there else to(WHOLE))


def address_of(request: HttpRequest) -> Callable[[str], str]:
    """How the address of an area's code is made: this page if it shows a place, else the households there."""
    match = request.resolver_match
    page = match.view_name if match else ""
    if page in OVERVIEW:
        return lambda code: (
            reverse("desk:overview") + f"?area={WHOLE}"
            if code == WHOLE
            else reverse("desk:overview-of", args=[code])
        )
    if page not in AS_THEY_ARE:
        households = reverse("desk:households")
        return lambda code: f"{households}?area={code}"
    query = request.GET.copy()
    for name in DROPPED:
        query.pop(name, None)
    query["area"] = ""
    beginning = f"{request.path}?{query.urlencode()}"
    return lambda code: beginning + code


def _choice(below: Below, to: Callable[[str], str], is_here: bool) -> Choice:
    area: Any = below.area
    spelling = spell(area.name)
    return Choice(
        area.name, below.households, to(area.code), f"{spelling.pinyin} {spelling.initials}", is_here
    )
