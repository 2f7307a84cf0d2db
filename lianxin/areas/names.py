"""The names of a district as an index: every way to write them, looked up by stem."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from lianxin.areas.spelling import PLACE_ENDINGS, TOWN_ENDINGS, clean, distance, readings
from lianxin.areas.vocabulary import (
    CODE_DIGITS,
    COMMUNITY,
    DISTRICT,
    LONGEST_NAME,
    TOWN,
    VILLAGE,
    AreaName,
    Match,
    Near,
)

NEAR_AT_MOST = 3
NEAR_DISTANCE = 2
SHORT_NAME = 3
REMEMBERED = 20_000

_CODE = re.compile(rf"\d{{{CODE_DIGITS}}}")


class _Shelf:
    """Area names of one family (towns, or villages and communities), looked up by stem."""

    def __init__(self, areas: Iterable[AreaName], endings: dict[str, str]) -> None:
        self.areas = tuple(areas)
        self.endings = endings
        self._by_stem: dict[str, list[tuple[AreaName, str, frozenset[str]]]] = defaultdict(list)
        for area in self.areas:
            for name in (area.name, *area.old_names):
                known = readings(clean(name), endings)
                said = {reading.kind for reading in known if reading.kind}
                kinds = frozenset(said if area.level == TOWN else said | {area.level})
                for reading in known:
                    self._by_stem[reading.stem].append((area, reading.mark, kinds))

    def find(self, text: str, inside: Sequence[AreaName] = ()) -> list[AreaName]:
        """Every area the cleaned text may mean, inside the given areas only (none given: anywhere)."""
        found: dict[str, AreaName] = {}
        for reading in readings(text, self.endings):
            for area, mark, kinds in self._by_stem.get(reading.stem, ()):
                says_otherwise = reading.kind and kinds and reading.kind not in kinds
                if not says_otherwise and reading.mark in ("", mark) and _lies_in(area, inside):
                    found[area.code] = area
        hits = list(found.values())
        exact = [area for area in hits if clean(area.name) == text]
        return exact if len(exact) == 1 and len({_town_code(area) for area in hits}) == 1 else hits


class NameIndex:
    """All names of a district, made once and asked many times; remembers what was asked.

    `candidates` are all open areas, the district included (`Area.objects.candidates()`).
    """

    def __init__(self, candidates: Iterable[AreaName]) -> None:
        areas = tuple(candidates)
        self._by_code = {code: area for area in areas for code in area.old_codes}
        self._by_code |= {area.code: area for area in areas}
        names = [clean(area.name) for area in areas if area.level != DISTRICT]
        self._districts = tuple(
            district
            for district in (clean(area.name) for area in areas if area.level == DISTRICT)
            if not any(district in name for name in names)
        )
        self._towns = _Shelf((a for a in areas if a.level == TOWN), TOWN_ENDINGS)
        self._places = _Shelf((a for a in areas if a.level in (COMMUNITY, VILLAGE)), PLACE_ENDINGS)
        self.match = lru_cache(maxsize=REMEMBERED)(self._match)

    def match_town(self, town_name: str) -> Match:
        """Which town or street is meant."""
        text = self._tidy(town_name)
        if not text:
            return Match("unknown", why="town_missing")
        hits = self._find_towns(text)
        return self._verdict(hits, "town_unknown", self._near(text, self._towns))

    def _match(self, town_name: str, village_name: str) -> Match:
        """Which village or community is meant; the town may be left empty when the name is unique."""
        town_text, text = self._tidy(town_name), self._tidy(village_name)
        if not text:
            return Match("unknown", why="area_missing")
        towns = self._find_towns(town_text) if town_text else []
        if town_text and not towns:
            return Match("unknown", why="town_unknown", near=self._near(town_text, self._towns))
        hits = self._find_places(text, towns)
        if hits:
            return self._verdict(hits, "", ())
        elsewhere = self._find_places(text, ()) if towns else []
        if elsewhere:
            return Match("unknown", why="area_elsewhere", near=self._titles(elsewhere))
        return Match("unknown", why="area_unknown", near=self._near(text, self._places, towns))

    def _find_towns(self, text: str) -> list[AreaName]:
        padded = text.ljust(CODE_DIGITS, "0") if re.fullmatch(r"\d{9}", text) else text
        if _CODE.fullmatch(padded):
            area = self._by_code.get(padded)
            return [area] if area and area.level == TOWN else []
        return self._towns.find(text)

    def _find_places(self, text: str, towns: Sequence[AreaName]) -> list[AreaName]:
        if _CODE.fullmatch(text):
            area = self._by_code.get(text)
            is_place = area is not None and area.level in (COMMUNITY, VILLAGE)
            return [area] if area and is_place and _lies_in(area, towns) else []
        return self._places.find(text, towns) or self._find_behind_town(text, towns)

    def _find_behind_town(self, text: str, towns: Sequence[AreaName]) -> list[AreaName]:
        """恒口镇联合村: the town is written in front of the village."""
        found: dict[str, AreaName] = {}
        for cut in range(2, len(text)):
            named = [town for town in self._towns.find(text[:cut]) if not towns or town in towns]
            if named:
                found |= {area.code: area for area in self._places.find(text[cut:], named)}
        return list(found.values())

    def _verdict(self, hits: Sequence[AreaName], why: str, near: tuple[Near, ...]) -> Match:
        if len(hits) == 1:
            return Match("found", code=hits[0].code)
        if hits:
            codes = tuple(sorted(area.code for area in hits))
            return Match("ambiguous", codes=codes, why="area_ambiguous", near=self._titles(hits))
        return Match("unknown", why=why, near=near)

    def _tidy(self, text: str) -> str:
        """Cleaned, without what stands before and with the district's name, and without Excel's ".0"."""
        text = clean(re.sub(r"^\s*(\d+)\.0+\s*$", r"\1", text[: 2 * LONGEST_NAME]))[:LONGEST_NAME]
        for district in self._districts:
            text = text.rpartition(district)[2]
        return text

    def _titles(self, areas: Iterable[AreaName]) -> tuple[Near, ...]:
        return tuple(Near(area.code, self.title(area)) for area in sorted(areas, key=lambda a: a.code))

    def title(self, area: AreaName) -> str:
        """The name with those of the areas above it, below the district: 恒口镇 · 联合村委会."""
        chain = [self._by_code[code] for code in area.path.split("/") if code in self._by_code]
        return " · ".join(above.name for above in chain if above.level != DISTRICT)

    def _near(self, text: str, shelf: _Shelf, inside: Sequence[AreaName] = ()) -> tuple[Near, ...]:
        """The few names nearest to the text: the same stem first, then one inside the other, then edits."""
        stem = _stem(text, shelf.endings)
        allowed = min(NEAR_DISTANCE if len(stem) > SHORT_NAME else 1, len(stem) - 1)
        ranked = []
        for area in shelf.areas:
            if _lies_in(area, inside):
                other = _stem(clean(area.name), shelf.endings)
                steps = 0 if other == stem else 1 if stem in other else distance(stem, other)
                if steps <= allowed:
                    ranked.append((steps, area.code, area))
        return tuple(Near(code, self.title(area)) for _, code, area in sorted(ranked)[:NEAR_AT_MOST])


def _lies_in(area: AreaName, above: Sequence[AreaName]) -> bool:
    return not above or any(area.path.startswith(town.path) for town in above)


def _town_code(area: AreaName) -> str:
    """The code of the town above a place; of a town, the district's."""
    codes = area.path.split("/")
    return codes[0] if area.level == TOWN else codes[1]


def _stem(text: str, endings: dict[str, str]) -> str:
    return min((reading.stem for reading in readings(text, endings)), key=len)
