"""Visits as rows of a table: when, where, by whom, and how much was raised; never anybody's words."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, Q

from lianxin.areas.models import Area
from lianxin.exports.places import place_line
from lianxin.exports.vocabulary import Form, Purpose
from lianxin.exports.writing import table
from lianxin.ledger.actions import record
from lianxin.people.models import Staff
from lianxin.registry.models import Household, Resident
from lianxin.registry.vocabulary import Relation
from lianxin.visits.models import Item, Visit
from lianxin.visits.vocabulary import ItemKind, Place

AT_ONCE = 1000
KINDS = (ItemKind.NEED, ItemKind.ADVICE, ItemKind.EFFECT)
TITLE = ("走访", "Visits")
COLUMNS = (
    ("日期", "Date"),
    ("户编号", "Household no."),
    ("户主", "Head"),
    ("镇、街道", "Town"),
    ("社区", "Community"),
    ("村", "Village"),
    ("干部", "Cadre"),
    ("工号", "Staff no."),
    ("在哪里", "Where"),
    ("需求几件", "Needs"),
    ("建议几条", "Advice"),
    ("问效几条", "Effects"),
    ("当场办了", "Settled on the spot"),
    ("没提什么", "Nothing raised"),
    ("记了几项情况", "Facts told"),
    ("填表用时（分钟）", "Minutes of filling in"),
)


def header(lang: str) -> list[str]:
    return [titles[1 if lang == "en" else 0] for titles in COLUMNS]


@transaction.atomic
def export_visits(
    path: Path,
    *,
    form: Form,
    purpose: Purpose,
    area: Area | None,
    lang: str = "zh",
    actor: Any,
    now: datetime,
) -> int:
    """Write the visits that somebody sees, the newest first, to a plain file and tell the ledger how many."""
    rows = 0
    with table(path, form, header(lang), TITLE[1 if lang == "en" else 0]) as write:
        for row in _rows(actor, area, lang):
            write(row)
            rows += 1
    top = area or Area.objects.get(parent=None)
    after = {"rows": rows, "form": form.value}
    record(
        kind="visits.exported", actor=actor, now=now, subject=top, area=top, after=after, cause=purpose.value
    )
    return rows


def _rows(person: Any, area: Area | None, lang: str) -> Iterator[list[str]]:
    seen = Visit.objects.seen_by(person)
    if area is not None:
        seen = seen.filter(area__in=Area.objects.within_ids(area))
    places = {one.path: one for one in Area.objects.all()}
    lines = {one.pk: place_line(one, places) for one in places.values()}
    keys = list(seen.order_by("-begun_at", "-pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        yield from _some_rows(keys[start : start + AT_ONCE], lines, lang)


def _some_rows(keys: Sequence[UUID], lines: Mapping[UUID, list[str]], lang: str) -> Iterator[list[str]]:
    """Some rows with a query for each table."""
    visits = Visit.objects.filter(pk__among=keys).defer("note").in_bulk()
    homes = Household.objects.defer("note").in_bulk({one.household_id for one in visits.values()} - {None})
    heads = Resident.objects.present().filter(household__among=list(homes), relation=Relation.HEAD.value)
    names = dict(heads.order_by().values_list("household", "name"))
    staff = Staff.objects.in_bulk({one.staff_id for one in visits.values()})
    raised = _raised(keys)
    for key in keys:
        visit = visits[key]
        home, cadre = homes.get(visit.household_id), staff[visit.staff_id]
        counts = raised.get(key, {})
        yield [
            visit.visited_on.isoformat(),
            home.number if home else "",
            names.get(visit.household_id, ""),
            *lines[visit.area_id],
            cadre.name,
            cadre.number,
            _where(visit.place, lang),
            *(str(counts.get(kind, 0)) for kind in KINDS),
            str(counts.get("settled", 0)),
            _said(visit.nothing_raised, lang),
            str(len(visit.answers)),
            str(round(visit.filling_seconds / 60, 1)),
        ]


def _raised(keys: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    """By visit: how many items of each kind, and how many of all were settled on the spot."""
    settled = Count("settlement", filter=Q(settlement__settled_at=F("raised_at")))
    rows = Item.objects.filter(visit__among=keys).order_by().values_list("visit", "kind")
    found: dict[UUID, dict[str, int]] = {}
    for key, kind, items, done in rows.annotate(items=Count("pk"), done=settled):
        counts = found.setdefault(key, {})
        counts[kind] = items
        counts["settled"] = counts.get("settled", 0) + done
    return found


def _where(place: str, lang: str) -> str:
    if place not in list(Place):
        return place
    return Place(place).en if lang == "en" else Place(place).zh


def _said(truth: bool, lang: str) -> str:
    if lang == "en":
        return "yes" if truth else "no"
    return "是" if truth else "否"
