"""Receiving what phones send: the bytes first, then every op by itself; answers leave after the commit.

Requests that come at the same moment share questions, statements and the wait for the disk (`storing.take`).
When anything at all is wrong with what they share, each is taken by itself, as if it had come alone.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, InterfaceError, OperationalError

from lianxin.databases.precedence import uploads
from lianxin.field import journal
from lianxin.field.actions.answers import Answers
from lianxin.field.actions.arriving import Brought, bring
from lianxin.field.actions.storing import take
from lianxin.field.models import Batch, Device
from lianxin.field.together import Together

log = logging.getLogger(__name__)
MOST_TOGETHER = 16


def receive(device: Device, raw: bytes, *, now: datetime, via: str = Batch.PUSH, doubt: str = "") -> Answers:
    """Store a batch and judge its ops, each by itself. Whatever it is, it is stored: on the disk beside the
    database, then in the inbox. When this returns, all is committed. `doubt`: the code of why it
    may not be this phone's (`Sender`); the journal then names no phone, so that a replay doubts it too.

    A batch that cannot be read comes back with `trouble` set and no answers.
    """
    with uploads.ahead():
        journal.append(raw, None if doubt else device.pk, now=now)
        brought = bring(device.pk, raw, now=now, via=via, doubt=doubt)
        return _line.do(brought) if via == Batch.PUSH else take_alone(brought)


def take_batch(device: Device | None, raw: bytes, *, now: datetime, via: str, doubt: str = "") -> Answers:
    """The same for bytes that stand in the journal already, or need not: a rescue file, a replay."""
    return take_alone(bring(device.pk if device else None, raw, now=now, via=via, doubt=doubt))


def take_alone(brought: Brought) -> Answers:
    """Tried once more when another request wrote one of these ops at the same moment."""
    try:
        return take([brought])[0]
    except IntegrityError:
        return take([brought])[0]


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


def _may_join(before: Sequence[Brought], brought: Brought) -> bool:
    """Whether a request has nothing to do with those that are taken together already."""
    numbers = {one.number for one in brought.ops}
    return not any(
        brought.device_id == other.device_id or not numbers.isdisjoint(one.number for one in other.ops)
        for other in before
    )


_line: Together[Brought, Answers] = Together(take_together, most=MOST_TOGETHER, fits=_may_join)
