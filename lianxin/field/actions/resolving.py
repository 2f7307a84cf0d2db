"""What people decide about ops that wait: take it in, give it to whom it belongs, or set it aside."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.field.actions.arriving import Arrived
from lianxin.field.actions.judging import case_of, judge
from lianxin.field.actions.refusals import FieldRefused
from lianxin.field.actions.retrying import as_arrived, judge_held_of
from lianxin.field.models import Device, Op
from lianxin.field.vocabulary import How, State
from lianxin.field.words import words_for
from lianxin.ledger.actions import record
from lianxin.people.models import Staff
from lianxin.people.vault import conceal
from lianxin.registry.models import Household


@transaction.atomic
def resolve_op(
    op: Op,
    *,
    how: How,
    reason: str,
    household: Household | None = None,
    staff: Staff | None = None,
    actor: Any,
    now: datetime,
) -> Op:
    """Decide about an op that is held or quarantined; returns it as it stands then.

    `ACCEPT` takes it in as it is, `REASSIGN` as if it were about `household` or told by `staff`, `SET_ASIDE`
    keeps it without any effect. What waited for it follows. The caller asks access (`upload.resolve`).
    Raises FieldRefused: resolved, reason-needed, nothing-changed, unreadable, nobody-told, not-taken.
    """
    if not reason.strip():
        raise FieldRefused("reason-needed")
    if how is How.REASSIGN and household is None and staff is None:
        raise FieldRefused("nothing-changed")
    device = _lock_device(op)
    op = Op.objects.select_for_update(of=("self",)).select_related("batch", "staff").get(pk=op.pk)
    if op.settled_at is not None:
        raise FieldRefused("resolved")
    before = {"state": op.state, "code": op.code}
    if how is How.SET_ASIDE:
        op.state = State.SET_ASIDE.value
    else:
        one = _take(op, household, staff or op.staff, device, now)
        op.state, op.household_id, op.area_id = State.ACCEPTED.value, one.household_id, one.area_id
        op.staff = staff or op.staff
    op.how, op.resolved_by, op.resolved_at = how.value, actor, now
    op.settled_at = op.judged_at = now
    op.save()
    _tell(op, before, reason.strip(), actor, now)
    if device is not None:
        judge_held_of(device, now=now)
    return op


def _take(
    op: Op, household: Household | None, staff: Staff | None, device: Device | None, now: datetime
) -> Arrived:
    if staff is None:
        raise FieldRefused("nobody-told")
    one = as_arrived(op, is_forced=True)
    if one.op is None:
        raise FieldRefused("unreadable")
    one.given_home = household.pk if household else None
    judge([case_of(device, staff, [one], ignores_sender=True)], now=now)
    if one.verdict.state is not State.ACCEPTED:
        raise FieldRefused("not-taken", words=one.verdict.message or words_for(one.verdict.code).says)
    return one


def _lock_device(op: Op) -> Device | None:
    if op.device_id is None:
        return None
    return Device.objects.select_for_update(of=("self",)).select_related("staff").get(pk=op.device_id)


def _tell(op: Op, before: dict[str, Any], reason: str, actor: Any, now: datetime) -> None:
    """About the home, where it is known, so that its story has it; what was typed stands there as
    ciphertext (`vault.uncover(words, "ledger.words")`)."""
    record(
        kind="upload.resolved",
        actor=actor,
        now=now,
        subject=("household", op.household_id) if op.household_id else ("op", op.op_id),
        area=op.area_id,
        before=before,
        after={
            "op": str(op.op_id),
            "kind": op.kind,
            "how": op.how,
            "words": conceal(reason[:200], "ledger.words"),
        },
    )
