"""The register as columns: what is known now of some households, or of all, for rules to judge at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt
from django.db.models import Case, QuerySet, Value, When

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
    rows = list(households.order_by("number").values_list("pk", flat=True))
    home_of = {key: row for row, key in enumerate(rows)}
    people = [
        row
        for row in residents.order_by("household", "id").values_list("pk", "household", "birth_on")
        if row[1] in home_of
    ]
    member_of = {row[0]: at for at, row in enumerate(people)}
    about_homes = _Gatherer(catalogue.about("household"), len(rows))
    about_people = _Gatherer(catalogue.about("resident"), len(people))
    for household, resident, code, value, day in _stream(facts):
        at = home_of.get(household) if resident is None else member_of.get(resident)
        if at is not None:
            (about_homes if resident is None else about_people).put(code, at, value, day)
    born = np.array([day.toordinal() if day else 0 for _, _, day in people], np.int32)
    home = np.array([home_of[household] for _, household, _ in people], np.int32)
    members = Members([row[0] for row in people], home, Column(born, born > 0), about_people.known())
    return Register(rows, about_homes.known(), members)


def _standing_on(as_of: date) -> QuerySet[Fact]:
    """Valid facts observed by the day, the one that stood last: later rows take the place of earlier ones."""
    rank = Case(*[When(source=source.value, then=Value(source.rank)) for source in Source])
    facts = Fact.objects.filter(observed_on__lte=as_of, retracted_at=None)
    return facts.order_by("observed_on", rank, "recorded_at", "pk")


def _stream(facts: QuerySet[Fact]) -> Iterable[tuple[Any, ...]]:
    columns = facts.values_list("household", "resident", "indicator", "value", "observed_on")
    return columns.iterator(chunk_size=MANY)


class _Gatherer:
    """Columns in the making, one per indicator."""

    def __init__(self, indicators: Iterable[Indicator], rows: int) -> None:
        self.indicators = {indicator.code: indicator for indicator in indicators}
        self.values = {code: np.zeros(rows, _dtype(one)) for code, one in self.indicators.items()}
        self.observed = {code: np.zeros(rows, np.int32) for code in self.indicators}
        self.positions: dict[tuple[str, str], Any] = {}

    def put(self, code: str, at: int, text: str, day: Any) -> None:
        indicator = self.indicators.get(code)
        if indicator is None:
            return
        key = (code, text)
        value = self.positions.get(key)
        if value is None:
            value = self.positions[key] = _number(text, indicator)
        self.values[code][at] = value
        self.observed[code][at] = day.toordinal()

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
