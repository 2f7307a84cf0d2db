"""Importing a calendar workbook, and undoing it."""

import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from lianxin.intake.actions import Progress
from lianxin.intake.calendar.columns import BOOK, READERS
from lianxin.intake.calendar.reading import Years, years_of
from lianxin.intake.lists.notices import by_code, of_row
from lianxin.intake.lists.reading import read_list
from lianxin.intake.lists.runs import begin_run, close_undo, finish_run, run_to_undo
from lianxin.intake.models import CALENDAR, Import
from lianxin.intake.previewing import grouped
from lianxin.intake.results import Result
from lianxin.intake.staff.refused_book import write_refused_staff
from lianxin.people.access import ask
from lianxin.policies.calendars.actions import Declared, declare_years, withdraw_years
from lianxin.policies.calendars.models import DeclaredYear
from lianxin.workdays import official


@dataclass
class CalendarResult(Result):
    """`declared`: the years that were, or would be, declared."""

    declared: list[Declared] = field(default_factory=list)

    @property
    def tally(self) -> dict[str, dict[str, int]]:
        return {**super().tally, "years": {how: self.counts["years", how] for how in HOW}}

    @property
    def years(self) -> list[dict[str, Any]]:
        return [
            {
                "year": one.year,
                "holidays": [day.isoformat() for day in one.holidays],
                "workdays": [day.isoformat() for day in one.workdays],
            }
            for one in self.declared
        ]

    def as_json(self, lang: str = "zh") -> dict[str, Any]:
        told = super().as_json(lang) | {"kind": CALENDAR}
        told["calendar"] = self.years
        told["refused"] = [of_row(one) for one in told["refused"]]
        return told


HOW = ("created", "updated", "unchanged")


def import_calendar(
    path: Path,
    *,
    actor: Any,
    now: datetime,
    dry_run: bool = False,
    refused_to: Path | None = None,
    progress: Progress | None = None,
    name: str = "",
) -> CalendarResult:
    """Declare the years of a workbook: all of them or, where a row is refused, none.

    Raises IntakeRefused when the file cannot be read or another import is under way, PermissionDenied when
    `actor` may not adopt policies.
    """
    ask(actor, "policy.adopt")
    began = time.monotonic()
    file = read_list(path, BOOK, READERS)
    years = years_of(file.rows, official()) if not file.refusals else Years()
    result = CalendarResult(rows=len(file.rows), is_dry_run=dry_run, sheets=file.understood())
    result.refused = [*file.refusals, *years.refusals]
    result.warn([*file.cautions, *years.cautions])
    result.close()
    if not result.refused:
        result.declared = _news(years.declared, result)
    if result.declared and not dry_run:
        _declare(result, path, name, actor, now)
    if refused_to:
        result.refused_rows = write_refused_staff(refused_to, file, result.refused)
    if progress:
        progress(result.rows, result.rows)
    result.seconds = time.monotonic() - began
    return result


@transaction.atomic
def undo_calendar(import_id: UUID, *, actor: Any, now: datetime) -> Import:
    """Withdraw what an import declared; an earlier word on a year counts again. Deadlines that have become
    firm stay as they were told. Raises UndoRefused, PermissionDenied."""
    run = run_to_undo(CALENDAR, import_id, actor)
    withdraw_years(run.pk, actor=actor, now=now)
    close_undo(run, actor=actor, now=now)
    return run


@transaction.atomic
def _declare(result: CalendarResult, path: Path, name: str, actor: Any, now: datetime) -> None:
    run = begin_run(CALENDAR, path, name=name, actor=actor, now=now)
    declare_years(result.declared, source=run.file_name, origin=run.pk, actor=actor, now=now)
    counts = {**result.tally, "refused": 0, "warnings": len(result.warnings)}
    finish_run(run, rows=result.rows, counts=counts, report=result.report(), actor=actor, now=now)
    result.import_id = run.pk


def _news(declared: list[Declared], result: CalendarResult) -> list[Declared]:
    """Those years of which it says anything new."""
    known = {row.year: row for row in DeclaredYear.objects.standing()}
    found = []
    for one in declared:
        row = known.get(one.year)
        if row is not None and row.days_off == list(one.holidays) and row.days_at_work == list(one.workdays):
            result.counts["years", "unchanged"] += 1
        else:
            result.counts["years", "updated" if row else "created"] += 1
            found.append(one)
    return found


def calendar_preview(result: CalendarResult) -> dict[str, Any]:
    """What looking at a file found, for a page."""
    report = result.report()
    return {
        "rows": result.rows,
        **result.tally,
        "sheets": result.sheets,
        "calendar": result.years,
        "refused": by_code(report["refused"]),
        "warnings": grouped(report["warnings"]),
    }
