"""The only writers of this room: asking for a value, and deciding about what a colleague asked for."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.ledger.actions import record
from lianxin.switches import value_of
from lianxin.switches.models import SwitchChange
from lianxin.switches.refusals import SwitchRefusal
from lianxin.switches.rules import BadValue, needs_second_person, value_for
from lianxin.switches.switchboard import SWITCHES


@transaction.atomic
def set_switch(*, code: str, value: str, reason: str, actor: Any, now: datetime) -> SwitchChange:
    """Change a switch; where two people are needed, ask for the change and leave it for the second.

    Raises SwitchRefusal: never, not-a-choice, not-a-number, out-of-range, same-value, reason-needed, waiting.
    """
    switch = SWITCHES[code]
    try:
        value = value_for(switch, value)
    except BadValue as bad:
        raise SwitchRefusal(bad.code, least=switch.least, most=switch.most) from None
    if not reason.strip():
        raise SwitchRefusal("reason-needed")
    if SwitchChange.objects.waiting().filter(code=code).exists():
        raise SwitchRefusal("waiting")
    before = value_of(code)
    if value == before:
        raise SwitchRefusal("same-value")
    change = SwitchChange(code=code, value=value, reason=reason.strip(), asked_by=actor, asked_at=now)
    if needs_second_person(switch, value):
        change.save(force_insert=True)
        _tell("switch.asked", change, before, actor, now)
        return change
    change.decided_by, change.decided_at, change.outcome = actor, now, SwitchChange.ADOPTED
    change.save(force_insert=True)
    _tell("switch.changed", change, before, actor, now)
    return change


@transaction.atomic
def approve_change(change: SwitchChange, *, actor: Any, now: datetime) -> None:
    """The second person agrees: the value is in force. Raises SwitchRefusal: decided, second-person."""
    change = _waiting(change)
    if actor is None or change.asked_by_id == actor.pk:
        raise SwitchRefusal("second-person")
    before = value_of(change.code)
    _decide(change, SwitchChange.ADOPTED, actor, now)
    _tell("switch.changed", change, before, actor, now)


@transaction.atomic
def refuse_change(change: SwitchChange, *, actor: Any, now: datetime) -> None:
    """The second person does not agree: all stays. Raises SwitchRefusal: decided, second-person."""
    change = _waiting(change)
    if actor is None or change.asked_by_id == actor.pk:
        raise SwitchRefusal("second-person")
    _decide(change, SwitchChange.REFUSED, actor, now)
    _tell("switch.refused", change, value_of(change.code), actor, now)


@transaction.atomic
def withdraw_change(change: SwitchChange, *, actor: Any, now: datetime) -> None:
    """Whoever asked takes it back. Raises SwitchRefusal: decided, not-yours."""
    change = _waiting(change)
    if actor is None or change.asked_by_id != actor.pk:
        raise SwitchRefusal("not-yours")
    _decide(change, SwitchChange.WITHDRAWN, actor, now)
    _tell("switch.withdrawn", change, value_of(change.code), actor, now)


def _waiting(change: SwitchChange) -> SwitchChange:
    """The change, locked, so that two people cannot decide it at once."""
    locked = SwitchChange.objects.select_for_update().get(pk=change.pk)
    if locked.decided_at is not None:
        raise SwitchRefusal("decided")
    return locked


def _decide(change: SwitchChange, outcome: str, actor: Any, now: datetime) -> None:
    change.outcome, change.decided_by, change.decided_at = outcome, actor, now
    change.save(update_fields=["outcome", "decided_by", "decided_at"])


def _tell(kind: str, change: SwitchChange, before: str, actor: Any, now: datetime) -> None:
    told = {"switch": change.code, "value": change.value}
    record(
        kind=kind,
        actor=actor,
        now=now,
        subject=("switch", change.pk),
        before={"value": before},
        after=told,
        reason=change.reason,
    )
