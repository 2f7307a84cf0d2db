"""The story of one problem: every dated step with its author in words, the latest first.

It is told from the problem's own facts; the ledger adds what leaves no other trace (corrections, reminders).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.desk.problems.evidence import Files
from lianxin.desk.problems.speech import Speech
from lianxin.desk.visits.words import word
from lianxin.desk.words import as_day, day_words
from lianxin.ledger.models import Event
from lianxin.people.models import Staff
from lianxin.problems.models import Custody, Ending, Joint, Note, Origin, Packet, Pause, Problem, Promise
from lianxin.problems.vocabulary import Channel, End, How

TOLD_ELSEWHERE = (How.FIRST, How.TAKEN, How.DECIDED, How.REOPENED)
"""Changes of hands that come with an opening, a packet or a judgement, which is what is told."""

FROM_LEDGER = ("problem.corrected", "problem.overdue", "problem.taken_back", "problem.recomputed")


@dataclass(frozen=True, slots=True)
class Step:
    """`who` is empty for the clock. `words` is what somebody said; `kind` says which mark it gets:
    step, promise, packet, clock, end, home."""

    at: datetime
    who: str
    what: str
    words: str = ""
    kind: str = "step"
    files: Files | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything written down about one problem, read once: a query for each table."""

    custodies: list[Custody]
    packets: list[Packet]
    promises: list[Promise]
    pauses: list[Pause]
    joints: list[Joint]
    notes: list[Note]
    endings: list[Ending]
    origins: list[Origin]
    events: list[Event]

    @classmethod
    def of(cls, problem: Problem) -> "Facts":
        def read(rows: Any, *beside: str) -> list[Any]:
            return list(rows.filter(problem=problem).select_related(*beside))

        told = Event.objects.about("problem", problem.pk).filter(kind__in=FROM_LEDGER)
        return cls(
            read(Custody.objects, "area", "owner", "from_by"),
            read(Packet.objects, "from_area", "to_area", "sent_by", "answered_by"),
            read(Promise.objects, "given_by"),
            read(Pause.objects, "from_by", "to_by"),
            read(Joint.objects, "area", "asked_by", "answered_by"),
            read(Note.objects, "noted_by"),
            read(Ending.objects, "ended_by", "into", "judgement", "judgement__recorded_by"),
            read(Origin.objects, "household", "raised_by", "via", "item"),
            list(told.order_by("id")),
        )

    @property
    def waiting_packet(self) -> Packet | None:
        return next((one for one in self.packets if one.answered_at is None), None)

    @property
    def standing_promise(self) -> Promise | None:
        return next((one for one in self.promises if one.ended_at is None), None)

    @property
    def last_ending(self) -> Ending | None:
        return self.endings[-1] if self.endings else None


def story_of(
    problem: Problem, facts: Facts, speech: Speech, files: Mapping[datetime, Files] | None = None
) -> list[Step]:
    """The steps, the latest first; `files`, by moment, stand with the step they came with."""
    teller = _Teller(problem, facts, speech)
    steps = _with_files(list(teller.steps()), files or {})
    told = sorted(steps, key=lambda step: step.at, reverse=True)
    return [_once(list(some)) for _what, some in groupby(told, key=_told_alike)]


def _with_files(steps: list[Step], files: Mapping[datetime, Files]) -> list[Step]:
    """What a person did at the moment at which files came has them; a correction is told by the ledger."""
    left, found = dict(files), []
    for step in steps:
        came = left.pop(step.at, None) if step.kind != "clock" else None
        found.append(replace(step, files=came) if came else step)
    return found + [Step(at, "", _("附了凭据"), files=came) for at, came in left.items()]


def _told_alike(step: Step) -> Any:
    """What the clock says again and again is told once; everything else stands by itself."""
    return (step.what, step.words) if step.kind == "clock" else (step.at, step.what, step.words, step.who)


def _once(some: list[Step]) -> Step:
    if len(some) == 1:
        return some[0]
    told = {"what": some[0].what, "count": len(some)}
    words = ngettext("%(what)s（一共 %(count)d 次）", "%(what)s（一共 %(count)d 次）", len(some))
    return replace(some[0], what=words % told)


