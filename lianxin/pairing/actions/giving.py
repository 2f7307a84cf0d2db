"""Giving households into somebody's care: the one place that writes pairs, and keeps what was before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from lianxin.databases.inserting import insert_rows
from lianxin.databases.updating import update_rows
from lianxin.ledger.actions import Note, record_many
from lianxin.ledger.keys import new_key
from lianxin.pairing.cadres import keepers_among
from lianxin.pairing.models import HandOver, Pairing
from lianxin.pairing.reading import policies_on
from lianxin.policies.calendars.in_force import calendar_in_force
from lianxin.registry.models import Household
from lianxin.workdays import add_workdays

MANY = 5_000


@dataclass(frozen=True, slots=True)
class Given:
    """A household, who had it, and who gets it (None: nobody); `reasons` are bits of `vocabulary.Reason`."""

    household: UUID
    area: UUID
    before: UUID | None
    after: UUID | None
    reasons: int = 0


def give(
    given: Sequence[Given],
    *,
    cause: str,
    actor: Any,
    now: datetime,
    note: str = "",
    draft: UUID | None = None,
) -> None:
    """Write pairs down: the old ones end today, the new ones begin, nobody is without a cadre in between.

    Where the one before is still at work, a hand-over opens: he keeps his sight of the household until they
    went there together. Call it in the transaction of an action; who may get what is the caller's to know.
    """
    today = timezone.localdate(now)
    for start in range(0, len(given), MANY):
        some = given[start : start + MANY]
        leaving = keepers_among({one.before for one in some if one.before}, today)
        _end_pairs([one.household for one in some], today)
        _begin_pairs(some, cause, note, draft, actor, today)
        meeting = [one for one in some if one.after and one.before in leaving]
        _open_handovers(meeting, today)
        going = {one.household: one.before for one in meeting}
        update_rows(
            Household,
            ("keeper_id", "handing_over_id"),
            [(one.household, one.after, going.get(one.household)) for one in some],
        )
        record_many(_notes(some, cause, note), actor=actor, now=now)


def _end_pairs(households: Iterable[UUID], today: date) -> None:
    households = list(households)
    Pairing.objects.lasting().filter(household__among=households).update(to_on=today)
    # Whoever still owed a visit to hand this home over owes it no more: the next hand-over begins.
    HandOver.objects.open().filter(household__among=households).update(ended_on=today, end=HandOver.LAPSED)


def _begin_pairs(
    some: Sequence[Given], cause: str, note: str, draft: UUID | None, actor: Any, today: date
) -> None:
    by = actor.pk if actor else None
    insert_rows(
        Pairing,
        [
            (new_key(), one.household, one.after, today, None, cause, one.reasons, note, draft, by)
            for one in some
            if one.after
        ],
    )


def _open_handovers(some: Sequence[Given], today: date) -> None:
    if not some:
        return
    pairing, _tiers = policies_on(today)
    due = add_workdays(today, int(pairing.document.values["handover_days"]), calendar_in_force()).on
    insert_rows(
        HandOver,
        [(new_key(), one.household, one.before, one.after, today, due, None, "") for one in some],
    )


def _notes(some: Sequence[Given], cause: str, note: str) -> Iterable[Note]:
    for one in some:
        yield Note(
            "household.paired" if one.after else "household.unpaired",
            "household",
            one.household,
            one.area,
            before={"keeper": str(one.before)} if one.before else None,
            after={"keeper": str(one.after), "cause": cause} if one.after else None,
            reason=note,
        )
