"""Judging once more what was held, when its parent has come, or when it has waited for too long."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from lianxin.databases.updating import update_rows
from lianxin.field.actions.arriving import Arrived
from lianxin.field.actions.judging import case_of, judge
from lianxin.field.contents import op_as_sent
from lianxin.field.models import Device, Op
from lianxin.field.vocabulary import FORCED_AFTER, SETTLED, Moment, State
from lianxin.ledger.actions import Note, record_many


def judge_held(*, now: datetime) -> int:
    """Judge every held op once more; returns how many are held no longer. `tick` calls it."""
    waiting = Op.objects.held().order_by("device").values_list("device", flat=True).distinct()
    moved = 0
    for key in list(waiting):
        with transaction.atomic():
            device = Device.objects.select_for_update(of=("self",)).select_related("staff").get(pk=key)
            moved += judge_held_of(device, now=now)
    return moved


def judge_held_of(device: Device, *, now: datetime) -> int:
    """The same for one phone, inside the caller's transaction; the phone is locked. Repeats while an op that
    is taken in lets another follow."""
    moved = 0
    while True:
        held = list(Op.objects.held().filter(device=device).select_related("batch").order_by("device_seq"))
        ops = [as_arrived(op, is_forced=now - op.received_at >= FORCED_AFTER) for op in held]
        if not ops:
            return moved
        person = device.staff
        judge([case_of(device, person, ops)], now=now)
        changed = [one for one in ops if one.verdict.state is not State.HELD]
        write_verdicts(changed, now=now)
        notes = [
            Note("upload.quarantined", "op", one.number, one.area_id, actor_id=device.staff_id,
                 after={"op": str(one.number), "kind": one.kind, "code": one.verdict.code})
            for one in changed
            if one.verdict.state is State.QUARANTINED
        ]  # fmt: skip
        record_many(notes, actor=None, now=now)
        moved += len(changed)
        if not changed:
            return moved


def write_verdicts(ops: Iterable[Arrived], *, now: datetime) -> None:
    """Note what has become of ops that are written down already."""
    rows = [
        (one.number, one.verdict.state.value, one.verdict.code, now)
        + (now if one.verdict.state in SETTLED else None, one.household_id, one.area_id)
        for one in ops
    ]
    update_rows(Op, ["state", "code", "judged_at", "settled_at", "household_id", "area_id"], rows)


def as_arrived(op: Op, *, is_forced: bool = False) -> Arrived:
    """An op out of the inbox, as it was when it arrived."""
    _raw, sent = op_as_sent(op)
    moment = Moment(op.said_at, op.captured_at, None)
    return Arrived(op.op_id, sent, bytes(op.payload_sha256), op.received_at, moment, is_forced=is_forced)
