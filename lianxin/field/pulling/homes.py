"""The rows of homes, for many at once: a dozen queries however many there are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.classification.models import Standing
from lianxin.field.pulling.asking import questions_of
from lianxin.policies.catalogue import Catalogue, default
from lianxin.policies.models import Policy
from lianxin.registry.models import Fact, Household, Resident
from lianxin.visits.forms import VisitForm
from lianxin.visits.models import Card, Item, Visit

LAST_VISITS, MOST_ITEMS = 3, 20
LOOKS_BACK = timedelta(days=800)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    """What was read of some homes, by home."""

    homes: list[Household]
    residents: dict[UUID, list[Resident]]
    facts: dict[UUID, list[Fact]]
    standings: dict[UUID, Standing]
    items: dict[UUID, list[Item]]
    visits: dict[UUID, list[Visit]]
    cards: dict[UUID, Card]
    questions: dict[UUID, list[dict[str, Any]]]
    areas: dict[str, Area]
    catalogue: Catalogue


def home_rows(
    keys: Sequence[UUID], person: Any, form: VisitForm | None, today: date
) -> dict[str, dict[str, Any]]:
    """`home:<key>` → its row, as the protocol has it. Never an ID number, never a note."""
    known = _read(keys, form, today)
    return {f"home:{home.pk}": _row(home, known, person, today) for home in known.homes}


def named_areas(codes: Iterable[str]) -> dict[str, Area]:
    """Areas by their code."""
    return {area.code: area for area in Area.objects.filter(code__in=set(codes))}


def area_row(area: Area, areas: dict[str, Area]) -> dict[str, Any]:
    """{id, names: [town, village]}; an area above the villages has one name."""
    names = [areas[code].name for code in area.codes[1:] if code in areas and _is_named(areas[code], area)]
    return {"id": str(area.pk), "names": names or [area.name]}


def _is_named(one: Area, area: Area) -> bool:
    return one.level == "town" or one.pk == area.pk


def _read(keys: Sequence[UUID], form: VisitForm | None, today: date) -> Known:
    found = Household.objects.present().filter(pk__among=list(keys)).select_related("area", "keeper")
    homes = sorted(found, key=lambda home: home.number)
    keys = [home.pk for home in homes]
    residents = _by_home(Resident.objects.present().filter(household__among=keys).order_by("pk"))
    told = Fact.objects.current().filter(household__among=keys).defer("source_note").order_by("pk")
    facts = _by_home(told)
    standings = {one.household_id: one for one in Standing.objects.filter(household__among=keys)}
    open_ones = Item.objects.exclude(kind="effect").open()  # an effect is an answer, nothing to be done
    items = _by_home(open_ones.filter(household__among=keys).order_by("-raised_at", "-pk"))
    visits = (
        Visit.objects.filter(household__among=keys, visited_on__gte=today - LOOKS_BACK)
        .select_related("staff")
        .only("household", "visited_on", "nothing_raised", "begun_at", "staff__name")
        .annotate(raised=Count("items"))
        .order_by("-begun_at", "-pk")
    )
    cards = {one.household_id: one for one in Card.objects.filter(household__among=keys, ended_at=None)}
    catalogue = default()
    asks = {key: standing.ask for key, standing in standings.items()}
    questions = questions_of(keys, asks, facts, residents, form, catalogue, today)
    areas = named_areas(code for home in homes for code in home.area.codes)
    return Known(
        homes, residents, facts, standings, items, _by_home(visits), cards, questions, areas, catalogue
    )


def _by_home(rows: Iterable[T]) -> dict[UUID, list[T]]:
    found: dict[UUID, list[T]] = defaultdict(list)
    for row in rows:
        found[row.household_id].append(row)  # type: ignore[attr-defined]
    return found


def _row(home: Household, known: Known, person: Any, today: date) -> dict[str, Any]:
    residents = known.residents.get(home.pk, [])
    head = next((one for one in residents if one.relation == "head"), None)
    standing = known.standings.get(home.pk)
    card = known.cards.get(home.pk)
    return {
        "id": str(home.pk),
        "number": home.number,
        "head": head.name if head else "",
        "pinyin": head.pinyin if head else "",
        "initials": head.initials if head else "",
        "area": area_row(home.area, known.areas) | {"group": home.group_name},
        "lon": home.longitude,
        "lat": home.latitude,
        "tier": standing.tier if standing else "unassessed",
        "tier_since": standing.since_on.isoformat() if standing else None,
        "reasons": _reasons(standing) if standing else [],
        "keeper": {"id": str(home.keeper_id), "name": home.keeper.name} if home.keeper else None,
        "mine": person.pk in (home.keeper_id, home.handing_over_id),
        "phone": head.phone if head else "",
        "residents": [_resident(one) for one in residents],
        "facts": [_fact(one, known.catalogue, today) for one in known.facts.get(home.pk, ())],
        "questions": known.questions.get(home.pk, []),
        "open_items": [_item(one) for one in known.items.get(home.pk, ())[:MOST_ITEMS]],
        "promises": [],
        "visits": [_visit(one) for one in known.visits.get(home.pk, ())[:LAST_VISITS]],
        "card": {"left_on": _day(card.left_at) if card else None},
    }


def _reasons(standing: Standing) -> list[dict[str, str]]:
    """The rules that give the class, by their titles; of a home that is leaving, whatever holds."""
    document = _policy(standing.policy_id).document
    held = [rule for rule in document.rules if rule.id in set(standing.rules)]
    deciding = [rule for rule in held if rule.gives == standing.tier]
    return [{"zh": rule.title_zh, "en": rule.title_en} for rule in deciding or held]


_policies: dict[UUID, Policy] = {}


def _policy(key: UUID) -> Policy:
    """An adopted policy; never edited, so it may be remembered."""
    if key not in _policies:
        _policies[key] = Policy.objects.get(pk=key)
    return _policies[key]


def _resident(one: Resident) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "name": one.name,
        "relation": one.relation,
        "sex": one.sex,
        "birth_on": one.birth_on.isoformat() if one.birth_on else None,
        "state": one.state,
    }


def _fact(one: Fact, catalogue: Catalogue, today: date) -> dict[str, Any]:
    indicator = catalogue.get(one.indicator)
    fresh = indicator.fresh_days if indicator else None
    return {
        "indicator": one.indicator,
        "resident_id": str(one.resident_id) if one.resident_id else None,
        "value": one.value,
        "observed_on": one.observed_on.isoformat(),
        "source": one.source,
        "stale": fresh is not None and one.observed_on + timedelta(days=fresh) < today,
    }


def _item(one: Item) -> dict[str, Any]:
    return {
        "id": str(one.pk),
        "kind": one.kind,
        "category": one.category,
        "text": one.text,
        "raised_on": _day(one.raised_at),
        "state": "open",
    }


def _visit(one: Any) -> dict[str, Any]:
    return {
        "on": one.visited_on.isoformat(),
        "by": one.staff.name,
        "nothing_raised": one.nothing_raised,
        "items": one.raised,
    }


def _day(moment: datetime) -> str:
    return timezone.localdate(moment).isoformat()
