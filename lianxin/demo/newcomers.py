"""Who the year's children and spouses are: name, birth, ID number, phone and first facts. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from lianxin.demo.county import County, generator
from lianxin.demo.families import Slot
from lianxin.demo.lives import Birth, Life, Wedding
from lianxin.demo.names import draw, first_born, surname_of
from lianxin.demo.numbers import id_numbers, phones
from lianxin.demo.vocabulary import LABOUR, SCHOOLING, STATES, WORKS_AT
from lianxin.demo.work import FULL, NOT_IN_SCHOOL
from lianxin.registry.vocabulary import Relation, Sex

NUMBERED = 0.88  # newborn who have their ID number already
SCHOOL_AGE = 25  # schooling is told of nobody older


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Someone who joins a household; `facts` are those that concern a person of that age, by code."""

    name: str
    relation: Relation
    sex: Sex
    born: date
    id_number: str
    phone: str
    facts: tuple[tuple[str, str], ...]


def introduce(county: County, lives: Sequence[Life]) -> dict[Birth | Wedding, Newcomer]:
    """Who comes by each birth and wedding. Nobody gets a number that someone else has."""
    comings = [one for one in lives if isinstance(one, Birth | Wedding)]
    rng, count = generator(county.seed, "newcomers"), len(comings)
    today, folk = np.datetime64(county.today, "D"), county.folk
    is_birth = np.array([isinstance(one, Birth) for one in comings], dtype=bool)
    beside = np.array([one.mother if isinstance(one, Birth) else one.partner for one in comings], np.int64)
    girl = rng.random(count) >= 0.527
    female = np.where(is_birth, girl, ~folk.female[beside])
    ago = np.array([one.days_ago for one in comings], np.int64)
    years = np.maximum(folk.age_days[beside] + rng.normal(0, 500, count).astype(np.int64), 22 * 366 + ago)
    born = today - np.where(is_birth, ago, years)
    numbers = id_numbers(np.append(county.born, born), np.append(folk.female, female))[folk.m :]
    called = draw(count, female.tolist(), rng)
    calls = phones(folk.m + count, generator(county.seed, "phones"))[folk.m :]
    has_number = ~is_birth | (rng.random(count) < NUMBERED)
    found: dict[Birth | Wedding, Newcomer] = {}
    for at, one in enumerate(comings):
        names = _names_at(county, one.household)
        sex, day = (Sex.FEMALE if female[at] else Sex.MALE), born[at].item()
        number = numbers[at] if has_number[at] else ""
        if isinstance(one, Birth):
            father = Slot.CHILD_1 if folk.slot[one.mother] == Slot.IN_LAW else Slot.HEAD
            relation = Relation.CHILD if father is Slot.HEAD else Relation.GRANDCHILD
            name = first_born(surname_of(names[father]), bool(female[at]), set(names.values()), rng)
            found[one] = Newcomer(name, relation, sex, day, number, "", (("health", STATES[0]),))
        else:
            name = called[at]
            while name in names.values():
                name = draw(1, [bool(female[at])], rng)[0]
            facts = _facts_of_grown(county, one.partner, int(years[at]))
            found[one] = Newcomer(name, Relation.CHILD_IN_LAW, sex, day, number, calls[at], facts)
    return found


def _names_at(county: County, home: int) -> dict[int, str]:
    """The names of a household's members by their slot."""
    first, end = np.searchsorted(county.folk.home, (home, home + 1)).tolist()
    return {int(county.folk.slot[at]): county.names[at] for at in range(first, end)}


def _facts_of_grown(county: County, partner: int, age_days: int) -> tuple[tuple[str, str], ...]:
    """Healthy, able to work, and working where the partner works."""
    works_at = WORKS_AT[county.work.works_at[partner]]
    facts = (("health", STATES[0]), ("labour", LABOUR[FULL]), ("works_at", works_at))
    if age_days < SCHOOL_AGE * 365.2425:
        facts += (("schooling", SCHOOLING[NOT_IN_SCHOOL]),)
    return facts
