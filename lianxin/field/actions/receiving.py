"""Receiving what phones send: the bytes first, then every op by itself; answers leave after the commit.

Pushes that come at the same moment are one thread's work: one write to the journal, then one transaction,
with questions, statements and the wait for the disk shared (`storing.take`). When anything at all is wrong
with what they share, each is taken by itself, as if it had come alone.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, InterfaceError, OperationalError

from lianxin.databases.precedence import uploads
from lianxin.field import journal
from lianxin.field.actions.answers import Answers
from lianxin.field.actions.arriving import Brought, bring
from lianxin.field.actions.storing import take
from lianxin.field.asking import Holder
from lianxin.field.group_commit import GroupCommit
from lianxin.field.models import Batch, Device
from lianxin.field.sign_ins import must_all_sign_in

log = logging.getLogger(__name__)
MOST_TOGETHER = 16
PATIENCE_S = 0.06


class SignInAgain(Exception):
    """The phone's owner has another password or another role: nothing of what it sent is stored."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What one phone pushed. `holder`: by whose token, None when that was asked before."""

    device_id: UUID
    raw: bytes
    now: datetime
    holder: Holder | None


def receive_push(holder: Holder, raw: bytes, *, now: datetime) -> Answers:
    """What `receive` does, for the phone with a token. Raises SignInAgain."""
    with uploads.ahead():
        return _line.do(Pushed(holder.device_id, raw, now, holder))


def receive(device: Device, raw: bytes, *, now: datetime, via: str = Batch.PUSH, doubt: str = "") -> Answers:
    """Store a batch and judge its ops, each by itself. Whatever it is, it is stored: on the disk beside the
    database, then in the inbox. When this returns, all is committed. `doubt`: the code of why it
    may not be this phone's (`Sender`); the journal then names no phone, so that a replay doubts it too.

    A batch that cannot be read comes back with `trouble` set and no answers.
    """
    with uploads.ahead():
        if via == Batch.PUSH and not doubt:
            return _line.do(Pushed(device.pk, raw, now, None))
        journal.append(raw, None if doubt else device.pk, now=now)
        return take_alone(bring(device.pk, raw, now=now, via=via, doubt=doubt))


def take_batch(device: Device | None, raw: bytes, *, now: datetime, via: str, doubt: str = "") -> Answers:
    """The same for bytes that stand in the journal already, or need not: a rescue file, a replay."""
    return take_alone(bring(device.pk if device else None, raw, now=now, via=via, doubt=doubt))


def take_alone(brought: Brought) -> Answers:
    """Tried once more when another request wrote one of these ops at the same moment."""
    try:
        return take([brought])[0]
    except IntegrityError:
        return take([brought])[0]


def _take_pushed(some: Sequence[Pushed]) -> list[Answers | BaseException]:
    """What becomes of each of these pushes, which come from different phones."""
    asked = [one.holder for one in some if one.holder]
    sent_away = {one.device_id for one, must in zip(asked, must_all_sign_in(asked), strict=True) if must}
    heard = [one for one in some if one.device_id not in sent_away]
    journal.append_all([(one.raw, one.device_id, one.now) for one in heard])
    brought = [bring(one.device_id, one.raw, now=one.now, via=Batch.PUSH) for one in heard]
    found = dict(zip((one.device_id for one in heard), _take_apart(brought), strict=True))
    return [found.get(one.device_id) or SignInAgain() for one in some]


def _take_apart(some: Sequence[Brought]) -> list[Answers | BaseException]:
    """Take together those that bring no op that another brings, and the others after them."""
    seen: set[UUID] = set()
    joined, alone = [], []
    for one in some:
        numbers = {op.number for op in one.ops}
        (joined if seen.isdisjoint(numbers) else alone).append(one)
        seen |= numbers
    results = dict(zip(map(id, joined), take_together(joined), strict=True))
    results |= {id(one): _result_of(one) for one in alone}
    return [results[id(one)] for one in some]


def take_together(some: Sequence[Brought]) -> list[Answers | BaseException]:
    """What becomes of each of these requests, which come from different phones and bring no op twice."""
    if len(some) > 1:
        try:
            return [*take(some)]
        except (OperationalError, InterfaceError):
            raise  # the database itself is in trouble: nobody is answered, and the phones send again
        except Exception as trouble:
            log.info("%d requests are taken one by one: %s", len(some), type(trouble).__name__)
    return [_result_of(one) for one in some]


def _result_of(brought: Brought) -> Answers | BaseException:
    try:
        return take_alone(brought)
    except Exception as trouble:
        return trouble


def _is_of_another(before: Sequence[Pushed], pushed: Pushed) -> bool:
    return all(pushed.device_id != other.device_id for other in before)


_line: GroupCommit[Pushed, Answers] = GroupCommit(
    _take_pushed, most=MOST_TOGETHER, fits=_is_of_another, patience_s=PATIENCE_S
)
