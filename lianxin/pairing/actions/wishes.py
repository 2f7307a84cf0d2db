"""A household asks for another person; the desk answers within working days, with a reason either way."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.ledger.actions import record
from lianxin.pairing.actions.barriers import note_barrier
from lianxin.pairing.actions.changing import choose_cadre
from lianxin.pairing.models import Barrier, Pairing, Wish
from lianxin.pairing.reading import NoPolicy, policies_on
from lianxin.pairing.refusals import PairingRefused
from lianxin.people.models import Staff
from lianxin.policies.calendars.in_force import calendar_in_force
from lianxin.registry.models import Household
from lianxin.workdays import add_workdays


@transaction.atomic
def note_wish(household: Household, *, words: str, actor: Any, now: datetime) -> Wish:
    """Write down that a household asks for another cadre, in its own words.

    Raises PairingRefused: words-needed, no-keeper, already-open, no-policy.
    """
    if not words.strip():
        raise PairingRefused("words-needed")
    if household.keeper_id is None:
        raise PairingRefused("no-keeper")
    if Wish.objects.open().filter(household=household).exists():
        raise PairingRefused("already-open")
    today = timezone.localdate(now)
    try:
        pairing, _tiers = policies_on(today)
    except NoPolicy:
        raise PairingRefused("no-policy") from None
    wish = Wish.objects.create(
        household=household,
        about_id=household.keeper_id,
        words=words.strip(),
        asked_at=now,
        noted_by=actor,
        due_on=add_workdays(today, int(pairing.document.values["wish_days"]), calendar_in_force()).on,
    )
    _tell("wish.noted", wish, actor=actor, now=now, after={"due_on": wish.due_on.isoformat()})
    return wish


@transaction.atomic
def answer_wish(
    wish: Wish, *, outcome: str, answer: str, successor: Staff | None = None, actor: Any, now: datetime
) -> None:
    """Answer a wish. When it is granted the successor has the household from today, and the one it was about
    is not proposed for it again.

    Raises PairingRefused: decided, answer-needed, successor-needed, and what `choose_cadre` raises.
    """
    wish = Wish.objects.select_for_update().get(pk=wish.pk)
    if wish.answered_at is not None:
        raise PairingRefused("decided")
    if not answer.strip():
        raise PairingRefused("answer-needed")
    if outcome == Wish.GRANTED:
        if successor is None:
            raise PairingRefused("successor-needed")
        if (
            not Barrier.objects.lasting()
            .filter(household=wish.household_id, staff=wish.about_id, kind=Barrier.WISH)
            .exists()
        ):
            note_barrier(wish.household, wish.about, kind=Barrier.WISH, actor=actor, now=now)
        if wish.household.keeper_id != successor.pk:
            choose_cadre(wish.household, successor, actor=actor, now=now, cause=Pairing.WISH)
    wish.answered_at, wish.answered_by = now, actor
    wish.outcome, wish.answer = outcome, answer.strip()
    wish.save(update_fields=["answered_at", "answered_by", "outcome", "answer"])
    _tell("wish.answered", wish, actor=actor, now=now, after={"outcome": outcome})


def _tell(kind: str, wish: Wish, *, actor: Any, now: datetime, after: dict[str, Any]) -> None:
    """Told about the wish, not about the household: its story is read by the cadre whom the wish concerns."""
    record(kind=kind, actor=actor, now=now, subject=wish, area=wish.household.area_id, after=after)
