"""The columns a synthetic county is made of: NumPy arrays, one row per household or per resident.

Every stage takes the columns of the stages before it and a random generator of its own, so a change to one
stage leaves the draws of the others alone. `n` is the number of households, `m` of residents.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Dates = NDArray[np.datetime64]


class Size(StrEnum):
    """How much of the county to make."""

    VILLAGE = "village"
    TOWN = "town"
    DISTRICT = "district"


HOUSEHOLDS = {Size.VILLAGE: 120, Size.TOWN: 2_200, Size.DISTRICT: 60_000}


@dataclass(frozen=True, slots=True)
class Place:
    """A village or community of the real division list: twelve-digit code, its name and its town's."""

    code: str
    name: str
    town_code: str
    town_name: str


@dataclass(frozen=True, slots=True)
class Homes:
    """Where households are (length n). `place` indexes `places`.

    `fortune` is the latent wealth, roughly normal with spread 1;
    `frailty` is the latent health of the household (higher is worse); `remote` lies between 0 (town street)
    and 1 (far up the mountain).
    """

    places: tuple[Place, ...]
    place: Ints
    group: Ints
    longitude: Floats
    latitude: Floats
    fortune: Floats
    frailty: Floats
    remote: Floats

    @property
    def n(self) -> int:
        return len(self.place)


@dataclass(frozen=True, slots=True)
class Folk:
    """Who lives in them (length m), residents in household order, the head first.

    `home` indexes the household; `slot` is a `families.Slot`; `age_days` counts to the day of the county.
    """

    home: Ints
    slot: Ints
    female: Bools
    age_days: Ints
    kind: Ints  # length n: index into families.KINDS

    @property
    def m(self) -> int:
        return len(self.home)

    @property
    def age(self) -> Ints:
        """Full years, to within a day of the calendar's answer."""
        return (self.age_days / 365.2425).astype(np.int64)

    def count(self, mask: Bools) -> Ints:
        """How many residents of each household the mask picks (length n)."""
        return np.bincount(self.home[mask], minlength=len(self.kind))

    def total(self, amounts: Floats) -> Floats:
        """The sum of an amount per resident over each household (length n)."""
        return np.bincount(self.home, weights=amounts, minlength=len(self.kind)).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Health:
    """Per resident: `state` indexes STATES, `level` is 0 (not disabled) or 1–4 (1 most severe)."""

    state: Ints
    level: Ints


@dataclass(frozen=True, slots=True)
class Work:
    """Per resident: indexes into LABOUR, WORKS_AT and SCHOOLING."""

    labour: Ints
    works_at: Ints
    schooling: Ints


STATES = ("healthy", "chronic", "serious", "disabled")
LABOUR = ("full", "skilled", "weak", "lost", "none")
WORKS_AT = ("home", "township", "county", "province", "elsewhere", "none")
SCHOOLING = (
    "preschool", "primary", "junior", "senior", "vocational", "college", "dropped_out", "not_in_school",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Livelihood:
    """Per household: what the register is told, by indicator code, and the income that is really there.

    `amounts` are whole 元, income of one year; `answers` are yes or no. `need` is what a head has before any
    allowance (元/年), the latent quantity that decides who is granted one.
    """

    amounts: dict[str, Ints]
    answers: dict[str, Bools]
    true_income: Floats
    need: Floats
