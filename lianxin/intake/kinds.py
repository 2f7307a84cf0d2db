"""Kinds of files that `lianxin import` takes: who brings one in, who takes it back, the empty one to fill in.

A room to the right adds its own by `register` when Django starts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lianxin.intake.actions import import_roster
from lianxin.intake.calendar.actions import CalendarResult, import_calendar, undo_calendar
from lianxin.intake.calendar.template import write_calendar_template
from lianxin.intake.models import CALENDAR, PETITIONS, ROSTER, STAFF, Import
from lianxin.intake.results import Result
from lianxin.intake.staff.actions import import_staff, undo_staff_import
from lianxin.intake.staff.results import StaffResult
from lianxin.intake.staff.template import write_staff_template
from lianxin.intake.template import write_template
from lianxin.policies.catalogue import default

CODES = (ROSTER, STAFF, CALENDAR, PETITIONS)


@dataclass(frozen=True, slots=True)
class FileKind:
    """`undo`: None where an import is taken back household by household; `counted`: what an answer counts,
    with the words for it."""

    bring_in: Callable[..., Result]
    undo: Callable[..., Import] | None
    template: Callable[[Path], None]
    result: type[Result]
    counted: tuple[tuple[str, str], ...]


KINDS: dict[str, FileKind] = {
    ROSTER: FileKind(
        import_roster,
        None,
        lambda path: write_template(path, default()),
        Result,
        (("households", "户"), ("residents", "人")),
    ),
    STAFF: FileKind(
        import_staff,
        undo_staff_import,
        write_staff_template,
        StaffResult,
        (("staff", "干部"), ("posts", "职务")),
    ),
    CALENDAR: FileKind(
        import_calendar, undo_calendar, write_calendar_template, CalendarResult, (("years", "年"),)
    ),
}


def register(code: str, kind: FileKind) -> None:
    """Add a kind of a room to the right of intake."""
    KINDS[code] = kind
