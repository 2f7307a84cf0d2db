"""What entered and what left each class, and how the areas of a place stand: grouped by the database."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.urls import reverse

from lianxin.areas.models import Area
from lianxin.classification.models import Standing, Tenure
from lianxin.desk.caching import cached
from lianxin.desk.figures import Tally, households_in, inside
from lianxin.desk.overview.cells import short_name
from lianxin.desk.overview.course import SAME, Course, Flow, course_of, month_days
from lianxin.desk.places import Below, Place, Spot, below_of
from lianxin.desk.words import TIERS
from lianxin.ledger.models import Event

MOST = "fine"
"""The class most households stand in. It is what remains after counting the others: a third of the work."""

OTHERS = [tier for tier in TIERS if tier != MOST]

DAYS = (("from_on", 1), ("to_on", -1))
"""The day a time in a class began adds a household to it; the day it ended takes one away."""

Row = tuple[UUID, Mapping[str, int]]
"""An area, and households by class."""


@dataclass(frozen=True, slots=True)
class Line:
    """One area of a place: its households per class, and how 连心户 changed (None: not to be compared).

    `address` is that of its own overview.
    """

    area: Area
    households: int
    counts: Mapping[str, int]
    change: int | None
    address: str

    @property
    def priority(self) -> int:
        return self.counts["priority"]

    @property
    def short_name(self) -> str:
        return short_name(self.area.name)


def course_in(place: Place, person: Any, counts: Mapping[str, int], today: date) -> Course:
    """How the classes of a place came to their numbers over twelve months: two queries, and none for some
    minutes as long as the numbers stay."""
    since = month_days(today)[0]
    key = ("flows", person.pk, place.code, place.households, tuple(counts.items()), since)
    return course_of(counts, cached(key, lambda: _flows(place, person, since)), today)


def _flows(place: Place, person: Any, since: date) -> Mapping[str, list[Flow]]:
    flows: dict[str, list[Flow]] = defaultdict(list)
    for day, sign in DAYS:
        tenures = Tenure.objects.filter(inside(place, person), **{f"{day}__gt": since}).order_by()
        for on, tier, number in tenures.values_list(day, "tier").annotate(number=Count("*")):
            flows[tier].append((on, sign * number))
    return flows


def lines_of(place: Place, person: Any, tally: Tally, course: Course, areas: Iterable[Spot]) -> list[Line]:
    """The areas right below a place and how they stand: at most four queries. `areas` are all in sight."""
    if not place.below:
        return []
    tops = below_of(place, areas)
    version = _version(place, person, tally, course)
    counted = cached(("counts below", version), lambda: list(_counts_below(place, person, tally)))
    counts = _gathered(counted, tops)
    changes: Mapping[UUID, Counter[str]] = defaultdict(Counter)
    compares = course.compared is not None
    if course.compared is not None:
        since = course.days[-1 - course.compared]
        changed = cached(("changes below", version), lambda: list(_changes_below(place, person, since)))
        changes = _gathered(changed, tops)
    return [_line(below, counts[below.area.pk], changes[below.area.pk], compares) for below in place.below]


def _line(below: Below, counts: Counter[str], changes: Counter[str], compares: bool) -> Line:
    counts[MOST] = max(below.households - counts.total(), 0)
    was = below.households - changes.total()
    is_same = compares and below.households and was >= SAME * below.households
    in_order = {tier: counts[tier] for tier in TIERS}
    change = changes["priority"] if is_same else None
    address = reverse("desk:overview-of", args=[below.area.code])
    return Line(below.area, below.households, in_order, change, address)


def _version(place: Place, person: Any, tally: Tally, course: Course) -> Hashable:
    """By what the numbers of the areas may have changed: who looks where, every count above and below, the
    last change of a class. A household that changes places with another is noticed minutes later."""
    changes = Event.objects.filter(kind="class.changed").order_by("-at", "-id").values_list("pk", flat=True)
    below = tuple((below.area.pk, below.households) for below in place.below)
    counted = (*tally.counts.items(), tally.unjudged)
    return (person.pk, place.code, below, counted, course.days, tuple(course.counts.items()), changes.first())


def _counts_below(place: Place, person: Any, tally: Tally) -> Iterable[Row]:
    """Households per area and class, without those of the commonest class."""
    standings = Standing.objects.filter(inside(place, person), tier__in=OTHERS).order_by()
    for area, tier, number in standings.values_list("household__area", "tier").annotate(number=Count("*")):
        yield area, {tier: number}
    if tally.unjudged:
        never = households_in(place, person).filter(standing=None).order_by().values_list("area")
        yield from ((area, {"unassessed": number}) for area, number in never.annotate(number=Count("*")))


def _changes_below(place: Place, person: Any, since: date) -> Iterable[Row]:
    """How 连心户, and all other classes together, grew in each area after a day."""
    is_priority = Q(tier="priority")
    for day, sign in DAYS:
        tenures = Tenure.objects.filter(inside(place, person), **{f"{day}__gt": since}).order_by()
        counts = tenures.values_list("household__area").annotate(
            priority=Count("household", filter=is_priority), others=Count("household", filter=~is_priority)
        )
        for area, priority, others in counts:
            yield area, {"priority": sign * priority, "others": sign * others}


def _gathered(rows: Iterable[Row], tops: Mapping[UUID, UUID]) -> dict[UUID, Counter[str]]:
    """Add up what is said of areas; what lies at the place itself, and not below it, is left out."""
    gathered: dict[UUID, Counter[str]] = defaultdict(Counter)
    for area, numbers in rows:
        if area in tops:
            gathered[tops[area]].update(numbers)
    return gathered
