"""Visits owed as lines of a list: why, until when, and whose door; names only where they are in sight."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianxin.desk.households.rows import Row, rows_of
from lianxin.desk.planning.words import deadline, reason_word, why
from lianxin.planning.models import Duty
from lianxin.registry.models import Household

BESIDE = ("area", "staff", "companion", "household")
"""What a list of duties is read with."""


@dataclass(frozen=True, slots=True)
class Visit:
    """`row` is the household where the reader sees it; None for a village, or for a home out of sight.

    `is_own`: the reader owes it himself. `is_open`: it may be made already. `has_question`: an excuse for it
    waits for somebody's approval.
    """

    duty: Duty
    row: Row | None
    why: str
    urgency: str
    until: str
    is_own: bool
    is_open: bool
    has_question: bool

    @property
    def tier(self) -> str | None:
        return self.row.tier if self.row else None

    @property
    def reason(self) -> str:
        return reason_word(self.duty.reason)


def visits_of(duties: Iterable[Duty], person: Any, today: date, asked: Iterable[Any] = ()) -> list[Visit]:
    """In the order given; five queries in all. `asked`: keys of the duties with an open excuse."""
    listed, waiting = list(duties), set(asked)
    rows = rows_seen((duty.household_id for duty in listed), person)
    return [_visit(duty, rows.get(duty.household_id), person, today, duty.pk in waiting) for duty in listed]


def rows_seen(keys: Iterable[Any], person: Any) -> dict[Any, Row]:
    """Households by key, those in sight alone."""
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    seen = Household.objects.seen_by(person).filter(pk__in=wanted).select_related("area")
    return {row.household.pk: row for row in rows_of(seen)}


def _visit(duty: Duty, row: Row | None, person: Any, today: date, has_question: bool) -> Visit:
    urgency, until = deadline(duty, today)
    is_own = person.pk in (duty.staff_id, duty.companion_id)
    is_open = duty.ended_on is None and duty.opens_on <= today
    return Visit(duty, row, why(duty), urgency, until, is_own, is_open, has_question)
