"""Finding a household or a person by whatever the clerk has: a name, part of one, pinyin, a number, a phone.

Every branch walks an index. A text inside a name is found because it begins the name or one of its tails.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Q, QuerySet

from lianxin.people.vault import blind_index
from lianxin.registry.models import Household, NameTail, Resident

Meaning = Literal["nothing", "id_number", "phone", "number", "pinyin", "name"]
LIMIT = 50


@dataclass(frozen=True)
class Query:
    """What was typed, normalised, and what it can mean."""

    text: str
    meanings: tuple[Meaning, ...]


def understand(typed: str) -> Query:
    """Say what a typed text can be: full-width letters and stray spaces do not matter. Pure."""
    text = re.sub(r"[\s\x00\ud800-\udfff]+", "", unicodedata.normalize("NFKC", typed))[:40]
    if not text:
        return Query("", ("nothing",))
    if re.fullmatch(r"\d{17}[\dXx]", text):
        return Query(text.upper(), ("id_number",))
    if re.fullmatch(r"1\d{10}", text):
        return Query(text, ("phone", "number"))
    if re.fullmatch(r"[A-Za-z]+", text):
        return Query(text, ("pinyin", "number"))
    if re.fullmatch(r"[A-Za-z0-9\-_/]+", text):
        return Query(text, ("number", "phone") if text.isdigit() else ("number",))
    return Query(text, ("name",))


def find_residents(typed: str, person: Any, *, limit: int = LIMIT) -> list[Resident]:
    """Residents whom `person` may see and who fit the text, exact names first; at most `limit`."""
    query = understand(typed)
    seen = Resident.objects.seen_by(person).select_related("household", "household__area")
    found: dict[Any, Resident] = {}
    for rows in _searches(query, seen):
        for resident in rows[: limit - len(found)]:
            found.setdefault(resident.pk, resident)
        if len(found) >= limit:
            break
    return sorted(found.values(), key=lambda resident: (resident.state != "present", len(resident.name)))


def find_households(typed: str, person: Any, *, limit: int = LIMIT) -> list[Household]:
    """Households whom `person` may see, by their number or by anyone who lives in them; at most `limit`."""
    query = understand(typed)
    seen = Household.objects.seen_by(person).select_related("area")
    found: dict[Any, Household] = {}
    if "number" in query.meanings:
        for household in seen.filter(_number(query.text)).order_by("number")[:limit]:
            found[household.pk] = household
    for resident in find_residents(typed, person, limit=limit):
        found.setdefault(resident.household_id, resident.household)
    return list(found.values())[:limit]


def _searches(query: Query, seen: QuerySet[Resident]) -> list[QuerySet[Resident]]:
    text = query.text
    searches = []
    for meaning in query.meanings:
        match meaning:
            case "id_number":
                searches.append(seen.filter(id_index=blind_index("id_number", text)))
            case "phone":
                searches.append(seen.filter(phone_index=blind_index("phone", text)))
            case "name":
                searches += _by_spelling(seen, "name", text)
            case "pinyin":
                searches += _by_spelling(seen, "initials", text.lower())
                searches += _by_spelling(seen, "pinyin", text.lower())
    return searches


def _by_spelling(seen: QuerySet[Resident], column: str, text: str) -> list[QuerySet[Resident]]:
    tails = NameTail.objects.filter(**{f"{column}__prefix": text}).values("resident")
    exact = seen.filter(**{column: text}).order_by("name", "id")
    begins = seen.filter(**{f"{column}__prefix": text}).order_by(column, "id")
    inside = seen.filter(pk__in=tails).order_by("name", "id")
    return [exact, begins, inside]


def _number(text: str) -> Q:
    return Q(number__prefix=text) | Q(number__prefix=text.upper())
