"""您家提的事: everything a household raised, each step in plain words, the earliest first.

Told from the dated facts of a problem, without what is said inside the office: packets, notes, and evidence
but for photos marked for the home. Of a matter that another home raised too, only what this home itself said
is told: the rest may speak of others.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.desk.words import as_day, day_words, said
from lianxin.policies.ladder.parts import Ladder
from lianxin.problems.actions import ground_at
from lianxin.problems.actions.refusals import ProblemsRefused
from lianxin.problems.models import Custody, Ending, Origin, Pause, Problem, Promise, Reply
from lianxin.problems.queries import account_of, shown, shown_to_household
from lianxin.problems.vocabulary import End, How, Phase
from lianxin.public.pictures import are_shown
from lianxin.registry.models import Household

SHOWN = 40


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its day, what happened, and what was said to the household about it."""

    day: str
    what: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """`promised` is the day that holds, `paused` why the clock stands; `pictures` are the keys of photos that
    it may see, `withheld` how many there are as long as it has not agreed to see them here; `is_asked`: the
    household is to say whether it is done."""

    key: UUID
    number: str
    title: str
    words: str
    standing: str
    owner: str
    promised: str
    paused: str
    steps: list[Step]
    pictures: list[UUID]
    withheld: int
    is_asked: bool
    is_ended: bool


@dataclass(frozen=True, slots=True)
class Advice:
    """Advice a household gave, and what it was answered; `due` is the day by which it will be."""

    words: str
    day: str
    answer: str
    due: str


def matters_of(household: Household, now: datetime) -> list[Matter]:
    """The latest matters of a household, those still open first."""
    try:
        ladder = ground_at(now).ladder
    except ProblemsRefused:
        return []
    found = _with_steps(account_of(household), household)
    agrees = are_shown(household)
    told = [_Teller(one, household, ladder, now, agrees).matter() for one in found[:SHOWN]]
    return sorted(told, key=lambda one: one.is_ended)


def matter_of(key: UUID, household: Household | None, now: datetime) -> Matter | None:
    """One problem as whoever holds its receipt reads it: his own words, without the household's answer."""
    try:
        ladder = ground_at(now).ladder
    except ProblemsRefused:
        return None
    found = _with_steps(shown(Problem.objects.filter(pk=key)), household).first()
    if found is None:
        return None
    return replace(_Teller(found, household, ladder, now).matter(), is_asked=False)


def _with_steps(problems: QuerySet[Problem], household: Household | None) -> QuerySet[Problem]:
    """With everything that is told of them; of where they came from, what this home itself said."""
    return problems.prefetch_related(None).prefetch_related(
        Prefetch("custodies", Custody.objects.select_related("area", "owner")),
        Prefetch("pauses", Pause.objects.order_by("from_at")),
        Prefetch("promises", Promise.objects.order_by("given_at")),
        Prefetch("endings", Ending.objects.select_related("judgement", "into").order_by("ended_at")),
        Prefetch("evidence", shown_to_household(), to_attr="for_household"),
        Prefetch("origins", Origin.objects.filter(household=household).select_related("item")),
    )


def advice_of(household: Household, today: date) -> list[Advice]:
    replies = Reply.objects.filter(household=household).select_related("item").order_by("-owed_from")[:SHOWN]
    return [
        Advice(
            one.item.text,
            day_words(one.item.raised_at, today),
            one.words if one.answered_at else "",
            day_words(one.due_at, today),
        )
        for one in replies
    ]


def judged_by(household: Household, key: UUID) -> Problem | None:
    """The matter of which this household may say whether it is done: its own, if it is to be asked."""
    return Problem.objects.filter(pk=key, household=household, phase=Phase.ENDED.value).first()


