"""A visit could not be made: why, how long it may wait, and somebody's approval where that is asked."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.ledger.actions import record
from lianxin.planning.hindrances import Respite, respite
from lianxin.planning.models import Duty, Excuse
from lianxin.planning.reading import standards_on
from lianxin.planning.refusals import PlanningRefused, refusing
from lianxin.planning.vocabulary import Cannot


@transaction.atomic
def excuse(duty: Duty, *, code: str, tried_on: date, note: str, actor: Any, now: datetime) -> Excuse:
    """Say why a visit could not be made. Where the policy lets the cadre say so himself, it may wait at once.

    Raises PlanningRefused: ended, unknown-code, day-ahead, too-early, note-needed (where somebody must
    agree), already-open, no-policy.
    """
    duty = Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    if duty.ended_on is not None:
        raise PlanningRefused("ended")
    if code not in list(Cannot):
        raise PlanningRefused("unknown-code")
    if tried_on > timezone.localdate(now):
        raise PlanningRefused("day-ahead")
    if tried_on < duty.opens_on:
        raise PlanningRefused("too-early")
    before = list(duty.excuses.all())
    if any(one.needs_approval and one.decided_at is None for one in before):
        raise PlanningRefused("already-open")
    said = Excuse(duty=duty, code=code, tried_on=tried_on, note=note.strip(), said_at=now, said_by=actor)
    allowed = _respite(said, len(before), now)
    if allowed.needs_approval and not said.note:
        raise PlanningRefused("note-needed")
    said.needs_approval = allowed.needs_approval
    said.save(force_insert=True)
    if not allowed.needs_approval:
        _grant(said, allowed)
    _tell("duty.excused", said, {"waits": allowed.needs_approval}, actor=actor, now=now)
    return said


@transaction.atomic
def decide_excuse(excuse: Excuse, *, approve: bool, actor: Any, now: datetime) -> None:
    """Agree to a reason, or not: then the visit is owed as before.

    Raises PlanningRefused: decided, own-excuse (somebody else must agree), no-policy.
    """
    said = Excuse.objects.select_for_update(of=("self",)).select_related("duty").get(pk=excuse.pk)
    if said.decided_at is not None or not said.needs_approval:
        raise PlanningRefused("decided")
    if actor is not None and actor.pk == said.said_by_id:
        raise PlanningRefused("own-excuse")
    said.decided_at, said.decided_by, said.is_approved = now, actor, approve
    said.save(update_fields=["decided_at", "decided_by", "is_approved"])
    if approve and said.duty.ended_on is None:
        earlier = said.duty.excuses.exclude(pk=said.pk).count()
        _grant(said, _respite(said, earlier, now))
    _tell("excuse.decided", said, {"approved": approve}, actor=actor, now=now)


def _respite(said: Excuse, times_before: int, now: datetime) -> Respite:
    with refusing():
        return respite(
            Cannot(said.code),
            due_on=said.duty.due_on,
            tried_on=said.tried_on,
            times_before=times_before,
            numbers=standards_on(timezone.localdate(now)).numbers,
        )


def _grant(said: Excuse, allowed: Respite) -> None:
    duty = said.duty
    if allowed.ends_duty:
        duty.ended_on, duty.end = said.tried_on, Duty.EXCUSED
    else:
        duty.due_on = allowed.due_on
    duty.save(update_fields=["due_on", "ended_on", "end"])


def _tell(kind: str, said: Excuse, more: dict[str, Any], *, actor: Any, now: datetime) -> None:
    duty = said.duty
    home = duty.household_id
    record(
        kind=kind,
        actor=actor,
        now=now,
        subject=("household", home) if home else ("area", duty.area_id),
        area=duty.area_id,
        after={"code": said.code, "tried_on": said.tried_on.isoformat()} | more,
    )
