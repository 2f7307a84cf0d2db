"""From the address of a page to a search of the ledger, within what a person may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from lianxin.areas.models import Area
from lianxin.desk.telling import kinds_of
from lianxin.ledger.search import Search
from lianxin.people.access import areas_seen
from lianxin.people.models import Staff
from lianxin.people.rules import plain_number
from lianxin.registry.models import Household


@dataclass(frozen=True, slots=True)
class Looking:
    """A search, or None when a number that was given means nothing here; `missing` says which fields."""

    search: Search | None
    missing: tuple[str, ...] = ()


def looking(given: Mapping[str, Any], person: Any) -> Looking:
    """What an address looks for. Whoever answers for the whole district also sees what lies nowhere."""
    sight = areas_seen(person, "ledger.see")
    is_whole = sight.filter(parent=None).exists()
    missing = []
    staff = household = area = None
    if given["who"] and not (staff := Staff.objects.filter(number=given["who"]).first()):
        missing.append("who")
    if given["household"]:
        seen = Household.objects.seen_by(person)
        if not (household := seen.filter(number=given["household"]).first()):
            missing.append("household")
    if given["area"] and not (area := sight.filter(code=given["area"]).first()):
        missing.append("area")
    if missing:
        return Looking(None, tuple(missing))
    places = sight.within(area) if area else sight
    keys = None if is_whole and area is None else frozenset(places.values_list("pk", flat=True))
    search = Search(
        actor=staff.pk if staff else None,
        subjects=frozenset({household.pk}) if household else None,
        kinds=frozenset(kinds_of(given["about"])) if given["about"] else None,
        areas=keys,
        first_on=given["first"],
        last_on=given["last"],
    )
    return Looking(search)


def staff_called(text: str) -> list[Staff]:
    """Who a typed staff number or whole name means: one, several of the same name, or nobody."""
    plain = "".join(text.split())
    return list(Staff.objects.filter(Q(number=plain_number(plain)) | Q(name=plain)).order_by("number")[:20])


def places_to_choose(person: Any, chosen: str = "") -> list[tuple[str, str]]:
    """The district and towns in sight, the tops of the sight, and what the address names."""
    sight = areas_seen(person, "ledger.see").order_by("path")
    listed = [area for area in sight if area.level in ("district", "town") or area.code == chosen]
    return [(area.code, _titled(area)) for area in listed]


def _titled(area: Area) -> str:
    """The name, set in by its level, for a plain list of choices."""
    return "\u3000" * (len(area.codes) - 1) + area.name
