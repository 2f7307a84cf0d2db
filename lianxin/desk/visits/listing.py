"""Visits as lines of a list: a month of a place, or all those of a cadre or a home; what each brought."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef

from lianxin.desk.caching import cached
from lianxin.desk.households.rows import Row
from lianxin.desk.paging import Page, page_along
from lianxin.desk.planning.visits import rows_seen
from lianxin.desk.visits.words import Titles, amount, category_word
from lianxin.visits.models import Clash, Item, Visit

COLUMNS = ("visited_on", "pk")
LONG, VERY_LONG = 500, 5000
"""Visits from which on what they brought is counted again only when there are more of them, or after minutes;
and from which on a few more do not matter."""

SHOWN = 3
"""Items a line shows; of the others it says how many there are."""


@dataclass(frozen=True, slots=True)
class Brought:
    """An item in a line: what it is about, how much, and the words of the home."""

    item: Item
    category: str
    amount: str
    is_settled: bool


@dataclass(frozen=True, slots=True)
class Line:
    """`row` is the home, None for a visit to a place."""

    visit: Visit
    row: Row | None
    items: list[Brought]
    more: int
    clashes: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Of the whole list: how many visits there are, and how many with each thing."""

    total: int
    shown: Mapping[str, int]


def in_month(visits: Any, first: date) -> Any:
    return visits.filter(visited_on__range=(first, month_after(first) - timedelta(days=1)))


def month_after(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def month_before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)


def narrowed(visits: Any, show: str) -> Any:
    """Those with something: an item of a kind, one that is urgent or was settled, a clash, or nothing."""
    items = Item.objects.filter(visit=OuterRef("pk")).order_by()
    match show:
        case "":
            return visits
        case "nothing":
            return visits.filter(nothing_raised=True)
        case "clash":
            return visits.filter(pk__in=Clash.objects.order_by().values("visit"))
        case "urgent":
            return visits.filter(Exists(items.filter(is_urgent=True)))
        case "settled":
            return visits.filter(Exists(items.exclude(settlement=None)))
    return visits.filter(Exists(items.filter(kind=show)))


def counts_of(visits: Any, about: Hashable) -> Counts:
    """How many there are and with what; `about` names the list.

    Of a list as long as a town's month, what the visits brought may be some minutes old.
    """
    visits = visits.order_by()
    nothing = dict(visits.values_list("nothing_raised").annotate(number=Count("*")))
    total = sum(nothing.values())
    if total < LONG:
        shown = _brought_by(visits)
    else:
        version = total if total < VERY_LONG else total // 100
        shown = cached(("visits", about, version), lambda: _brought_by(visits))
    return Counts(total, Counter({**shown, "nothing": nothing.get(True, 0)}))


def _brought_by(visits: Any) -> dict[str, int]:
    """Four queries, each from the visits on, so that the index of days leads to their items."""
    kinds = visits.filter(items__isnull=False).values_list("items__kind")
    shown: dict[str, int] = dict(kinds.annotate(number=Count("pk", distinct=True)))
    settled = visits.filter(items__settlement__isnull=False)
    shown["settled"] = settled.aggregate(number=Count("pk", distinct=True))["number"]
    for mark in ("urgent", "clash"):
        shown[mark] = narrowed(visits, mark).count()
    return shown


def page_of_visits(visits: Any, after: Any, before: Any) -> Page:
    """A page, the latest day first; what each visit was told in full stays where it is.

    First its keys, from an index alone: a town's month is sorted without reading its visits.
    """
    page = page_along(visits.only(*COLUMNS), COLUMNS, after=after, before=before, newest_first=True)
    whole = Visit.objects.select_related("area", "staff").defer("told", "note")
    found = whole.in_bulk([visit.pk for visit in page.rows])
    return Page([found[visit.pk] for visit in page.rows], named(page.before), named(page.after))


def named(edge: tuple[Any, ...] | None) -> str | None:
    """How an address names an edge."""
    return f"{edge[0]:%Y-%m-%d}~{edge[1]}" if edge else None


def lines_of(visits: Iterable[Visit], person: Any, titles: Titles) -> list[Line]:
    """In the order given; seven queries in all."""
    listed = list(visits)
    keys = [visit.pk for visit in listed]
    rows = rows_seen((visit.household_id for visit in listed), person)
    items: defaultdict[UUID | None, list[Item]] = defaultdict(list)
    found = Item.objects.filter(visit__in=keys).select_related("settlement")
    for item in found.order_by("-is_urgent", "pk"):
        items[item.visit_id].append(item)
    told = Clash.objects.filter(visit__in=keys).order_by().values_list("visit")
    clashes = dict(told.annotate(number=Count("*")))
    return [
        Line(
            visit,
            rows.get(visit.household_id),
            [brought(item, titles) for item in items[visit.pk][:SHOWN]],
            max(0, len(items[visit.pk]) - SHOWN),
            clashes.get(visit.pk, 0),
        )
        for visit in listed
    ]


def brought(item: Item, titles: Titles) -> Brought:
    return Brought(
        item,
        category_word(titles, item.kind, item.category),
        amount(item.quantity, item.unit),
        item.is_settled,
    )
