"""What is to be said about one household while its draft is made. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from lianxin.intake.rows import ReadRow
from lianxin.intake.vocabulary import Caution, Refusal, Scope
from lianxin.registry.identity import IdNumber
from lianxin.registry.masking import mask_id_number, mask_phone
from lianxin.registry.vocabulary import Relation, Sex
from lianxin.wording import Word

# Columns whose values are codes of the register.
WORDS: dict[str, type[Word]] = {"relation": Relation, "sex": Sex}


@dataclass(slots=True)
class Notes:
    """Refusals and cautions of the household that stands in `rows`."""

    rows: Sequence[ReadRow]
    refusals: list[Refusal] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)

    def refuse(self, row: ReadRow, key: str, code: str, **values: object) -> None:
        """Refuse the household because of a row; `key` is the column meant, or ""."""
        value = shown_value(key, row.values.get(key))
        self._refuse(row, row.title(key), value, code, values, "household")

    def refuse_slips(self) -> None:
        """Pass on the cells that could not be read."""
        for row in self.rows:
            for slip in row.slips:
                scope: Scope = "household" if slip.is_identifying else "value"
                self._refuse(row, slip.title, slip.value, slip.code, dict(slip.values), scope)

    def warn(self, row: ReadRow, key: str, code: str, **values: object) -> None:
        value = shown_value(key, row.values.get(key))
        self.cautions.append(Caution(row.sheet.name, row.number, row.title(key), value, code, values))

    @property
    def is_refused(self) -> bool:
        return any(refusal.scope == "household" for refusal in self.refusals)

    def _refuse(
        self, row: ReadRow, title: str, value: str, code: str, values: dict[str, object], scope: Scope
    ) -> None:
        places = tuple((one.sheet.name, one.number) for one in self.rows)
        self.refusals.append(Refusal(row.sheet.name, row.number, title, value, code, values, scope, places))


def shown_value(key: str, value: object) -> str:
    """Return a value as a notice may show it: in Chinese, and without a whole ID number or phone."""
    if value is None:
        return ""
    if isinstance(value, IdNumber):
        return mask_id_number(value.number)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if key in WORDS:
        return WORDS[key](str(value)).zh
    return mask_phone(str(value)) if key in ("phone", "head_phone") else str(value)
