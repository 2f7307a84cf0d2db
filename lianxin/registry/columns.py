"""The register as columns: what is known now of some households, or of all, for rules to judge at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt
from django.db.models import Case, Func, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Coalesce

from lianxin.criteria import Column
from lianxin.databases.reading import keys_of, raw_blocks, raw_rows
from lianxin.ledger.keys import Key
from lianxin.policies.catalogue import Catalogue
from lianxin.registry.gathering import Gatherer, Known
from lianxin.registry.models import Fact, Household, Resident
from lianxin.registry.vocabulary import Source

__all__ = ["Known", "Members", "Register", "read_register"]


@dataclass(frozen=True, slots=True)
class Members:
    """Everyone present in the households: `home` is the row of his household; birth days are ordinals."""

    raw_keys: list[Any]
    home: npt.NDArray[np.int32]
    born: Column
    facts: dict[str, Known]

    @property
    def keys(self) -> list[UUID]:
        """The residents' keys, made anew at each call: who judges a whole district never asks."""
        return keys_of(self.raw_keys)


@dataclass(frozen=True, slots=True)
class Register:
    """Households by row, with their facts and their members."""

    keys: list[UUID]
    facts: dict[str, Known]
    members: Members


def read_register(
    catalogue: Catalogue,
    keys: Sequence[UUID] | None = None,
    *,
    as_of: date | None = None,
    codes: Collection[str] | None = None,
) -> Register:
    """Read the current facts of the present households among `keys`, or of all, by number.

    With `as_of`, facts observed after that day are left out and the ones that stood then are taken; with
    `codes` only these facts are read, and all others are unknown.
    """
    households, residents, facts = (
        Household.objects.present(),
        Resident.objects.present(),
        Fact.objects.current() if as_of is None else _standing_on(as_of),
    )
    if keys is not None:
        households = households.filter(pk__among=keys)
        residents = residents.filter(household__among=keys)
        facts = facts.filter(household__among=keys)
    if codes is not None:
        facts = facts.filter(indicator__in=sorted(codes))
    found = [key for (key,) in raw_rows(households.order_by("number").values_list("pk"))]
    home_of = {key: row for row, key in enumerate(found)}
    columns = residents.order_by("household", "id").values_list("pk", "household", DayText("birth_on"))
    people = [row for row in raw_rows(columns) if row[1] in home_of]
    gatherer = Gatherer(catalogue, len(found), len(people), DAYS)
    rows = home_of | {key: row for row, (key, _home, _born) in enumerate(people, len(found))}
    subject = Coalesce("resident", "household", output_field=Key())
    told = facts.values_list(subject, "indicator", "value", DayText("observed_on"))
    for some in raw_blocks(told):
        gatherer.gather(rows, some)
    born = np.array([DAYS[day] for _key, _home, day in people], np.int32)
    home = np.array([home_of[home] for _key, home, _born in people], np.int32)
    about_homes, about_people = gatherer.known()
    members = Members([row[0] for row in people], home, Column(born, born > 0), about_people)
    return Register(keys_of(found), about_homes, members)


def _standing_on(as_of: date) -> QuerySet[Fact]:
    """Valid facts observed by the day, the one that stood last: later rows take the place of earlier ones."""
    rank = Case(*[When(source=source.value, then=Value(source.rank)) for source in Source])
    facts = Fact.objects.filter(observed_on__lte=as_of, retracted_at=None)
    return facts.order_by("observed_on", rank, "recorded_at", "pk")


class DayText(Cast):
    """A date as text, `2026-03-02`, on both databases; see `Days`.

    On SQLite it is text already: the sign in front only keeps the driver from making a date of it.
    """

    def __init__(self, column: str) -> None:
        super().__init__(column, TextField())

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:
        return Func.as_sql(self, compiler, connection, template="+%(expressions)s")


class Days(dict[str | None, int]):
    """Proleptic ordinals of days as text; 0 where there is none. They are few, and are kept."""

    def __missing__(self, day: str | None) -> int:
        ordinal = self[day] = date.fromisoformat(day).toordinal() if day else 0
        return ordinal


DAYS = Days()
