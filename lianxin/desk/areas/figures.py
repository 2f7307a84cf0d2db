"""What is counted of areas: households, residents, classes, staff, open reviews; each with all below it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.classification.models import Review, Standing
from lianxin.desk.words import TIERS
from lianxin.people.access import areas_seen, may
from lianxin.people.models import Post
from lianxin.registry.models import Household, Resident

MOST = "fine"
"""The class most households stand in. It is what remains after counting the others."""

GOOD_FOR = timedelta(minutes=5)
"""How long the number of residents of a whole district is remembered; counting 200,000 takes 0.1 s."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One area with all below it. None stands for what the person may not know."""

    households: int | None = None
    residents: int | None = None
    tiers: Mapping[str, int] | None = None
    reviews: int | None = None
    staff: int = 0


def figures_of(areas: Iterable[Area], person: Any, today: date) -> dict[UUID, Figures]:
    """Count every area given, whatever lies below it counted in: at most seven queries for any number.

    `areas` must hold all areas below those to be shown. Households and residents are known to whoever sees
    households and, as numbers only, to whoever keeps the areas.
    """
    areas = list(areas)
    keys = {area.pk for area in areas}
    homes = _homes(keys, person)
    counts: dict[UUID, Counter[str]] = defaultdict(Counter)
    for area, number in homes.items():
        counts[area]["households"] = number
    for area, number in _residents(homes).items():
        counts[area]["residents"] = number
    judges = may(person, "classification.see")
    if judges:
        _count_classes(counts, homes)
    totals, people = _rolled_up(areas, counts, _staff(keys, today))
    shows = _Shows(bool(homes), judges)
    return {area.pk: _figures(totals[area.path], len(people[area.path]), shows) for area in areas}


@dataclass(frozen=True, slots=True)
class _Shows:
    """What the person may know."""

    homes: bool
    classes: bool


def _figures(total: Counter[str], staff: int, shows: _Shows) -> Figures:
    return Figures(
        households=total["households"] if shows.homes else None,
        residents=total["residents"] if shows.homes else None,
        tiers={tier: total[tier] for tier in TIERS} if shows.classes else None,
        reviews=total["reviews"] if shows.classes else None,
        staff=staff,
    )


def _rolled_up(
    areas: Iterable[Area], counts: Mapping[UUID, Counter[str]], staff: Mapping[UUID, set[UUID]]
) -> tuple[dict[str, Counter[str]], dict[str, set[UUID]]]:
    """By path: what is counted of an area and everything below it, and who works there."""
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    people: dict[str, set[UUID]] = defaultdict(set)
    for area in areas:
        for path in lineage(area.path):
            totals[path].update(counts.get(area.pk, {}))
            people[path] |= staff.get(area.pk, set())
    return totals, people


def lineage(path: str) -> list[str]:
    """The paths from the district down to the area itself."""
    codes = path.rstrip("/").split("/")
    return ["/".join(codes[: end + 1]) + "/" for end in range(len(codes))]


def _homes(keys: set[UUID], person: Any) -> dict[UUID, int]:
    """Households on the register in each area whose households this person may count."""
    sight = areas_seen(person, "household.see") | areas_seen(person, "area.edit")
    known = [key for key in sight.values_list("pk", flat=True) if key in keys]
    rows = Household.objects.present().filter(area__in=known).order_by()
    found = dict(rows.values_list("area").annotate(number=Count("*")))
    return {key: found.get(key, 0) for key in known}


def _count_classes(counts: Mapping[UUID, Counter[str]], homes: Mapping[UUID, int]) -> None:
    """Add classes and open reviews; a household never judged counts as 待评, as everywhere."""
    judged = Standing.objects.filter(household__state="present", household__area__in=list(homes))
    others = judged.exclude(tier=MOST).order_by().values_list("household__area", "tier")
    for area, tier, number in others.annotate(number=Count("*")):
        counts[area][tier] += number
    if judged.count() < sum(homes.values()):
        never = Household.objects.present().filter(standing=None, area__in=list(homes)).order_by()
        for area, number in never.values_list("area").annotate(number=Count("*")):
            counts[area]["unassessed"] += number
    for area, number in homes.items():
        counts[area][MOST] = number - sum(counts[area][tier] for tier in TIERS if tier != MOST)
    waiting = Review.objects.open().filter(household__area__in=list(homes)).order_by()
    for area, number in waiting.values_list("household__area").annotate(number=Count("*")):
        counts[area]["reviews"] = number


def _staff(keys: set[UUID], today: date) -> dict[UUID, set[UUID]]:
    """Who holds a post on each area today; someone with two posts below one area counts once there."""
    held: dict[UUID, set[UUID]] = defaultdict(set)
    for area, person in Post.objects.on(today).order_by().values_list("area", "staff"):
        if area in keys:
            held[area].add(person)
    return held


_remembered: dict[int, tuple[datetime, dict[UUID, int]]] = {}
_lock = Lock()


def _residents(homes: Mapping[UUID, int]) -> dict[UUID, int]:
    """Residents in each area. Remembered for a while as long as the households of the areas stay the same."""
    if not sum(homes.values()):
        return {}
    now, fingerprint = timezone.now(), hash(frozenset(homes.items()))
    with _lock:
        known = _remembered.get(fingerprint)
    if known and now - known[0] < GOOD_FOR:
        return known[1]
    rows = Resident.objects.present().filter(household__state="present", household__area__in=list(homes))
    found = dict(rows.order_by().values_list("household__area").annotate(number=Count("*")))
    with _lock:
        for old in [key for key, (at, _) in _remembered.items() if now - at >= GOOD_FOR]:
            del _remembered[old]
        _remembered[fingerprint] = (now, found)
    return found
