"""What people are about to do with a problem in each phase, and when. All rates are chosen by us. Pure.

A planner looks at a course and says when somebody does what next; None where nobody is going to do anything.
Whatever the clock does before that moment comes first, and then it is planned anew if the phase has changed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from types import MappingProxyType

from lianxin.demo.problems import words
from lianxin.demo.problems.course import Course
from lianxin.demo.problems.crew import Crew
from lianxin.demo.problems.finishing import finish, meant_end
from lianxin.problems.vocabulary import Channel, Phase

Do = Callable[[datetime], None]
Plan = tuple[datetime, Do]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NEGLECTED = 0.05  # of what waits on a lower rung: nobody accepts it in time
GIVEN_OUT = 0.35  # of what comes to an office
FINER = 0.8  # of what can be said more exactly
PROMISED = {"village": 0.15, "town": 0.45, "district": 0.5}
LATE = {"village": 0.07, "town": 0.11, "district": 0.2}
SENT_UP = {"village": 0.11, "town": 0.07}
PAUSED, SHARED, NOTED, REFUSED_BACK, UNANSWERED = 0.05, 0.08, 0.3, 0.2, 0.12
NOT_DONE, UNASKED = (0.06, 0.15, 0.02), 0.02  # by how often it was said before
CHANNELS = (Channel.CLERK, Channel.CLERK, Channel.VISIT, Channel.RESIDENT)


@dataclass(slots=True)
class Planner:
    """`luck` is drawn from in the order in which lives are told; `calm`: the problem of one who stages
    today's lists, to which nothing but the clock happens by chance."""

    crew: Crew
    luck: Random

    def plan(self, course: Course, now: datetime) -> Plan | None:
        """What is done next with a course that has just come into its phase."""
        return _PLANNERS[course.state.phase](self, course, now)

    def within(self, course: Course, now: datetime, share: float) -> datetime:
        """A moment at some share of the time that is left on a rung; in working hours, unless it counts in
        hours."""
        at = now + max(course.state.due_at - now, HOUR) * share
        return at if self.is_pressing(course) else max(course.clocks.at_work(at), now)

    def soon(self, course: Course, now: datetime, most: timedelta) -> datetime:
        at = now + most * self.luck.random() + timedelta(minutes=3)
        return course.clocks.at_work(at)

    def is_pressing(self, course: Course) -> bool:
        return course.clocks.ladder.urgency(course.state.urgency).is_in_hours

    def one(self, some: object) -> str:
        return self.luck.choice(some)  # type: ignore[arg-type]


def _waiting(planner: Planner, course: Course, now: datetime) -> Plan | None:
    luck, crew, rung = planner.luck, planner.crew, course.state.rung
    is_top = course.clocks.ladder.above(rung) is None
    if luck.random() < NEGLECTED and not is_top:
        return None
    by = crew.taker(course, luck)
    if planner.is_pressing(course):
        at = now + (course.state.due_at - now) * (0.05 + 0.3 * luck.random())
    else:
        at = planner.soon(course, now, HOUR * 6 if rung == "village" else HOUR * 20)
    is_office = crew.of(course.holder, luck) == by and course.holder not in crew.cadres
    helper = crew.helper(course.holder, luck) if is_office or rung != "village" else None

    def do(at: datetime) -> None:
        if helper is not None and luck.random() < GIVEN_OUT:
            course.dispatch(helper, by, at)
        else:
            course.accept(by, at)
        _make_specific(planner, course, at)
        if luck.random() < PROMISED.get(rung, 0.3) and course.promised is None:
            _promise(planner, course, at)

    return at, do


def _make_specific(planner: Planner, course: Course, at: datetime) -> None:
    if course.category != course.raised.category:
        return
    for piece, finer in words.FINER.get(course.category, ()):
        if piece in course.raised.words and planner.luck.random() < FINER:
            if finer in course.clocks.ladder.categories:
                course.correct(finer, course.owner, at)
            return


def _promise(planner: Planner, course: Course, at: datetime, reason: str = "") -> None:
    left = (course.state.due_at - at) * (0.5 + 0.6 * planner.luck.random()) if not reason else DAY * 9
    on = course.clocks.times.day_of(course.clocks.at_work(at + max(left, DAY / 2)))
    course.promise(on, planner.one(words.PROMISES), reason, course.owner, at)


def _held(planner: Planner, course: Course, now: datetime) -> Plan | None:
    luck, state = planner.luck, course.state
    rung, ladder = state.rung, course.clocks.ladder
    is_top, pressing = ladder.above(rung) is None, planner.is_pressing(course)
    draw = luck.random()
    if not pressing and not is_top and not state.is_decided and draw < SENT_UP.get(rung, 0.05):
        return planner.within(course, now, 0.2 + 0.5 * luck.random()), lambda at: _send_up(
            planner, course, at
        )
    if not pressing and draw > 1 - PAUSED and not course.facts.pauses and state.due_at > now + DAY:
        return planner.within(course, now, 0.1 + 0.3 * luck.random()), lambda at: _pause(planner, course, at)
    is_shared = not pressing and rung != "village" and not course.facts.joints and luck.random() < SHARED
    if is_shared or (luck.random() < NOTED and not pressing and _notes_here(course) == 0):
        at = planner.within(course, now, 0.1 + 0.3 * luck.random())
        return at, lambda at: _work(planner, course, at, is_shared)
    return _to_the_end(planner, course, now)


def _notes_here(course: Course) -> int:
    return sum(one.at >= course.state.begins for one in course.facts.notes)


