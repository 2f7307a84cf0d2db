"""The register as columns: what is known now of some households, or of all, for rules to judge at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt
from django.db import connection
from django.db.models import Case, QuerySet, TextField, Value, When
from django.db.models.functions import Cast

from lianxin.criteria import Column
from lianxin.policies.catalogue import Catalogue, Indicator
from lianxin.registry.models import Fact, Household, Resident
from lianxin.registry.values import from_text
from lianxin.registry.vocabulary import Source

Days = npt.NDArray[np.int32]
MANY = 2000


@dataclass(frozen=True, slots=True)
class Known:
    """One indicator for every row: what is known, and the day it was seen (proleptic ordinal, 0 unknown)."""

    column: Column
    observed: Days


@dataclass(frozen=True, slots=True)
class Members:
    """Everyone present in the households: `home` is the row of his household; birth days are ordinals."""

    keys: list[UUID]
    home: npt.NDArray[np.int32]
    born: Column
    facts: dict[str, Known]


@dataclass(frozen=True, slots=True)
class Register:
    """Households by row, with their facts and their members."""

    keys: list[UUID]
    facts: dict[str, Known]
    members: Members


def read_register(
    catalogue: Catalogue, keys: Sequence[UUID] | None = None, *, as_of: date | None = None
) -> Register:
    """Read the current facts of the present households among `keys`, or of all, by number.

    With `as_of`, facts observed after that day are left out and the ones that stood then are taken.
    """
    households, residents, facts = (
        Household.objects.present(),
        Resident.objects.present(),
        Fact.objects.current() if as_of is None else _standing_on(as_of),
    )
    if keys is not None:
        households = households.filter(pk__in=keys)
        residents = residents.filter(household__in=keys)
        facts = facts.filter(household__in=keys)
    keys_found = [key for (key,) in _raw(households.order_by("number").values_list("pk"))]
    home_of = {key: row for row, key in enumerate(keys_found)}
    people = [
        row
        for row in _raw(
            residents.order_by("household", "id").values_list("pk", "household", _day("birth_on"))
        )
        if row[1] in home_of
    ]
    member_of = {row[0]: at for at, row in enumerate(people)}
    about_homes = _Gatherer(catalogue.about("household"), len(keys_found))
    about_people = _Gatherer(catalogue.about("resident"), len(people))
    columns = facts.values_list("household", "resident", "indicator", "value", _day("observed_on"))
    for household, resident, code, value, day in _raw(columns):
        if resident is None:
            about_homes.put(code, home_of.get(household), value, day)
        else:
            about_people.put(code, member_of.get(resident), value, day)
    born = np.array([_ordinal(day) for _, _, day in people], np.int32)
    home = np.array([home_of[household] for _, household, _ in people], np.int32)
    members = Members([_key(row[0]) for row in people], home, Column(born, born > 0), about_people.known())
    return Register([_key(key) for key in keys_found], about_homes.known(), members)


def _standing_on(as_of: date) -> QuerySet[Fact]:
    """Valid facts observed by the day, the one that stood last: later rows take the place of earlier ones."""
    rank = Case(*[When(source=source.value, then=Value(source.rank)) for source in Source])
    facts = Fact.objects.filter(observed_on__lte=as_of, retracted_at=None)
    return facts.order_by("observed_on", rank, "recorded_at", "pk")


def _raw(rows: QuerySet) -> Iterator[tuple[Any, ...]]:
    """Rows as the database's driver gives them. A register has millions: making a UUID of each key would take
    longer than everything else."""
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        while some := cursor.fetchmany(MANY):
            yield from some


def _day(column: str) -> Cast:
    """A date as text, `2026-03-02`, on both databases; see `_ordinal`."""
    return Cast(column, TextField())


@lru_cache(maxsize=65536)
def _ordinal(day: str | None) -> int:
    return date.fromisoformat(day).toordinal() if day else 0


def _key(raw: Any) -> UUID:
    return UUID(bytes=bytes(raw)) if connection.vendor == "sqlite" else raw


class _Gatherer:
    """Columns in the making, one per indicator."""

    def __init__(self, indicators: Iterable[Indicator], rows: int) -> None:
        self.indicators = {indicator.code: indicator for indicator in indicators}
        self.values = {code: np.zeros(rows, _dtype(one)) for code, one in self.indicators.items()}
        self.observed = {code: np.zeros(rows, np.int32) for code in self.indicators}
        self.filling: dict[str, tuple[Any, Any, dict[str, Any], Indicator]] = {
            code: (self.values[code], self.observed[code], {}, one) for code, one in self.indicators.items()
        }

    def put(self, code: str, at: int | None, text: str, day: str) -> None:
        """Set one value. Nobody's (`at` None) and indicators the catalogue does not know are left out."""
        filling = self.filling.get(code)
        if filling is None or at is None:
            return
        values, observed, numbers, indicator = filling
        number = numbers.get(text)
        if number is None:
            number = numbers[text] = _number(text, indicator)
        values[at] = number
        observed[at] = _ordinal(day)

    def known(self) -> dict[str, Known]:
        return {
            code: Known(
                Column(self.values[code], self.observed[code] > 0, indicator.choice_codes or None),
                self.observed[code],
            )
            for code, indicator in self.indicators.items()
        }


def _dtype(indicator: Indicator) -> Any:
    return {"bool": np.bool_, "choice": np.int16}.get(indicator.type, np.float64)


def _number(text: str, indicator: Indicator) -> Any:
    if indicator.type == "choice":
        return indicator.choice_codes.index(text)
    if indicator.type == "date":
        return from_text(text, indicator).toordinal()
    return from_text(text, indicator)
