"""One problem as a page: the head line, the line of its stations, time used, the packet, what was said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from lianxin.desk.problems.evidence import Files, files_by_moment
from lianxin.desk.problems.lines import Line, lines_of
from lianxin.desk.problems.speech import Left, Speech
from lianxin.desk.problems.story import Facts, Step, story_of
from lianxin.desk.visits.words import word
from lianxin.desk.words import as_day, day_words, is_english
from lianxin.problems import queries
from lianxin.problems.clocks import Span, clock_of, used
from lianxin.problems.models import Custody, Ending, Origin, Packet, Problem, Promise
from lianxin.problems.vocabulary import Channel, End, Phase


@dataclass(frozen=True, slots=True)
class Station:
    """One point of the line: `state` is done, now or ahead; `on` the day in words, where it is known."""

    title: str
    on: str
    state: str


@dataclass(frozen=True, slots=True)
class Spent:
    """How much of its time a rung used: `words` such as 用了 2 个工作日; `limit` what it may use."""

    rung: str
    area: str
    who: str
    words: str
    limit: str
    is_over: bool
    is_now: bool


@dataclass(frozen=True, slots=True)
class Alike:
    """A problem that is likely the same, and why."""

    line: Line
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The office's claim and the household's answer. `law`: (title, words, source) of a refusal; `attached`:
    how many files came with the claim and are still here."""

    ending: Ending
    end: str
    law: tuple[str, str, str] | None
    answer: Any
    attached: int = 0


@dataclass(frozen=True)
class ProblemPage:
    line: Line
    facts: Facts
    stations: list[Station]
    spent: list[Spent]
    story: list[Step]
    verdicts: list[Verdict]
    alike: list[Alike]
    speech: Speech

    @property
    def problem(self) -> Problem:
        return self.line.problem

    @property
    def packet(self) -> Packet | None:
        return self.facts.waiting_packet

    @property
    def packet_left(self) -> Left | None:
        return self.speech.answer_left(self.packet) if self.packet else None

    @property
    def promise(self) -> Promise | None:
        return self.facts.standing_promise

    @property
    def origins(self) -> list[tuple[Origin, str]]:
        """Who raised it, and on which way; more than one where problems were merged."""
        return [(one, word(Channel, one.channel)) for one in self.facts.origins]

    @property
    def category(self) -> str:
        return self.speech.category(self.problem.category)

    @property
    def urgency(self) -> str:
        return self.speech.urgency(self.problem.urgency)

    @property
    def office(self) -> str:
        return self.speech.office(self.problem.category)


def page_of(problem: Problem, person: Any, speech: Speech) -> ProblemPage:
    """Everything a page says of a problem that the person sees: some twenty queries."""
    facts, files = Facts.of(problem), files_by_moment(problem, person)
    (line,) = lines_of([problem], person, speech)
    return ProblemPage(
        line,
        facts,
        _stations(problem, facts, speech),
        _spent(problem, facts, speech),
        story_of(problem, facts, speech, files),
        _verdicts(facts, speech, files),
        _alike(problem, person, speech),
        speech,
    )


def _stations(problem: Problem, facts: Facts, speech: Speech) -> list[Station]:
    """Raised, each rung it came to, the day promised, ended, what the household said."""
    today = as_day(speech.now)

    def on(moment: datetime | Any) -> str:
        return day_words(moment, today, weekday=False)

    found = [Station(pgettext("station", "记下"), on(problem.opened_at), "done")]
    last = ""
    for one in facts.custodies:
        if one.rung != last or one.how == "reopened":
            title = _("没办好，重办") if one.how == "reopened" else speech.rung(one.rung)
            found.append(Station(title, on(one.from_at), "done"))
        last = one.rung
    if problem.is_open:
        found[-1] = Station(found[-1].title, found[-1].on, "now")
    if facts.standing_promise:
        found.append(Station(_("承诺"), on(facts.standing_promise.due_on), "ahead"))
    elif problem.is_open:
        found.append(Station(_("到期"), on(problem.due_at), "ahead"))
    if problem.is_open:
        found += [Station(pgettext("station", "办结"), "", "ahead"), Station(_("问群众"), "", "ahead")]
        return found
    end = facts.last_ending
    found.append(Station(word(End, problem.end), on(problem.ended_at), "done"))
    if end is not None and End(end.end).is_asked:
        judged = getattr(end, "judgement", None)
        said = (
            Station(_("群众说办好了"), on(judged.judged_at), "done")
            if judged
            else Station(_("问群众"), "", "now")
        )
        found.append(said)
    return found


def _spent(problem: Problem, facts: Facts, speech: Speech) -> list[Spent]:
    """Time used on each rung, the latest stay on it in one line; needs the policy."""
    if speech.ground is None:
        return []
    ladder, times = speech.ground.ladder, speech.ground.times
    stays: list[list[Custody]] = []
    for one in facts.custodies:
        if stays and (stays[-1][0].rung, stays[-1][0].begins_at) == (one.rung, one.begins_at):
            stays[-1].append(one)
        else:
            stays.append([one])
    found = []
    for some in stays:
        last = some[-1]
        clock = clock_of(ladder, last.rung, problem.urgency)
        until = last.to_at or speech.now
        spans = [
            Span(one.from_at, min(one.to_at or one.until_at, until))
            for one in facts.pauses
            if last.begins_at <= one.from_at < until
        ]
        spent = used(clock, last.begins_at, until, spans, times)
        if spent.hours is not None:
            words = ngettext("%(count)d 小时", "%(count)d 小时", spent.hours) % {"count": spent.hours}
            limit = ngettext("%(count)d 小时", "%(count)d 小时", clock.hours or 0) % {
                "count": clock.hours or 0
            }
        else:
            count = spent.workdays
            words = ngettext("%(count)d 个工作日", "%(count)d 个工作日", count) % {"count": count}
            count = clock.workdays
            limit = ngettext("%(count)d 个工作日", "%(count)d 个工作日", count) % {"count": count}
        names = dict.fromkeys(one.owner.name for one in some if one.owner)
        who = _("、").join(names)
        is_over = until > last.due_at
        found.append(
            Spent(speech.rung(last.rung), last.area.name, who, words, limit, is_over, last.to_at is None)
        )
    return found


def _verdicts(facts: Facts, speech: Speech, files: Mapping[datetime, Files]) -> list[Verdict]:
    """Each end of which the household is asked, the latest first, with what it said."""
    asked = [one for one in facts.endings if End(one.end).is_asked]
    return [
        Verdict(
            one,
            word(End, one.end),
            speech.refused_for(one.refusal) if one.refusal else None,
            getattr(one, "judgement", None),
            files[one.ended_at].number if one.ended_at in files else 0,
        )
        for one in reversed(asked)
    ]


def _alike(problem: Problem, person: Any, speech: Speech) -> list[Alike]:
    """Those that are likely the same and in sight, the likeliest first; none of an ended problem."""
    if speech.ground is None or problem.phase in (Phase.ENDED, Phase.CLOSED):
        return []
    doubles = queries.likely_doubles(problem, speech.ground.ladder)[:5]
    keys = [one.key for one in doubles]
    seen = queries.shown(Problem.objects.seen_by(person)).in_bulk(keys) if keys else {}
    known = [one for one in doubles if one.key in seen]
    lines = lines_of([seen[one.key] for one in known], person, speech) if known else []
    return [Alike(line, one.reason[is_english()]) for line, one in zip(lines, known, strict=True)]