@dataclass(frozen=True, slots=True)
class _Teller:
    problem: Problem
    facts: Facts
    speech: Speech

    def steps(self) -> Iterator[Step]:
        yield self._opened()
        yield from self._hands()
        yield from self._packets()
        yield from self._promises()
        yield from self._pauses()
        yield from self._shared()
        yield from (
            Step(one.noted_at, _name(one.noted_by), _("记了一笔"), one.words) for one in self.facts.notes
        )
        yield from self._ends()
        yield from self._from_ledger()

    def _day(self, moment: Any) -> str:
        return day_words(moment, as_day(self.speech.now), weekday=False)

    def _opened(self) -> Step:
        first = next((one for one in self.facts.origins if one.via_id is None), None)
        told = _("记下问题（%(channel)s）") % {"channel": word(Channel, self.problem.channel)}
        who = _name(first.raised_by) if first else ""
        return Step(self.problem.opened_at, who, told, self.problem.words)

    def _hands(self) -> Iterator[Step]:
        back = {one.at for one in self.facts.events if one.kind == "problem.taken_back"}
        for one in self.facts.custodies:
            if one.warned_at:
                yield Step(one.warned_at, "", _("快到期了，提醒过"), kind="clock")
            if one.how in TOLD_ELSEWHERE or one.from_at in back:
                continue
            told = {"name": _name(one.owner), "area": one.area.name, "rung": self.speech.rung(one.rung)}
            match How(one.how):
                case How.ACCEPTED:
                    yield Step(one.from_at, _name(one.from_by), _("接办"))
                case How.ROSE:
                    what = _("到期没办完，上升到%(rung)s（%(area)s）") % told
                    yield Step(one.from_at, "", what, kind="clock")
                case _ if one.accepted_at:
                    yield Step(one.from_at, _name(one.from_by), _("交给%(name)s办") % told)
                case _:
                    yield Step(one.from_at, _name(one.from_by), _("转给%(area)s办，等那里接办") % told)

    def _packets(self) -> Iterator[Step]:
        for one in self.facts.packets:
            what = _("退回后再次上报，请群工部裁定") if one.is_second else _("上报到%(area)s")
            yield Step(one.sent_at, _name(one.sent_by), what % {"area": one.to_area.name}, kind="packet")
            if one.answered_at is None:
                continue
            told = {"area": one.to_area.name, "rung": self.speech.rung(one.decided_rung)}
            what = {
                Packet.ACCEPTED: _("%(area)s接收了上报"),
                Packet.SENT_BACK: _("%(area)s退回"),
                Packet.DECIDED: _("群工部裁定由%(rung)s办"),
                Packet.LAPSED: _("没人答复上报，算%(area)s接下了"),
                Packet.OVERTAKEN: _("上报不用再答复了"),
            }[one.answer]
            yield Step(one.answered_at, _name(one.answered_by), what % told, one.reason, "packet")

    def _promises(self) -> Iterator[Step]:
        for one in self.facts.promises:
            day = {"day": self._day(one.due_on)}
            what = _("承诺改到%(day)s：%(reason)s") if one.replaces_id else _("向群众承诺%(day)s以前办好")
            yield Step(
                one.given_at, _name(one.given_by), what % (day | {"reason": one.reason}), one.words, "promise"
            )
            if one.kept is False and one.ended_at:
                yield Step(one.ended_at, "", _("承诺的日子过了，没有办成"), kind="clock")

    def _pauses(self) -> Iterator[Step]:
        for one in self.facts.pauses:
            told = {"reason": self.speech.pause(one.reason), "day": self._day(one.until_at)}
            what = _("暂停计时到%(day)s：%(reason)s") % told
            yield Step(one.from_at, _name(one.from_by), what, one.words, "clock")
            if one.to_at:
                yield Step(one.to_at, _name(one.to_by), _("恢复计时"), kind="clock")

    def _shared(self) -> Iterator[Step]:
        for one in self.facts.joints:
            if one.is_lead and one.area_id == self.problem.holder_id:
                continue
            told = {"whom": one.area.name if one.area else one.unit}
            yield Step(one.asked_at, _name(one.asked_by), _("请%(whom)s合办") % told, one.part)
            if one.answered_at:
                yield Step(one.answered_at, _name(one.answered_by), _("%(whom)s答复了") % told, one.answer)

    def _ends(self) -> Iterator[Step]:
        for one in self.facts.endings:
            if one.into_id:
                what = _("并入 %(number)s") % {"number": one.into.number}
            else:
                what = _("办结：%(end)s") % {"end": word(End, one.end)}
            yield Step(one.ended_at, _name(one.ended_by), what, one.words, "end")
            judged = getattr(one, "judgement", None)
            if judged is not None:
                what = _("群众说办好了") if judged.is_done else _("群众说没办好，重新办")
                yield Step(judged.judged_at, _name(judged.recorded_by), what, judged.words, "home")

    def _from_ledger(self) -> Iterator[Step]:
        names = _names({one.actor_id for one in self.facts.events})
        words = {
            "problem.corrected": _("补正了内容"),
            "problem.overdue": _("超期没办完，提醒"),
            "problem.taken_back": _("撤销了上一步"),
            "problem.recomputed": _("日历公布后重算了到期日"),
        }
        for one in self.facts.events:
            kind = "step" if one.actor_id else "clock"
            yield Step(one.at, names.get(one.actor_id, ""), words[one.kind], kind=kind)


def _name(person: Staff | None) -> str:
    return person.name if person else ""


def _names(keys: set[UUID | None]) -> dict[Any, str]:
    wanted = keys - {None}
    return dict(Staff.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}