@dataclass(frozen=True, slots=True)
class _Teller:
    problem: Problem
    household: Household | None
    ladder: Ladder
    now: datetime
    agrees_to_pictures: bool = False

    def matter(self) -> Matter:
        one = self.problem
        own = one.household_id == (self.household.pk if self.household else None)
        promise = next((each for each in one.promises.all() if each.ended_at is None), None)
        pause = next((each for each in one.pauses.all() if each.to_at is None), None)
        steps = sorted(self._steps(own), key=lambda pair: pair[0])
        pictures = [each.pk for each in one.for_household] if own and self.household else []
        return Matter(
            one.pk,
            one.number,
            said(self.ladder.category(one.category).title),
            one.words if own else " ".join(each.item.text for each in one.origins.all() if each.item),
            self._standing(),
            self._owner(),
            day_words(promise.due_on, self._today) if promise else "",
            self._why_paused(pause) if pause else "",
            [step for _at, step in steps],
            pictures if self.agrees_to_pictures else [],
            0 if self.agrees_to_pictures else len(pictures),
            is_asked=own and one.phase == Phase.ENDED and End(one.end).is_asked,
            is_ended=not one.is_open,
        )

    @property
    def _today(self) -> date:
        return timezone.localdate(self.now)

    def _day(self, moment: Any) -> str:
        return day_words(moment, self._today, weekday=False)

    def _standing(self) -> str:
        match Phase(self.problem.phase):
            case Phase.WAITING:
                return _("已经记下，等人接办")
            case Phase.HELD | Phase.SENT_BACK:
                return _("正在办")
            case Phase.PAUSED:
                return _("先停一停")
            case Phase.ASKED | Phase.DECIDING:
                return _("已报给上一级，等答复")
            case Phase.ENDED:
                return _("办的人说办完了，等您说一句")
            case _:
                return _("了结了")

    def _owner(self) -> str:
        if not self.problem.is_open:
            return ""
        told = {"place": self.problem.holder.name}
        if self.problem.owner is None:
            return _("%(place)s") % told
        return _("%(place)s %(name)s") % (told | {"name": self.problem.owner.name})

    def _why_paused(self, pause: Pause) -> str:
        reason = self.ladder.pauses.get(pause.reason)
        told = {"why": said(reason.words) if reason else pause.reason, "day": self._day(pause.until_at)}
        return _("%(why)s 最迟%(day)s接着办。") % told

    def _steps(self, own: bool) -> Iterator[tuple[datetime, Step]]:
        one = self.problem
        yield one.opened_at, self._step(one.opened_at, _("记下了这件事"))
        for custody in one.custodies.all():
            if what := self._hand(custody):
                yield custody.from_at, self._step(custody.from_at, what)
        for promise in one.promises.all():
            yield promise.given_at, self._promised(promise, own)
        for pause in one.pauses.all():
            what = _("先停一停：%(why)s") % {"why": self._why_paused(pause)}
            yield pause.from_at, self._step(pause.from_at, what, pause.words if own else "")
            if pause.to_at:
                yield pause.to_at, self._step(pause.to_at, _("接着办了"))
        for ending in one.endings.all():
            yield ending.ended_at, self._ended(ending, own)
            judgement = getattr(ending, "judgement", None)
            if judgement is not None:
                what = _("您家说：办好了") if judgement.is_done else _("您家说：没办好，重新办")
                told = what if own else ""
                if told:
                    yield judgement.judged_at, self._step(judgement.judged_at, told)

    def _step(self, at: Any, what: str, words: str = "") -> Step:
        return Step(self._day(as_day(at)), what, words)

    def _hand(self, custody: Custody) -> str:
        told = {"place": custody.area.name, "name": custody.owner.name if custody.owner else ""}
        match How(custody.how):
            case How.FIRST:
                return ""
            case How.ACCEPTED | How.DISPATCHED:
                return _("%(place)s%(name)s接办了") % told
            case How.ROSE:
                return _("到期没办完，自动转到%(place)s") % told
            case How.TAKEN | How.DECIDED:
                return _("%(place)s接过去办") % told
            case How.REOPENED:
                return ""

    def _promised(self, promise: Promise, own: bool) -> Step:
        told = {"day": self._day(promise.due_on)}
        if promise.replaces_id is None:
            return self._step(promise.given_at, _("答应%(day)s以前办好") % told, promise.words if own else "")
        what = _("改成%(day)s以前办好") % told
        return self._step(promise.given_at, what, promise.reason if own else "")

    def _ended(self, ending: Ending, own: bool) -> Step:
        end = End(ending.end)
        words = ending.words if own else ""
        if end is End.REFUSED:
            refusal = self.ladder.refusals.get(ending.refusal)
            because = said(refusal.words) if refusal else ""
            return self._step(ending.ended_at, _("依法办不了"), " ".join(filter(None, [because, words])))
        if end is End.HANDED_OVER:
            told = {"unit": ending.handed_to}
            return self._step(ending.ended_at, _("转给%(unit)s办，那边有人接收了") % told, words)
        if end is End.MERGED:
            return self._step(ending.ended_at, _("和另一件同样的事一起办"))
        what = _("办的人说：办成了") if end is End.SOLVED else _("照您的意思，不办了")
        return self._step(ending.ended_at, what, words)
