"""The words of the sync: what may become of an op, and what is answered. Pure.

Codes are what database and phones keep; they are never renamed, only retired. `words.py` says them in plain
words.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

MOST_OPS = 50
LARGEST_BATCH = 1 << 20
LARGEST_SEQ = 1 << 53
SHOWN_AFTER = timedelta(hours=24)
"""A held op is shown to people after so long."""
FORCED_AFTER = timedelta(days=5)
"""A held op waits for its parent so long, and is then judged without it."""
SEEN_EVERY = timedelta(minutes=5)
"""That a phone was seen is noted once in so long; at each request it would be a write at each request."""


class State(StrEnum):
    """What has become of an op that is stored."""

    ACCEPTED = "accepted"
    HELD = "held"
    QUARANTINED = "quarantined"
    SET_ASIDE = "set_aside"


SETTLED = frozenset({State.ACCEPTED, State.SET_ASIDE})


class Answer(StrEnum):
    """What the phone is told of each op. Whatever it says, the op is stored, except `REJECTED`: there the
    number of another op was used again, and the bytes lie in the inbox alone."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    HELD = "held"
    QUARANTINED = "quarantined"
    REJECTED = "rejected"


class How(StrEnum):
    """How a person resolved an op that waited."""

    ACCEPT = "accept"
    REASSIGN = "reassign"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of an op, and the code of why; `message` is set where a rule says more than its code."""

    state: State
    code: str = ""
    message: str = ""
    message_en: str = ""


ACCEPTED = Verdict(State.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Kept:
    """An op the server has already: what became of it, the SHA-256 of its payload, and the phone it counts
    for with its number there."""

    op_id: UUID
    sha256: bytes
    state: State
    code: str
    device_id: UUID | None = None
    device_seq: int = 0


@dataclass(frozen=True, slots=True)
class Moment:
    """When an op was captured: as the phone said, and as the server's clock puts it. `skew_s`: how far the
    phone's clock was ahead when it sent, in seconds; None when it did not say."""

    said: datetime | None
    estimated: datetime
    skew_s: int | None
