"""What an import answers: the keys of the contract, and the same kept in the database."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

from lianxin.intake.roster import Roster
from lianxin.intake.vocabulary import Caution, Notice, Refusal

HOW = ("created", "updated", "unchanged")

# So many warnings of one kind are listed; what goes beyond is counted.
LISTED = 500

# So many households are shown as examples of what changes.
SAMPLES = 20


class Sample(NamedTuple):
    """One household that changes: how, who, where in the file, and what (codes of indicators, field names).

    `number` is "" when the register will give one; `residents` are (new, changed).
    """

    how: str
    number: str
    head: str
    village: str
    row: int
    residents: tuple[int, int]
    facts: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass
class Result:
    """Grows batch by batch. Refusals are all kept; of each kind of warning the first LISTED."""

    import_id: UUID | None = None
    rows: int = 0
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    refused: list[Refusal] = field(default_factory=list)
    warnings: list[Caution] = field(default_factory=list)
    refused_rows: int = 0
    seconds: float = 0.0
    is_dry_run: bool = False
    sheets: list[dict[str, Any]] = field(default_factory=list)
    samples: list[Sample] = field(default_factory=list)
    _seen: Counter[str] = field(default_factory=Counter)

    def warn(self, cautions: Iterable[Caution]) -> None:
        for caution in cautions:
            self._seen[caution.code] += 1
            if self._seen[caution.code] <= LISTED:
                self.warnings.append(caution)

    def close(self) -> None:
        """Say how many warnings were left out of the list."""
        for code, count in self._seen.items():
            if count > LISTED:
                values = {"count": count - LISTED, "code": code}
                self.warnings.append(Caution("", 0, "", "", "report.more_warnings", values))

    def sample(self, some: Iterable[Sample]) -> None:
        """Keep the first few households of each way to change."""
        for one in some:
            if sum(other.how == one.how for other in self.samples) < SAMPLES // 2:
                self.samples.append(one)

    @property
    def tally(self) -> dict[str, dict[str, int]]:
        return {what: {how: self.counts[what, how] for how in HOW} for what in ("households", "residents")}

    def as_json(self, lang: str = "zh") -> dict[str, Any]:
        return {
            "import_id": str(self.import_id) if self.import_id else None,
            "dry_run": self.is_dry_run,
            "rows": self.rows,
            **self.tally,
            "refused": [refusal.as_json(lang) for refusal in self.refused],
            "warnings": [caution.as_json(lang) for caution in self.warnings],
            "seconds": round(self.seconds, 2),
        }

    def report(self) -> dict[str, Any]:
        """What the database keeps, in both languages; it may name people, so it is stored encrypted."""
        return {"refused": _both(self.refused), "warnings": _both(self.warnings)}


def sheets_read(roster: Roster) -> list[dict[str, Any]]:
    """What was understood of each sheet: (title in the file, key of our column, unit, is negated)."""
    return [
        {
            "name": one.sheet.name,
            "row": one.header.rows[-1],
            "columns": [
                [found.title, found.column.key, found.unit or "", found.is_negated]
                for found in one.header.found
            ],
            "unknown": list(one.header.unknown),
        }
        for one in roster.sheets
    ]


def _both(notices: Iterable[Notice]) -> list[dict[str, Any]]:
    return [{**notice.as_json(), "message_en": notice.in_language("en")} for notice in notices]
