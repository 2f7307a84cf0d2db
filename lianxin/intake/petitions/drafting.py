"""Rows of a list become matters with a place, or refusals. Pure; homes and areas are handed in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from uuid import UUID

from lianxin.areas.names import NameIndex
from lianxin.areas.vocabulary import AreaName
from lianxin.intake.lists.reading import caution_of, refusal_of, slips_of
from lianxin.intake.rows import ReadRow
from lianxin.intake.vocabulary import Caution, Refusal
from lianxin.policies.ladder.parts import Ladder


class Home(NamedTuple):
    key: UUID
    area: UUID


@dataclass(frozen=True, slots=True)
class Matter:
    """What a row asks for. `household` is None where only the place is known."""

    row: ReadRow
    number: str
    words: str
    area: UUID
    household: UUID | None
    category: str
    raised_on: date | None
    wanted_on: date | None
    wished: str
    caller: str


@dataclass(slots=True)
class Matters:
    found: list[Matter] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """`homes`: who has a phone or an ID number, by (kind, text); `areas`: keys by code, with their names;
    `reach`: the keys of the areas that whoever imports may bring into."""

    homes: Callable[[str, str], Sequence[Home]]
    names: Sequence[AreaName]
    areas: Mapping[str, UUID]
    reach: frozenset[UUID]
    ladder: Ladder


def matters_of(rows: Sequence[ReadRow], known: Known) -> Matters:
    """One of each number; the first row of it counts."""
    made, first = Matters(), {}
    index = NameIndex(known.names)
    title_of = {known.areas[one.code]: one.name for one in known.names if one.code in known.areas}
    for row in rows:
        slips = list(slips_of(row))
        made.refusals += slips
        if slips:
            continue
        values = row.values
        number, words = str(values.get("number", "")), values.get("words", "")
        if not number or not words:
            missing = "number" if not number else "words"
            made.refusals.append(refusal_of(row, missing, f"petition.{missing}_missing"))
        elif number in first:
            told = {"number": number, "first": first[number]}
            made.refusals.append(refusal_of(row, "number", "petition.number_twice", number, **told))
        else:
            first[number] = row.number
            place = _place(row, known, index, made)
            if place is None:
                continue
            if place.area not in known.reach:
                area = title_of.get(place.area, "")
                made.refusals.append(refusal_of(row, "village", "petition.outside", area, area=area))
                continue
            made.found.append(_matter(row, number, words, place, known, made))
    return made


class _Place(NamedTuple):
    area: UUID
    household: UUID | None


def _place(row: ReadRow, known: Known, index: NameIndex, made: Matters) -> _Place | None:
    """The home, by its phone or an ID number; else the village, by name or out of the address."""
    homes: dict[UUID, Home] = {}
    for kind in ("id_number", "phone"):
        if not homes and (text := str(row.values.get(kind, ""))):
            homes = {one.key: one for one in known.homes(kind, text)}
    if len(homes) == 1:
        (home,) = homes.values()
        return _Place(home.area, home.key)
    town, village = row.values.get("town", ""), row.values.get("village", "")
    if homes:
        made.cautions.append(caution_of(row, "phone", "petition.several_homes"))
    if village or town:
        match = index.match(town, village) if village else index.match_town(town)
        if match.code is not None:
            return _Place(known.areas[match.code], None)
        told = {"town": town, "name": village or town, "titles": "、".join(near.title for near in match.near)}
        key = "village" if village else "town"
        made.refusals.append(refusal_of(row, key, match.why, village or town, **told))
        return None
    area = _in_address(row.values.get("address", ""), known)
    if area is None:
        made.refusals.append(refusal_of(row, "village", "petition.place_missing"))
        return None
    return _Place(area, None)


def _in_address(address: str, known: Known) -> UUID | None:
    """The one village whose name stands in an address; None where there is none, or several."""
    found = {
        one.code
        for one in known.names
        if one.level in ("village", "community") and len(one.name) > 2 and _stem(one.name) in address
    }
    return known.areas.get(found.pop()) if len(found) == 1 else None


def _stem(name: str) -> str:
    for ending in ("民委员会", "村委会", "居委会", "居民委员会"):
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name.removesuffix(ending)
    return name


def _matter(row: ReadRow, number: str, words: str, place: _Place, known: Known, made: Matters) -> Matter:
    values = row.values
    told = [str(values[key]) for key in ("name", "phone") if key in values]
    return Matter(
        row,
        number,
        words,
        place.area,
        place.household,
        _category(row, known.ladder, made),
        values.get("raised_on"),
        values.get("wanted_on"),
        values.get("wished", ""),
        " ".join(told),
    )


def _category(row: ReadRow, ladder: Ladder, made: Matters) -> str:
    """By its code or title; else the one category whose title has the word in it; else the fallback."""
    word = str(row.values.get("category", "")).strip()
    if word in ladder.categories:
        return word
    titles = {one.code: one.title.zh for one in ladder.categories.values()}
    same = [code for code, title in titles.items() if title == word]
    near = [code for code, title in titles.items() if word and word in title]
    if len(same or near) == 1:
        return (same or near)[0]
    if word:
        told = {"word": word, "title": titles[ladder.fallback]}
        made.cautions.append(caution_of(row, "category", "petition.category_taken", word, **told))
    return ladder.fallback