def _to_the_end(planner: Planner, course: Course, now: datetime) -> Plan:
    """Until it is finished: in time, or late; at the top nothing takes it away any more."""
    luck, state = planner.luck, course.state
    is_late = luck.random() < LATE.get(state.rung, 0.1)
    if now >= state.due_at:
        at = course.clocks.at_work(now + DAY * (1 + 4 * luck.random()))
    elif is_late:
        at = course.clocks.at_work(state.due_at + DAY * (1 + 9 * luck.random()))
    else:
        at = planner.within(course, now, 0.1 + 0.8 * luck.random())
    end = meant_end(course, luck)
    promised = course.promised
    if promised is not None and not planner.is_pressing(course):
        by = course.clocks.times.end_of(promised.due_on)
        if at > by and now < by - 2 * HOUR and luck.random() < 0.75:
            at = max(now + HOUR, by - HOUR * (1 + 6 * luck.random()))  # they mean to keep it
        elif at > by - HOUR * 30 > now and luck.random() < 0.4:
            before = course.clocks.at_work(by - HOUR * 30)
            return before, lambda then: _put_off(planner, course, then)
    return max(at, now), lambda then: finish(course, end, planner.crew, luck, then)


def _put_off(planner: Planner, course: Course, at: datetime) -> None:
    if course.promised is not None:
        _promise(planner, course, at, planner.one(words.CHANGES))
    course.turn += 1  # it is planned anew


def _work(planner: Planner, course: Course, at: datetime, is_shared: bool) -> None:
    if is_shared:
        parts = planner.luck.sample(words.PARTS, 2)
        leads = [(unit, part, number == 0) for number, (unit, part) in enumerate(parts)]
        course.join(leads, course.owner, at)
    else:
        course.note(planner.one(words.NOTES), course.owner, at)
    course.turn += 1


def _send_up(planner: Planner, course: Course, at: datetime) -> None:
    is_town = course.state.rung != "village"
    why, asked = (words.WHY_TOWN, words.ASKED_TOWN) if is_town else (words.WHY, words.ASKED)
    course.send_up(planner.one(words.TRIED), planner.one(why), planner.one(asked), course.owner, at)


def _pause(planner: Planner, course: Course, at: datetime) -> None:
    top = course.clocks.ladder.category(course.category).path[0]
    reason = words.PAUSES_OF.get(top, "papers-missing")
    told, fewest, most = words.PAUSES[reason]
    if reason in course.clocks.ladder.pauses and course.state.due_at > at:
        until = course.clocks.times.day_of(at + DAY * planner.luck.randint(fewest, most))
        course.pause(reason, told, until, course.owner, at)
    else:
        course.turn += 1


def _paused(planner: Planner, course: Course, now: datetime) -> Plan | None:
    ends = course.state.pause_ends_at or now
    if planner.luck.random() < 0.5:
        return None
    at = course.clocks.at_work(now + (ends - now) * (0.4 + 0.5 * planner.luck.random()))
    return (at, lambda then: course.resume(course.owner, then)) if at < ends else None


def _asked(planner: Planner, course: Course, now: datetime) -> Plan | None:
    luck, due = planner.luck, course.state.answer_due_at or now
    draw = luck.random()
    if draw < UNANSWERED:
        return None
    at = course.clocks.at_work(now + (due - now) * (0.1 + 0.8 * luck.random()))
    by = planner.crew.of(course.facts.packets[-1].to_area, luck)
    if draw < UNANSWERED + REFUSED_BACK and not course.state.was_sent_back:
        return at, lambda then: course.send_back(planner.one(words.SENT_BACK), by, then)
    return at, lambda then: course.take(by, then)


def _sent_back(planner: Planner, course: Course, now: datetime) -> Plan | None:
    if planner.luck.random() < 0.4:
        return planner.within(course, now, 0.3), lambda then: _send_up(planner, course, then)
    return _to_the_end(planner, course, now)


def _deciding(planner: Planner, course: Course, now: datetime) -> Plan | None:
    luck, due = planner.luck, course.state.answer_due_at or now
    if luck.random() < 0.25:
        return None
    at = course.clocks.at_work(now + (due - now) * (0.2 + 0.7 * luck.random()))
    rung = luck.choice(course.clocks.ladder.codes[1:] or course.clocks.ladder.codes)
    return at, lambda then: course.decide(rung, planner.one(words.DECIDED), planner.crew.desk, then)


def _ended(planner: Planner, course: Course, now: datetime) -> Plan | None:
    luck = planner.luck
    by = planner.crew.judge(course, luck)
    if by is None:
        return None
    is_forgotten = luck.random() < UNASKED
    days = 8 + 25 * luck.random() if is_forgotten else 0.3 + 6 * luck.random() ** 2
    at = course.clocks.at_work(now + DAY * days)
    is_done = luck.random() >= NOT_DONE[min(course.state.not_done, 2)]
    said = planner.one(words.DONE if is_done else words.NOT_DONE)
    channel = luck.choice(CHANNELS)
    return at, lambda then: course.judge(is_done, said, channel, by, then)


def _closed(planner: Planner, course: Course, now: datetime) -> Plan | None:
    return None


_PLANNERS: Mapping[Phase, Callable[[Planner, Course, datetime], Plan | None]] = MappingProxyType(
    {
        Phase.WAITING: _waiting,
        Phase.HELD: _held,
        Phase.PAUSED: _paused,
        Phase.ASKED: _asked,
        Phase.SENT_BACK: _sent_back,
        Phase.DECIDING: _deciding,
        Phase.ENDED: _ended,
        Phase.CLOSED: _closed,
    }
)
