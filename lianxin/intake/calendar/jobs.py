"""The long work of calendar workbooks, carried out by the worker: looking, importing, undoing."""

from typing import Any

from django.utils import timezone

from lianxin.intake.calendar.actions import calendar_preview, import_calendar, undo_calendar
from lianxin.intake.carrying import Kind, bring_in, look_at, undoing
from lianxin.intake.models import CALENDAR
from lianxin.work.models import Work
from lianxin.work.running import Tell

CALENDARS = Kind(CALENDAR, import_calendar, calendar_preview)


def preview_calendar(work: Work, tell: Tell) -> None:
    """Look at a workbook."""
    look_at(CALENDARS, work, tell)


def run_calendar(work: Work, tell: Tell) -> dict[str, Any]:
    """Import a workbook."""
    return bring_in(CALENDARS, work, tell)


def take_back_calendar(work: Work, tell: Tell) -> dict[str, Any]:
    """Undo an import of a calendar."""
    assert work.subject_id
    with undoing(work, tell, "years"):
        run = undo_calendar(work.subject_id, actor=work.by, now=timezone.now())
    return {"import": str(run.pk)}
