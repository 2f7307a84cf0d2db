"""What intake hands on: drafts of households, and notices about what it could not take as it stands. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from lianxin.intake.messages import message
from lianxin.registry.values import Value
from lianxin.registry.vocabulary import Relation, Sex

# A cell as a file gives it: text, a number, a mark, or a day as (year, month, day). "" is an empty cell.
Raw = str | float | bool | tuple[int, int, int]
Row = list[Raw]

Scope = Literal["file", "sheet", "household", "value"]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person must see: where it stands, what stands there, and a stable code.

    `row` counts from 1 as the spreadsheet does, 0 when no row is meant; `column` is the title in the file.
    `value` is what stands in the cell, ID numbers and phones masked.
    """

    sheet: str
    row: int
    column: str
    value: str
    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def message(self) -> str:
        return self.in_language("zh")

    def in_language(self, lang: str) -> str:
        return message(self.code, lang, **self.values)

    def as_json(self, lang: str = "zh") -> dict[str, object]:
        """Return the notice with the keys of the contract."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "code": self.code,
            "message": self.in_language(lang),
        }


@dataclass(frozen=True, slots=True)
class Refusal(Notice):
    """Something that was not taken: a whole file, sheet or household, or one value of a household.

    `places` are all rows (sheet, row) of the household; they go into the workbook of refused rows.
    """

    scope: Scope = "household"
    places: tuple[tuple[str, int], ...] = ()

    def as_json(self, lang: str = "zh") -> dict[str, object]:
        return {**Notice.as_json(self, lang), "scope": self.scope}


@dataclass(frozen=True, slots=True)
class Caution(Notice):
    """Something that was taken, but not without a word: the contract's `warnings`."""


class IntakeRefused(Exception):
    """The file as a whole cannot be taken. `refusal` says why and what to do."""

    def __init__(self, code: str, *, sheet: str = "", row: int = 0, **values: object) -> None:
        self.refusal = Refusal(sheet, row, "", "", code, values, "file")
        super().__init__(self.refusal.message)


@dataclass(frozen=True, slots=True)
class ResidentDraft:
    """One person as a file tells it; `row` is where. `id_number` is checked and has 18 characters."""

    row: int
    name: str
    relation: Relation
    sex: Sex = Sex.UNSTATED
    birth_on: date | None = None
    id_number: str | None = None
    phone: str | None = None
    facts: Mapping[str, Value] = field(default_factory=dict)
    is_relation_stated: bool = True


@dataclass(frozen=True, slots=True)
class HouseholdDraft:
    """One household as a file tells it, ready for the register. `area_code` has twelve digits.

    Facts are by indicator code; an indicator that is absent was not stated, which is not the same as "no".
    """

    number: str | None
    head_name: str
    town_name: str
    village_name: str
    area_code: str
    residents: tuple[ResidentDraft, ...]
    sheet: str
    rows: tuple[int, ...]
    group_name: str = ""
    address: str = ""
    longitude: float | None = None
    latitude: float | None = None
    observed_on: date | None = None
    facts: Mapping[str, Value] = field(default_factory=dict)
