"""What importing staff answers: the contract's keys, how many people and posts, and what a page shows."""

from dataclasses import dataclass
from typing import Any

from lianxin.intake.previewing import grouped
from lianxin.intake.results import HOW, Result
from lianxin.intake.staff.workbook import StaffFile

SHOWN = 20


@dataclass
class StaffResult(Result):
    """`samples` are [how, number, name, places, row, what changes] of the first people that change."""

    @property
    def tally(self) -> dict[str, dict[str, int]]:
        """Households and residents stand there with nothing, as the contract's keys want."""
        kinds = ("households", "residents", "staff", "posts")
        return {what: {how: self.counts[what, how] for how in HOW} for what in kinds}

    def as_json(self, lang: str = "zh") -> dict[str, Any]:
        told = super().as_json(lang) | {"kind": "staff"}
        told["refused"] = [_of_person(one) for one in told["refused"]]
        return told

    def sample_staff(self, some: list[list[Any]]) -> None:
        """Keep the first SHOWN people."""
        self.samples += some[: SHOWN - len(self.samples)]  # type: ignore[arg-type]


def staff_preview(result: StaffResult) -> dict[str, Any]:
    """What looking at a file found, small enough for a page whatever the size of the file."""
    report = result.report()
    return {
        "rows": result.rows,
        **result.tally,
        "sheets": result.sheets,
        "samples": list(result.samples),
        "refused": of_people(report["refused"]),
        "warnings": grouped(report["warnings"]),
    }


def of_people(notices: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Refusals grouped for a page, in the words of people instead of households."""
    return grouped(map(_of_person, notices))


def staff_sheets(file: StaffFile) -> list[dict[str, Any]]:
    """What was understood of each sheet: (title in the file, our title)."""
    return [
        {
            "name": one.sheet.name,
            "columns": [[found.title, found.column.title] for found in one.header.found],
            "unknown": list(one.header.unknown),
        }
        for one in file.sheets
    ]


def _of_person(notice: dict[str, Any]) -> dict[str, Any]:
    return notice | {"scope": "person"} if notice.get("scope") == "household" else notice
