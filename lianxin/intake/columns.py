"""The columns a roster may have, and how a title in a file is told to mean one of them. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from lianxin.intake.cells.text import tidy
from lianxin.intake.column_words import FACTS, IGNORED, NEGATED_FACTS, STRUCTURE
from lianxin.policies.catalogue import Catalogue, Indicator

About = Literal["household", "resident"]

# Told once for the whole household; the others are told of each person.
HOUSEHOLD_KEYS = frozenset(
    ("number", "head_name", "head_id", "head_phone", "town", "village", "group_name", "address")
    + ("longitude", "latitude", "observed_on")
)
MONEY_UNIT = re.compile(r"万元|千元|(?<!单)元(?!素)")
MONTHLY = re.compile(r"/月|每月|月收入|月均")
BRACKETED = re.compile(r"[(\[【〔<][^)\]】〕>]*[)\]】〕>]")
UNIT_AT_END = re.compile(r"[/,、]?(单位)?:?(万元|千元|(?<!单)元)(/?[年人月])*$")
YEAR_IN_FRONT = re.compile(r"^((20)?\d\d年?度?|上年度?|去年|本年度?|当年|年度)(?=.)")


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is understood. `indicator` is None for what identifies a household or a person."""

    key: str
    about: About
    title: str
    indicator: Indicator | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a title says: the column, and whether it asks the opposite of the indicator."""

    column: Column
    is_negated: bool = False


@dataclass(frozen=True)
class ColumnBook:
    """All columns of one catalogue, found by title."""

    columns: tuple[Column, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Column]:
        return {column.key: column for column in self.columns}

    @cached_property
    def _by_title(self) -> Mapping[str, Meaning]:
        meanings: dict[str, Meaning] = {}
        for column in self.columns:
            indicator = column.indicator
            titles = (FACTS if indicator else STRUCTURE).get(column.key, "").split()
            if indicator:
                titles += [indicator.title_zh, indicator.title_en, indicator.code]
                for title in NEGATED_FACTS.get(column.key, "").split():
                    meanings.setdefault(plain(title), Meaning(column, is_negated=True))
            for title in titles:
                meanings.setdefault(plain(title), Meaning(column))
                meanings.setdefault(whole(title), Meaning(column))
        return meanings

    def meaning(self, title: str) -> Meaning | None:
        """Return what a title means, None when it is not known. The whole title goes before the plain one."""
        return self._by_title.get(whole(title)) or self._by_title.get(plain(title))


def column_book(catalogue: Catalogue) -> ColumnBook:
    """Return the columns of a roster: its structure, and one for each indicator that can be typed in."""
    columns = [
        Column(key, "household" if key in HOUSEHOLD_KEYS else "resident", titles.split()[0])
        for key, titles in STRUCTURE.items()
    ]
    for indicator in catalogue:
        if indicator.about == "household" or indicator.about == "resident":
            titles = FACTS.get(indicator.code, indicator.title_zh).split()
            columns.append(Column(indicator.code, indicator.about, titles[0], indicator))
    return ColumnBook(tuple(columns))


def is_ignored(title: str) -> bool:
    """Whether a column is understood and left out without a word, such as 序号."""
    return plain(title) in _IGNORED


def whole(title: str) -> str:
    """Return a title without blanks and marks, brackets kept: 村(社区) is a title of its own."""
    return re.sub(r"[\s*※★:。?_-]+", "", tidy(title)).lower()


def plain(title: str) -> str:
    """Return a title without what stands in brackets, unit and year."""
    text = BRACKETED.sub("", whole(title))
    return YEAR_IN_FRONT.sub("", UNIT_AT_END.sub("", text))


def unit_in(title: str) -> str | None:
    """Return the unit of money a title names (元, 千元, 万元), or None."""
    found = MONEY_UNIT.search(tidy(title))
    return found[0] if found else None


def is_monthly(title: str) -> bool:
    """Whether a column is by the month, which the register does not keep."""
    return MONTHLY.search(tidy(title)) is not None


_IGNORED = frozenset(IGNORED.split())
