"""What is counted of areas: households, residents, classes, staff, open reviews; each with all below it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from lianxin.areas.models import Area
from lianxin.areas.vocabulary import lineage
from lianxin.classification.models import Review, Standing
from lianxin.databases.reading import raw_keys, raw_rows
from lianxin.desk.caching import cached
from lianxin.desk.words import TIERS
from lianxin.ledger.models import Event
from lianxin.people.access import areas_seen, may
from lianxin.people.models import Post
from lianxin.registry.models import Household, Resident

MOST = "fine"
"""The class most households stand in. It is what remains after counting the others."""

OTHERS = [tier for tier in TIERS if tier != MOST]


@dataclass(frozen=True, slots=True)
class Figures:
    """One area with all below it. None stands for what the person may not know."""

    households: int | None = None
    residents: int | None = None
    tiers: Mapping[str, int] | None = None
    reviews: int | None = None
    staff: int = 0


def figures_of(areas: Iterable[Area], person: Any, today: date) -> dict[UUID, Figures]:
    """Count every area given, whatever lies below it counted in: some ten queries for any number.

    `areas` must hold all areas below those to be shown. Households and residents are known to whoever sees
    households and, as numbers only, to whoever keeps the areas.
    """
    areas = list(areas)
    homes = _homes(areas, person)
    counts: dict[UUID, Counter[str]] = defaultdict(Counter)
    for area, number in homes.counts.items():
        counts[area]["households"] = number
    for area, number in _residents(homes).items():
        counts[area]["residents"] = number
    judges = may(person, "classification.see")
    if judges:
        _count_classes(counts, homes)
    totals, staff = _rolled_up(areas, counts), _staff(areas, today)
    shows = _Shows(bool(homes.counts), judges)
    return {area.pk: _figures(totals[area.path], staff.get(area.path, 0), shows) for area in areas}


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


def _rolled_up(areas: Iterable[Area], counts: Mapping[UUID, Counter[str]]) -> dict[str, Counter[str]]:
    """By path: what is counted of an area and everything below it."""
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for area in areas:
        for path in lineage(area.path):
            totals[path].update(counts.get(area.pk, {}))
    return totals


@dataclass(frozen=True, slots=True)
class _Homes:
    """Households on the register in each area where the person may count them."""

    counts: Mapping[UUID, int]
    is_whole: bool

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def fingerprint(self) -> int:
        return hash(frozenset(self.counts.items()))

    def inside(self, field: str) -> Q:
        """The condition for rows of these areas; of the whole district everything, without looking it up."""
        return Q() if self.is_whole else Q(**{f"{field}__in": list(self.counts)})


def _homes(areas: list[Area], person: Any) -> _Homes:
    sight = areas_seen(person, "household.see") | areas_seen(person, "area.edit")
    known = set(sight.values_list("pk", flat=True))
    mine = [area for area in areas if area.pk in known]
    homes = _Homes(dict.fromkeys((area.pk for area in mine), 0), any(not area.parent_id for area in mine))
    rows = Household.objects.present().filter(homes.inside("area")).order_by()
    found = dict(rows.values_list("area").annotate(number=Count("*")))
    return replace(homes, counts=homes.counts | found)


def _count_classes(counts: Mapping[UUID, Counter[str]], homes: _Homes) -> None:
    """Add classes and open reviews; a household never judged counts as 待评, as everywhere."""
    changes = Event.objects.filter(kind="class.changed").order_by("-at", "-id").values_list("pk", flat=True)
    version = (homes.fingerprint, Standing.objects.count(), changes.first())
    others, number_judged = cached(("classes", version), lambda: _classes(homes))
    for area, tier, number in others:
        counts[area][tier] += number
    if number_judged < homes.total:
        never = Household.objects.present().filter(homes.inside("area"), standing=None).order_by()
        for area, number in never.values_list("area").annotate(number=Count("*")):
            counts[area]["unassessed"] += number
    for area, number in homes.counts.items():
        counts[area][MOST] = number - sum(counts[area][tier] for tier in OTHERS)
    waiting = Review.objects.open().order_by()  # of everywhere: they are few, and the homes of a town many
    for area, number in waiting.values_list("household__area").annotate(number=Count("*")):
        if area in homes.counts:
            counts[area]["reviews"] = number


def _classes(homes: _Homes) -> tuple[list[tuple[UUID, str, int]], int]:
    """Households by area and class without those of the commonest, and how many were judged at all."""
    judged = Standing.objects.filter(homes.inside("household__area")).order_by()
    others = judged.filter(tier__in=OTHERS) if homes.is_whole else judged.exclude(tier=MOST)
    found = others.values_list("household__area", "tier").annotate(number=Count("*"))
    return list(found), judged.count()


def _staff(areas: Sequence[Area], today: date) -> dict[str, int]:
    """By path: how many hold a post there or below today, each person once."""
    top = min((area.path for area in areas), key=len, default="")
    posts = Post.objects.on(today).order_by()
    if top.count("/") > 1:
        posts = posts.filter(area__in=[area.pk for area in areas])
    lines = [lineage(area.path) for area in areas]
    line_of = dict(zip(raw_keys([area.pk for area in areas]), lines, strict=True))
    holders: dict[str, set[Any]] = defaultdict(set)
    for area, person in raw_rows(posts.values_list("area", "staff")):
        for path in line_of.get(area, ()):
            holders[path].add(person)
    return {path: len(people) for path, people in holders.items()}


def _residents(homes: _Homes) -> dict[UUID, int]:
    """Residents in each area: 0.1 s for 200,000, so cached while the households stay the same."""

    def count() -> dict[UUID, int]:
        rows = Resident.objects.present().filter(homes.inside("household__area"), household__state="present")
        return dict(rows.order_by().values_list("household__area").annotate(number=Count("*")))

    return cached(("residents", homes.fingerprint), count) if homes.total else {}
