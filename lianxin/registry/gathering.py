"""Facts, as they come from the database, gathered into one column per indicator. Pure.

A district has a million and a half facts, so they are taken in blocks: what differs little (codes, values,
days) is looked up in dictionaries, and NumPy puts a whole block in its places.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt

from lianxin.criteria import Column
from lianxin.policies.catalogue import Catalogue, Indicator
from lianxin.registry.values import from_text

Days = npt.NDArray[np.int32]
HOUSEHOLD, RESIDENT, NOBODY = range(3)


@dataclass(frozen=True, slots=True)
class Known:
    """One indicator for every row: what is known, and the day it was seen (proleptic ordinal, 0 unknown)."""

    column: Column
    observed: Days


class Gatherer:
    """The columns of `households` and, behind them, of `residents`; all stand in one array, end to end."""

    def __init__(
        self, catalogue: Catalogue, households: int, residents: int, days: Mapping[str | None, int]
    ) -> None:
        self.households, self.residents, self.days = households, residents, days
        self.indicators = (*catalogue.about("household"), *catalogue.about("resident"))
        self.column_of = {one.code: at for at, one in enumerate(self.indicators)}
        self.numbers = _Numbers({one.code: one for one in self.indicators})
        whose = [RESIDENT if one.about == "resident" else HOUSEHOLD for one in self.indicators]
        self.whose = np.array([*whose, NOBODY], np.int64)  # the last: a code that the catalogue does not know
        lengths = [residents if one else households for one in whose]
        self.ends = np.cumsum(lengths, dtype=np.int64)
        self.starts = np.append(self.ends - lengths - self.whose[:-1] * households, 0)
        self.values = np.zeros(sum(lengths), np.float64)
        self.observed = np.zeros(sum(lengths), np.int32)

    def gather(self, rows: Mapping[Any, int], facts: Sequence[tuple[Any, str, str, str]]) -> None:
        """Take in facts (subject, indicator, value, day); of two about the same, the later one stands.

        `rows`: subject → row, households before residents. Facts of other subjects, and of indicators that
        the catalogue does not know, are left.
        """
        count = len(facts)
        subjects, codes, values, seen = zip(*facts, strict=True)
        row = np.fromiter(map(rows.get, subjects, repeat(-1)), np.int64, count)
        column = np.fromiter(map(self.column_of.get, codes, repeat(-1)), np.int64, count)
        said = zip(codes, values, strict=True)
        number = np.fromiter(map(self.numbers.__getitem__, said), np.float64, count)
        day = np.fromiter(map(self.days.__getitem__, seen), np.int32, count)
        taken = (row >= 0) & (self.whose[column] == (row >= self.households))
        place = (self.starts[column] + row)[taken]
        self.values[place] = number[taken]
        self.observed[place] = day[taken]

    def known(self) -> tuple[dict[str, Known], dict[str, Known]]:
        """What is known by indicator: of households, and of residents."""
        found: tuple[dict[str, Known], dict[str, Known]] = ({}, {})
        for one, end, whose in zip(self.indicators, self.ends, self.whose, strict=False):
            start = end - (self.residents if whose else self.households)
            values, observed = self.values[start:end].astype(_dtype(one)), self.observed[start:end]
            found[whose][one.code] = Known(Column(values, observed > 0, one.choice_codes or None), observed)
        return found


class _Numbers(dict[tuple[str, str], float]):
    """What stands in a column for (code, text of a value); there are few different ones."""

    def __init__(self, indicators: Mapping[str, Indicator]) -> None:
        self.indicators = indicators
        self.plain = {code for code, one in indicators.items() if one.type in ("money", "number")}

    def __missing__(self, key: tuple[str, str]) -> float:
        code, text = key
        if code in self.plain:
            number = float(text)
        else:
            indicator = self.indicators.get(code)
            number = 0.0 if indicator is None else _number(text, indicator)
        self[key] = number
        return number


def _dtype(indicator: Indicator) -> Any:
    return {"bool": np.bool_, "choice": np.int16}.get(indicator.type, np.float64)


def _number(text: str, indicator: Indicator) -> float:
    """What is no number yet: yes is 1, a choice its place in the list, a date its ordinal."""
    if indicator.type == "choice":
        return indicator.choice_codes.index(text)
    value = from_text(text, indicator)
    return value.toordinal() if isinstance(value, date) else float(value)
