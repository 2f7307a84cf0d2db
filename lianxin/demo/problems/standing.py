"""Where a problem of the demo stands, and the one way in which that is written, as
`lianxin.problems.actions.changing` does it. Pure."""

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from lianxin.demo.problems.clockwork import Clockwork
from lianxin.demo.problems.told import Custody, Event, Facts, Origin, Packet, Promise, Raised
from lianxin.problems import ladder as ladders
from lianxin.problems.clocks import Span
from lianxin.problems.ladder import State
from lianxin.problems.vocabulary import End, How, Verb


class Places(Protocol):
    """Which area settles what (`lianxin.problems.actions.Ground`)."""

    def holder(self, area: UUID, rung: str) -> tuple[str, UUID]: ...

    def town(self, area: UUID) -> UUID: ...


class Standing:
    """A problem from its beginning. `steps` are the verbs with their moments, for who wants to play it again;
    `turn` counts how often its phase, or who has it, changed. `owner` has it, in the area `holder`."""

    __slots__ = (
        "_next", "category", "clocks", "end", "ended_at", "events", "facts", "holder", "is_longstanding",
        "key", "number", "owner", "places", "raised", "state", "steps", "turn",
    )  # fmt: skip

    def __init__(self, raised: Raised, clocks: Clockwork, places: Places) -> None:
        self.raised, self.clocks, self.places = raised, clocks, places
        self.category, self.is_longstanding = raised.category, raised.is_longstanding
        self.key: UUID | None = None
        self.number = ""
        self.ended_at: datetime | None = None
        self.end = ""
        self.turn = 0
        self.facts, self.events, self.steps = Facts(), [], []
        now = raised.opened_at
        rung, self.holder = places.holder(raised.area, clocks.ladder.category(raised.category).rung)
        self.owner, self.state = raised.received_by, clocks.opened(rung, raised.urgency, now)
        self._next: tuple[State, datetime | None] | None = None
        self.facts.origins.append(Origin(raised, now))
        self.facts.custodies.append(self._custody(How.FIRST, now, raised.received_by, None))
        after = {"category": raised.category, "channel": raised.channel.value, "rung": rung}
        after |= {"due": self.state.due_at.isoformat()}
        after |= {"household": str(raised.household)} if raised.household else {}
        self.events.append(Event(now, "problem.opened", raised.received_by, None, after))

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def next_at(self) -> datetime | None:
        """From when on the clock has something to do; it is asked for more often than the state changes."""
        if self._next is None or self._next[0] is not self.state:
            self._next = self.state, ladders.next_at(self.state, self.clocks.ladder)
        return self._next[1]

    def was_open(self, moment: datetime) -> bool:
        """Whether it was open at a moment; the moment of an end itself does not count."""
        return not any(
            one.ended_at <= moment and (one.reopened_at is None or moment < one.reopened_at)
            for one in self.facts.endings
        )

    @property
    def promised(self) -> Promise | None:
        """The promise that stands."""
        last = self.facts.promises[-1] if self.facts.promises else None
        return last if last is not None and last.ended_at is None else None

    @property
    def doers(self) -> set[UUID]:
        """Who cannot say what the household says to it."""
        found = {one.owner for one in self.facts.custodies if one.accepted_at is not None}
        found |= {one.ended_by for one in self.facts.endings}
        return found | {one.answered_by for one in self.facts.joints if one.answered_by is not None}

    def check(self, verb: Verb, by: UUID, now: datetime, **how: Any) -> None:
        ladders.check(self.state, verb, self.clocks.ladder)
        self.steps.append((now, verb, by, how))

    def on_rung(self, state: State | None = None) -> dict[str, Any]:
        return {"rung": (state or self.state).rung}

    def spans(self) -> list[Span]:
        """The pauses of the present clock."""
        begun = self.state.begins
        return [
            Span(one.from_at, one.to_at or one.until_at) for one in self.facts.pauses if one.from_at >= begun
        ]

    def answer_packet(self, answer: str, reason: str, by: UUID | None, now: datetime) -> Packet:
        packet = self.facts.packets[-1]
        packet.answer, packet.answered_at, packet.answered_by, packet.reason = answer, now, by, reason
        return packet

    def overtake(self, now: datetime) -> None:
        if self.facts.packets and self.facts.packets[-1].answered_at is None:
            self.answer_packet("overtaken", "", None, now)

    def end_pause(self, at: datetime, by: UUID | None) -> None:
        self.facts.pauses[-1].to_at, self.facts.pauses[-1].to_by = at, by

    def _custody(self, how: How, now: datetime, by: UUID | None, accepted: datetime | None) -> Custody:
        state = self.state
        where = (state.rung, self.holder, self.owner, how.value)
        return Custody(*where, now, by, accepted, state.begins, state.due_at)

    def write(
        self,
        kind: str,
        by: UUID | None,
        now: datetime,
        state: State | None = None,
        hand: tuple[UUID, UUID, How, datetime | None] | None = None,
        *,
        end: End | None = None,
        is_warned: bool = False,
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
    ) -> None:
        """As `lianxin.problems.actions.changing.write`. `hand`: area, owner, how, when accepted."""
        old, last = self.state, self.facts.custodies[-1]
        state = state or old
        if last.to_at is None and (hand is not None or end is not None):
            spans = [Span(one.begins, min(one.ends, now)) for one in self.spans()]
            spent = self.clocks.used(last.rung, old.urgency, last.begins_at, now, spans)
            last.to_at, last.used_workdays, last.used_hours = now, spent.workdays, spent.hours
        elif last.to_at is None:
            last.due_at = state.due_at
            last.warned_at = now if is_warned else last.warned_at
        self.state = state
        if end is not None:
            self.ended_at, self.end = now, end.value
        elif state.is_open:
            self.ended_at, self.end = None, ""
        if hand is not None:
            self.holder, self.owner = hand[0], hand[1]
            self.facts.custodies.append(self._custody(hand[2], now, by, hand[3]))
        if hand is not None or state.phase is not old.phase:
            self.turn += 1
        self.events.append(Event(now, kind, by, before or None, after or {}))
