"""What can be said of one resident, in three-valued logic, for many residents at once. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from lianxin.criteria import Column

Flags: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Everyone present, one row each. `home`: the row of the household, shape (people,).

    `facts` by code: `age` in whole years, and columns with choices for `labour`, `health`,
    `disability_level`, `works_at` and `schooling`.
    """

    home: npt.NDArray[np.integer]
    facts: Mapping[str, Column]

    def __len__(self) -> int:
        return len(self.home)


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """Per person: true, false, or neither (unknown). Never both."""

    true: Flags
    false: Flags

    @property
    def unknown(self) -> Flags:
        return ~(self.true | self.false)


@dataclass(frozen=True, slots=True)
class Trait:
    """A yes/no question about one person; `facts` are what the answer may depend on."""

    facts: frozenset[str]
    judge: Callable[[People], Truth]

    def __and__(self, other: "Trait") -> "Trait":
        def both(people: People) -> Truth:
            one, two = self.judge(people), other.judge(people)
            return Truth(one.true & two.true, one.false | two.false)

        return Trait(self.facts | other.facts, both)

    def __or__(self, other: "Trait") -> "Trait":
        return ~(~self & ~other)

    def __invert__(self) -> "Trait":
        def opposite(people: People) -> Truth:
            judged = self.judge(people)
            return Truth(judged.false, judged.true)

        return Trait(self.facts, opposite)


def aged(low: int, high: int = 200) -> Trait:
    """From `low` to `high` years old, both included."""

    def judge(people: People) -> Truth:
        age = people.facts["age"]
        inside = (age.values >= low) & (age.values <= high)
        return Truth(known_of(age) & inside, known_of(age) & ~inside)

    return Trait(frozenset({"age"}), judge)


def is_one_of(fact: str, *codes: str) -> Trait:
    """The choice recorded for `fact` is one of `codes`."""

    def judge(people: People) -> Truth:
        column = people.facts[fact]
        assert column.choices is not None
        positions = [column.choices.index(code) for code in codes if code in column.choices]
        inside = np.isin(column.values, positions)
        return Truth(known_of(column) & inside, known_of(column) & ~inside)

    return Trait(frozenset({fact}), judge)


def known_of(column: Column) -> Flags:
    """Which rows of a column are known, shape (rows,)."""
    return column.known_flags()


def disabled(*levels: str, any_level: bool) -> Trait:
    """Disabled at one of the `levels`; with `any_level`, also when only the state of health says so.

    Health and grade speak of the same thing, so one settles the other: the healthy have no grade. Where they
    contradict each other the disability counts, so that nobody is overlooked.
    """
    grade = is_one_of("disability_level", *levels)
    ungraded = is_one_of("disability_level", "none")
    said = is_one_of("health", "disabled")
    healthy = is_one_of("health", "healthy")

    def judge(people: People) -> Truth:
        level, none, told = grade.judge(people), ungraded.judge(people), said.judge(people)
        true = level.true | told.true if any_level else level.true
        unheard = level.unknown & healthy.judge(people).true
        false = unheard | (none.true & ~told.true if any_level else level.false)
        return Truth(true, false & ~true)

    return Trait(grade.facts | said.facts, judge)


CHILD = aged(0, 15)
ADULT = aged(16)
WORKING_AGE = aged(16, 59)
ELDER = aged(60)
OUT_OF_SCHOOL = aged(6, 15) & is_one_of("schooling", "dropped_out", "not_in_school") | (
    aged(7, 15) & is_one_of("schooling", "preschool")
)
# Whoever works nearby is no longer at school, whether or not anybody recorded the schooling.
STUDENT = (
    aged(16, 24)
    & is_one_of("schooling", "senior", "vocational", "college")
    & ~is_one_of("works_at", "township", "county")
)
ABLE = ADULT & is_one_of("labour", "full", "skilled")
AWAY = is_one_of("works_at", "province", "elsewhere")
AT_HOME = ADULT & ~STUDENT & ~AWAY
DISABLED = disabled("1", "2", "3", "4", any_level=True)
SEVERELY_DISABLED = disabled("1", "2", any_level=False)
SERIOUSLY_ILL = is_one_of("health", "serious")
CHRONICALLY_ILL = is_one_of("health", "chronic")
