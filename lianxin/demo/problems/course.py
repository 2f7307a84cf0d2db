"""One problem's life, step by step, in memory: what the actions of `lianxin.problems` would write. Pure.

Each method is the action of its name; the table of phases × verbs is asked first, as the actions ask it. A
test plays the same steps through the actions and compares every row.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lianxin.demo.problems.standing import Standing
from lianxin.demo.problems.told import Ending, Joint, Judgement, Noted, Origin, Packet, Pause, Promise
from lianxin.problems import moves
from lianxin.problems.vocabulary import Channel, End, How, Phase, Verb


class Course(Standing):
    """What people do with a problem."""

    __slots__ = ()

    def accept(self, by: UUID, now: datetime) -> None:
        self.check(Verb.ACCEPT, by, now)
        hand = (self.holder, by, How.ACCEPTED, now)
        self.write("problem.accepted", by, now, moves.accepted(self.state), hand, after=self.on_rung())

    def dispatch(self, to: UUID, by: UUID, now: datetime) -> None:
        self.check(Verb.DISPATCH, by, now, to=to)
        hand = (self.holder, to, How.DISPATCHED, now)
        state = moves.accepted(self.state)
        self.write("problem.dispatched", by, now, state, hand, after={"staff": str(to)})

    def dispatch_to(self, area: UUID, rung: str, by: UUID, now: datetime) -> None:
        self.check(Verb.DISPATCH, by, now, area=area)
        state = self.clocks.moved(self.state, rung, now)
        after = {"rung": rung, "area_id": str(area)}
        self.write("problem.sent_to", by, now, state, (area, self.owner, How.DISPATCHED, None), after=after)

    def correct(self, category: str, by: UUID, now: datetime) -> None:
        self.check(Verb.CORRECT, by, now, category=category)
        before, self.category = {"category": self.category}, category
        self.write("problem.corrected", by, now, before=before, after={"category": category})

    def note(self, words: str, by: UUID, now: datetime) -> None:
        self.check(Verb.NOTE, by, now, words=words)
        self.facts.notes.append(Noted(words, now, by))
        self.write("problem.noted", by, now)

    def promise(self, on: date, words: str, reason: str, by: UUID, now: datetime) -> None:
        self.check(Verb.PROMISE, by, now, due_on=on, words=words, reason=reason)
        old = self.promised
        if old is not None:
            old.ended_at = now
        made = Promise(on, words, now, by, old, reason if old else "")
        self.facts.promises.append(made)
        kind, before = ("promise.changed", {"on": old.due_on.isoformat()}) if old else ("promise.given", {})
        state = moves.promised(self.state, on, self.clocks.times)
        self.write(kind, by, now, state, before=before, after={"on": on.isoformat()})

    def join(self, parts: Sequence[tuple[str, str, bool]], by: UUID, now: datetime) -> None:
        """`parts`: (unit, what it is to do, whether it leads)."""
        self.check(Verb.JOIN, by, now, parts=parts)
        self.facts.joints += [Joint(None, unit, leads, part, now, by) for unit, part, leads in parts]
        self.write("problem.shared", by, now, after={"parts": len(parts)})

    def answer_part(self, at: int, answer: str, by: UUID, now: datetime) -> None:
        self.check(Verb.ANSWER_PART, by, now, at=at, answer=answer)
        joint = self.facts.joints[at]
        joint.answer, joint.answered_at, joint.answered_by = answer, now, by
        self.write("problem.part_answered", by, now)

    def send_up(self, tried: str, why: str, asked: str, by: UUID, now: datetime) -> None:
        self.check(Verb.RAISE, by, now, tried=tried, why_not_ours=why, asked=asked)
        ladder, old = self.clocks.ladder, self.state
        above = ladder.above(old.rung)
        state = moves.raised(old, now, ladder, self.clocks.times)
        is_second = state.phase is Phase.DECIDING
        wanted = ladder.top if is_second or above is None else above.code
        rung, area = self.places.holder(self.holder, wanted)
        due = state.answer_due_at or now
        packet = Packet(old.rung, self.holder, rung, area, tried, why, asked, is_second, now, by, due)
        self.facts.packets.append(packet)
        after = {"from": old.rung, "to": rung, "again": is_second}
        self.write("packet.sent", by, now, state, after=after)

    def take(self, by: UUID, now: datetime) -> None:
        self.check(Verb.TAKE, by, now)
        packet = self.answer_packet("accepted", "", by, now)
        above = self.clocks.ladder.above(self.state.rung)
        rung, area = self.places.holder(self.holder, above.code if above else self.clocks.ladder.top)
        state = moves.accepted(self.clocks.moved(self.state, rung, now))
        after = {"from": packet.from_rung, "to": rung}
        self.write("packet.accepted", by, now, state, (area, by, How.TAKEN, now), after=after)

    def send_back(self, reason: str, by: UUID, now: datetime) -> None:
        self.check(Verb.SEND_BACK, by, now, reason=reason)
        packet = self.answer_packet("sent_back", reason, by, now)
        after = {"from": packet.to_rung, "to": packet.from_rung}
        self.write("packet.sent_back", by, now, moves.sent_back(self.state), after=after)

    def decide(self, rung: str, reason: str, by: UUID, now: datetime) -> None:
        self.check(Verb.DECIDE, by, now, rung=rung, reason=reason)
        packet, old = self.answer_packet("decided", reason, by, now), self.state
        below = self.holder if rung == old.rung else self.raised.area
        rung, area = self.places.holder(below, rung)
        packet.decided_rung = rung
        state = moves.decided(old, rung, now, self.clocks.ladder, self.clocks.times)
        after = {"from": old.rung, "to": rung}
        self.write("packet.decided", by, now, state, (area, self.owner, How.DECIDED, None), after=after)

    def pause(self, reason: str, words: str, until: date, by: UUID, now: datetime) -> None:
        self.check(Verb.PAUSE, by, now, reason=reason, words=words, until=until)
        ends, earlier = self.clocks.times.begin_of(until), self.spans()
        self.facts.pauses.append(Pause(reason, words, now, by, ends))
        state = moves.paused(self.state, ends, now, earlier, self.clocks.ladder, self.clocks.times)
        after = {"reason": reason, "until": until.isoformat()}
        self.write("problem.paused", by, now, state, after=after)

    def resume(self, by: UUID, now: datetime) -> None:
        self.check(Verb.RESUME, by, now)
        self.end_pause(min(now, self.facts.pauses[-1].until_at), by)
        state = moves.resumed(self.state, self.spans(), self.clocks.ladder, self.clocks.times)
        self.write("problem.resumed", by, now, state)

    def finish(self, end: End, by: UUID, now: datetime, **told: Any) -> None:
        """`solve`, `refuse`, `hand_over`, `merge` (`into`: a Course) or `withdraw`; `told` as those."""
        verb = {End.MERGED: Verb.MERGE, End.WITHDRAWN: Verb.WITHDRAW}.get(end, Verb.END)
        self.check(verb, by, now, end=end, **told)
        into = told.get("into")
        if into is not None:
            into.facts.origins += [Origin(one.raised, now, self) for one in self.facts.origins]
        self.facts.endings.append(Ending(end.value, now, by, **told))
        kept, promised = None, self.promised
        if promised is not None:
            kept = self.clocks.times.day_of(now) <= promised.due_on if end is End.SOLVED else None
            promised.ended_at, promised.kept = now, kept
        self.overtake(now)
        if self.state.phase is Phase.PAUSED:
            self.end_pause(now, by)
        after = {"end": end.value} | self.on_rung()
        after |= {"refusal": told["refusal"]} if "refusal" in told else {}
        after |= {"into": into} if into is not None else {}
        after |= {"kept": kept} if kept is not None else {}
        state = self.clocks.ended(self.state, now) if end.is_asked else moves.closed(self.state)
        self.write("problem.ended", by, now, state, end=end, after=after)

    def judge(self, is_done: bool, words: str, channel: Channel, by: UUID, now: datetime) -> None:
        self.check(Verb.JUDGE, by, now, is_done=is_done, words=words, channel=channel)
        ending = self.facts.endings[-1]
        ending.judgement = Judgement(is_done, words, channel, now, by)
        after: dict[str, Any] = {"done": is_done, "channel": channel.value}
        if is_done:
            self.write("problem.judged", by, now, moves.closed(self.state), after=after)
            return
        ending.reopened_at = now
        state = moves.reopened(self.state, now, self.clocks.ladder, self.clocks.times)
        area = self.holder
        if state.rung != self.state.rung:
            rung, area = self.places.holder(area, state.rung)
        hand = (area, self.facts.custodies[-1].owner, How.REOPENED, None)
        self.write("problem.reopened", by, now, state, hand, after=after | self.on_rung(state))
