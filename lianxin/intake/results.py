"""What an import answers: the keys of the contract, and the same kept in the database."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from lianxin.intake.vocabulary import Caution, Notice, Refusal

HOW = ("created", "updated", "unchanged")

# So many warnings of one kind are listed; what goes beyond is counted.
LISTED = 500


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


def _both(notices: Iterable[Notice]) -> list[dict[str, Any]]:
    return [{**notice.as_json(), "message_en": notice.in_language("en")} for notice in notices]
