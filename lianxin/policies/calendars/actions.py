"""Declaring the days off of a year, and withdrawing that."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from lianxin.ledger.actions import record
from lianxin.people.access import ask
from lianxin.policies.calendars.models import DeclaredYear


@dataclass(frozen=True, slots=True)
class Declared:
    """A year with its days off and its make-up workdays."""

    year: int
    holidays: tuple[date, ...]
    workdays: tuple[date, ...]


@transaction.atomic
def declare_years(
    years: Iterable[Declared], *, source: str, origin: UUID | None, actor: Any, now: datetime
) -> list[DeclaredYear]:
    """Let these years count as declared; what was declared of them before counts no more. Raises
    PermissionDenied when `actor` may not adopt policies."""
    ask(actor, "policy.adopt")
    made = []
    for one in years:
        old = DeclaredYear.objects.standing().select_for_update(of=("self",)).filter(year=one.year).first()
        if old is not None:
            _withdraw(old, actor, now)
        days = _iso(one.holidays), _iso(one.workdays)
        made.append(_declare(one.year, *days, source, origin, old, actor, now))
    return made


@transaction.atomic
def withdraw_years(origin: UUID, *, actor: Any, now: datetime) -> list[int]:
    """Withdraw what an import declared, as far as it still counts; what it had replaced counts again.
    Returns the years. Raises PermissionDenied."""
    ask(actor, "policy.adopt")
    standing = DeclaredYear.objects.standing().select_for_update(of=("self",)).filter(origin=origin)
    found = []
    for one in standing.select_related("replaces"):
        _withdraw(one, actor, now)
        found.append(one.year)
        old = one.replaces
        if old is None:
            _tell(one, {"year": one.year, "withdrawn": True}, actor, now)
        else:
            _declare(old.year, old.holidays, old.workdays, old.source, old.origin, old.replaces, actor, now)
    return found


def _withdraw(row: DeclaredYear, actor: Any, now: datetime) -> None:
    row.withdrawn_at, row.withdrawn_by = now, actor
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])


def _declare(
    year: int,
    holidays: Sequence[str],
    workdays: Sequence[str],
    source: str,
    origin: UUID | None,
    replaces: DeclaredYear | None,
    actor: Any,
    now: datetime,
) -> DeclaredYear:
    made = DeclaredYear.objects.create(
        year=year,
        holidays=list(holidays),
        workdays=list(workdays),
        source=source[:200],
        origin=origin,
        replaces=replaces,
        declared_at=now,
        declared_by=actor,
    )
    _tell(made, {"year": year, "holidays": len(made.holidays), "workdays": len(made.workdays)}, actor, now)
    return made


def _tell(row: DeclaredYear, after: dict[str, Any], actor: Any, now: datetime) -> None:
    record(kind="calendar.changed", actor=actor, now=now, subject=("calendar", row.pk), after=after)


def _iso(days: Iterable[date]) -> list[str]:
    return sorted(day.isoformat() for day in days)
