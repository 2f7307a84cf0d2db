"""What is known of a problem of the demo: what came in, and the facts that its life leaves. Pure."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from lianxin.problems.vocabulary import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """Something that must be solved, as it came in: see `lianxin.problems.actions.Raised`. `number`: that of
    the home; `urgency` is never empty."""

    opened_at: datetime
    raised_at: datetime
    received_by: UUID
    area: UUID
    category: str
    urgency: str
    words: str
    channel: Channel
    household: UUID | None
    number: str = ""
    item: UUID | None = None
    quantity: float | None = None
    unit: str = ""
    wanted_on: date | None = None
    wished: str = ""
    is_longstanding: bool = False
    reference: str = ""
    caller: str = ""


@dataclass(slots=True)
class Custody:
    rung: str
    area: UUID
    owner: UUID
    how: str
    from_at: datetime
    from_by: UUID | None
    accepted_at: datetime | None
    begins_at: datetime
    due_at: datetime
    warned_at: datetime | None = None
    to_at: datetime | None = None
    used_workdays: int | None = None
    used_hours: int | None = None


@dataclass(slots=True)
class Packet:
    from_rung: str
    from_area: UUID
    to_rung: str
    to_area: UUID
    tried: str
    why_not_ours: str
    asked: str
    is_second: bool
    sent_at: datetime
    sent_by: UUID
    answer_due_at: datetime
    answer: str = ""
    answered_at: datetime | None = None
    answered_by: UUID | None = None
    reason: str = ""
    decided_rung: str = ""


@dataclass(slots=True)
class Joint:
    area: UUID | None
    unit: str
    is_lead: bool
    part: str
    asked_at: datetime
    asked_by: UUID
    answered_at: datetime | None = None
    answered_by: UUID | None = None
    answer: str = ""


@dataclass(slots=True)
class Pause:
    reason: str
    words: str
    from_at: datetime
    from_by: UUID
    until_at: datetime
    to_at: datetime | None = None
    to_by: UUID | None = None


@dataclass(slots=True)
class Promise:
    due_on: date
    words: str
    given_at: datetime
    given_by: UUID
    replaces: "Promise | None" = None
    reason: str = ""
    ended_at: datetime | None = None
    kept: bool | None = None


@dataclass(slots=True)
class Judgement:
    is_done: bool
    words: str
    channel: Channel
    judged_at: datetime
    recorded_by: UUID


@dataclass(slots=True)
class Ending:
    end: str
    ended_at: datetime
    ended_by: UUID
    words: str
    evidence: str = ""
    refusal: str = ""
    handed_to: str = ""
    taken_by: str = ""
    into: "Any" = None
    reopened_at: datetime | None = None
    judgement: Judgement | None = None


@dataclass(slots=True)
class Origin:
    """Who raised it: `via` is the life that was merged into this one, from `since` on."""

    raised: Raised
    since: datetime
    via: "Any" = None
    key: UUID | None = None


class Noted(NamedTuple):
    words: str
    at: datetime
    by: UUID


@dataclass(slots=True)
class Facts:
    """Everything that a life leaves beside the problem's own row, each list in order of time."""

    origins: list[Origin] = field(default_factory=list)
    custodies: list[Custody] = field(default_factory=list)
    packets: list[Packet] = field(default_factory=list)
    joints: list[Joint] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    promises: list[Promise] = field(default_factory=list)
    endings: list[Ending] = field(default_factory=list)
    notes: list[Noted] = field(default_factory=list)


class Event(NamedTuple):
    """What the ledger is told; `before` and `after` without the number, which is not known yet."""

    at: datetime
    kind: str
    by: UUID | None
    before: dict[str, Any] | None
    after: dict[str, Any]
