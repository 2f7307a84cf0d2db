"""Columns to what intake takes: one `HouseholdDraft` a household, its residents under it, the head first."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np

from lianxin.demo.county import County
from lianxin.demo.families import RELATION
from lianxin.demo.health import HEALTHY
from lianxin.demo.vocabulary import LABOUR, SCHOOLING, STATES, WORKS_AT, Bools, Ints
from lianxin.intake.vocabulary import HouseholdDraft, ResidentDraft
from lianxin.registry.vocabulary import Relation, Sex

SHEET = "名册"
FIRST_ROW = 2  # under the header, as `roster` writes it
_RELATIONS = tuple(Relation(code) for code in RELATION)
_LEVELS = ("none", "1", "2", "3", "4")
_ORDINALS = "一二三四五六七八九十"
_Facts: TypeAlias = list[tuple[str, list[Any], list[bool]]]


def drafts(county: County, households: Ints | None = None) -> Iterator[HouseholdDraft]:
    """Draft every household, or those with the given indexes in the order given."""
    homes = county.homes
    first, facts, people = _lists(county)
    longitude, latitude, place, group, observed_on = (
        column.tolist()
        for column in (homes.longitude, homes.latitude, homes.place, homes.group, county.surveyed_on)
    )
    for at in range(homes.n) if households is None else households.tolist():
        start, end = first[at], first[at + 1]
        where = homes.places[place[at]]
        yield HouseholdDraft(
            number=county.numbers[at],
            head_name=county.names[start],
            town_name=where.town_name,
            village_name=where.name,
            area_code=where.code,
            group_name=group_name(group[at]),
            longitude=longitude[at],
            latitude=latitude[at],
            observed_on=observed_on[at],
            facts={code: values[at] for code, values, missing in facts if not missing[at]},
            residents=tuple(people.draft(person) for person in range(start, end)),
            sheet=SHEET,
            rows=tuple(range(start + FIRST_ROW, end + FIRST_ROW)),
        )


@lru_cache(maxsize=1)
def _lists(county: County) -> tuple[list[int], _Facts, "_People"]:
    """The county's columns as plain lists: the first resident of each household, what is told of households,
    and of residents. Kept, for a county comes in several lists."""
    first = np.searchsorted(county.folk.home, np.arange(county.homes.n + 1)).tolist()
    return first, _household_facts(county), _People(county)


def group_name(number: int) -> str:
    """一组, 十组, 十二组 …: how a villagers' group (1–19) is written."""
    return f"{_ORDINALS[number - 1] if number <= 10 else '十' + _ORDINALS[number - 11]}组"


def _household_facts(county: County) -> _Facts:
    """(code, value per household, missing per household), as plain Python lists."""
    told, missing = county.livelihood, county.gaps.of_homes
    complete = np.zeros(county.homes.n, dtype=bool)
    columns: dict[str, list[Any]] = {
        code: values.tolist() for code, values in (*told.amounts.items(), *told.answers.items())
    }
    return [(code, values, missing.get(code, complete).tolist()) for code, values in columns.items()]


class _People:
    """Residents' columns as lists, so that a draft is made by looking up."""

    def __init__(self, county: County) -> None:
        folk, gaps = county.folk, county.gaps
        self.names, self.ids, self.phones = county.names, county.id_numbers, county.phones
        self.relation = [_RELATIONS[slot] for slot in folk.slot.tolist()]
        self.sex = [Sex.FEMALE if female else Sex.MALE for female in folk.female.tolist()]
        self.born: list[date] = county.born.tolist()
        self.no_id, self.no_birthday = gaps.no_id_number.tolist(), gaps.no_birthday.tolist()
        self.has_phone = gaps.has_phone.tolist()
        self.facts = _resident_facts(county)

    def draft(self, at: int) -> ResidentDraft:
        return ResidentDraft(
            row=at + FIRST_ROW,
            name=self.names[at],
            relation=self.relation[at],
            sex=self.sex[at],
            birth_on=None if self.no_birthday[at] else self.born[at],
            id_number=None if self.no_id[at] else self.ids[at],
            phone=self.phones[at] if self.has_phone[at] else None,
            facts={code: values[at] for code, values, told in self.facts if told[at]},
        )


def _resident_facts(county: County) -> _Facts:
    """(code, value, told) per resident. A fact that does not concern a resident is not told: schooling of the
    grown, work of children, the grade of disability of the healthy."""
    folk, work, health, missing = county.folk, county.work, county.health, county.gaps.of_folk
    everyone = np.ones(folk.m, dtype=bool)
    told: list[tuple[str, list[Any], Bools]] = [
        ("labour", [LABOUR[one] for one in work.labour.tolist()], folk.age >= 15),
        ("health", [STATES[one] for one in health.state.tolist()], everyone),
        ("works_at", [WORKS_AT[one] for one in work.works_at.tolist()], folk.age >= 15),
        ("schooling", [SCHOOLING[one] for one in work.schooling.tolist()], (folk.age >= 3) & (folk.age < 25)),
        ("disability_level", [_LEVELS[one] for one in health.level.tolist()], health.state != HEALTHY),
    ]
    marks = [(code, mask.tolist(), mask.tolist()) for code, mask in county.marks.items()]
    return [(code, values, (who & ~missing[code]).tolist()) for code, values, who in told] + marks
