"""The register as columns: what is known now of some households, or of all, for rules to judge at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
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
    days = _Days()
    about_homes = _Gatherer(catalogue.about("household"), len(keys_found))
    about_people = _Gatherer(catalogue.about("resident"), len(people))
    columns = facts.values_list("household", "resident", "indicator", "value", _day("observed_on"))
    homes, persons = about_homes.filling, about_people.filling
    for household, resident, code, value, day in _raw(columns):
        # Written out, not called: this loop meets every fact of the district.
        if resident is None:
            at, filling = home_of.get(household), homes.get(code)
        else:
            at, filling = member_of.get(resident), persons.get(code)
        if at is not None and filling is not None:
            filling.values[at] = filling.numbers[value]
            filling.observed[at] = days[day]
    born = np.array([days[day] for _, _, day in people], np.int32)
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
    """A date as text, `2026-03-02`, on both databases; see `_Days`."""
    return Cast(column, TextField())


class _Days(dict[str | None, int]):
    """Proleptic ordinals of days as text; 0 where there is none."""

    def __missing__(self, day: str | None) -> int:
        ordinal = self[day] = date.fromisoformat(day).toordinal() if day else 0
        return ordinal


class _Numbers(dict[str, Any]):
    """What stands in a column for the text of a value; there are few different ones."""

    def __init__(self, indicator: Indicator) -> None:
        self.indicator = indicator

    def __missing__(self, text: str) -> Any:
        number = self[text] = _number(text, self.indicator)
        return number


def _key(raw: Any) -> UUID:
    return UUID(bytes=bytes(raw)) if connection.vendor == "sqlite" else raw


@dataclass(frozen=True, slots=True)
class _Filling:
    """One column in the making."""

    values: np.ndarray
    observed: Days
    numbers: _Numbers


class _Gatherer:
    """Columns in the making, one per indicator; facts of indicators the catalogue does not know are left."""

    def __init__(self, indicators: Iterable[Indicator], rows: int) -> None:
        self.indicators = {indicator.code: indicator for indicator in indicators}
        self.filling = {
            code: _Filling(np.zeros(rows, _dtype(one)), np.zeros(rows, np.int32), _Numbers(one))
            for code, one in self.indicators.items()
        }

    def known(self) -> dict[str, Known]:
        known = {}
        for code, one in self.filling.items():
            choices = self.indicators[code].choice_codes or None
            known[code] = Known(Column(one.values, one.observed > 0, choices), one.observed)
        return known


def _dtype(indicator: Indicator) -> Any:
    return {"bool": np.bool_, "choice": np.int16}.get(indicator.type, np.float64)


def _number(text: str, indicator: Indicator) -> Any:
    if indicator.type == "choice":
        return indicator.choice_codes.index(text)
    if indicator.type == "date":
        return from_text(text, indicator).toordinal()
    return from_text(text, indicator)
