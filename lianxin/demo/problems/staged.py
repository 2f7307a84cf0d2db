"""What lies on the tables of those whose logins are printed: something is due today, something waits to be
accepted, answered, decided, asked about. Pure.

Each of these lives is told step by step up to now; the clock does what it does meanwhile. Days are counted
back from the next deadline day whose end still lies ahead.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from lianxin.demo.problems import words
from lianxin.demo.problems.clockwork import Clockwork
from lianxin.demo.problems.coming import Home, call
from lianxin.demo.problems.course import Course
from lianxin.demo.problems.crew import Crew
from lianxin.demo.problems.finishing import finish
from lianxin.demo.problems.standing import Places
from lianxin.demo.problems.ticking import tick
from lianxin.problems.vocabulary import Channel, End
from lianxin.workdays import ONE_DAY, add_workdays

Do = Callable[[datetime], None]
Steps = Sequence[tuple[float, Do]]


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """Whose tables they are: those of `worker` with his `homes`, of the head of their town, of the desk."""

    crew: Crew
    clocks: Clockwork
    places: Places
    luck: Random
    worker: UUID
    homes: Sequence[Home]
    now: datetime

    def lives(self) -> Iterator[Course]:
        """One after the other; none where the worker has no home."""
        if not self.homes:
            return
        head = self.crew.of(self.places.town(self.homes[0].area), self.luck)
        yield from self._of_the_worker()
        yield from self._of_the_head(head)
        yield from self._of_the_desk(head)

    def _of_the_worker(self) -> Iterator[Course]:
        mine, village = self.worker, self._workdays("village")
        due = self._begin("dispute", 0, village + 0.1)
        yield self._tell(due, [(village, self._accept(due, mine)), (village - 1, self._promise(due, 0))])
        waits = self._begin("papers", 1, 1.3)
        yield self._tell(waits, [])
        back = self._begin("care", 2, village - 0.5)
        steps = [(village - 0.6, self._accept(back, mine)), (village - 0.9, self._send_up(back))]
        answer = self.crew.of(self.places.town(back.raised.area), self.luck)
        yield self._tell(back, [*steps, (1.2, self._send_back(back, answer))])
        held = self._begin("farming", 3, village - 1)
        yield self._tell(held, [(village - 1.2, self._accept(held, mine))])
        for number in (4, 5):
            done = self._begin("papers", number, 3.2)
            yield self._tell(done, [(3, self._accept(done, mine)), (1.4, self._solve(done))])

    def _of_the_head(self, head: UUID) -> Iterator[Course]:
        town = self._workdays("town")
        due = self._begin("housing", 6, town + 0.1)
        yield self._tell(due, [(town, self._accept(due, head)), (town - 2, self._promise(due, 0))])
        double = self._begin("housing", 6, town - 0.6)
        yield self._tell(double, [(town - 1.2, self._merge(double, due, head))])
        promised = self._begin("aids", 7, town - 2)
        steps = [(town - 2.2, self._accept(promised, head)), (town - 3, self._promise(promised, 0))]
        yield self._tell(promised, steps)
        yield self._tell(self._begin("benefit", 8, 1.4), [])
        asked = self._begin("dispute", 9, self._workdays("village") - 0.5)
        accepted = (self._workdays("village") - 0.7, self._accept(asked, self.worker))
        yield self._tell(asked, [accepted, (1.1, self._send_up(asked))])
        old = self._begin("dispute", 10, 2.5, is_old=True)
        yield self._tell(old, [(2.2, self._accept(old, self.worker)), (1.5, self._take_up(old, head))])

    def _of_the_desk(self, head: UUID) -> Iterator[Course]:
        town, desk = self._workdays("town"), self.crew.desk
        asked = self._begin("road", 11, town - 1)
        steps = [(town - 1.4, self._accept(asked, head)), (1.2, self._send_up(asked, is_town=True))]
        yield self._tell(asked, steps)
        decide = self._begin("loan", 12, town - 1.1)
        again = self._send_up(decide, is_town=True)
        steps = [
            (town - 1.5, self._accept(decide, head)),
            (town - 2, again),
            (town - 2.5, self._send_back(decide, desk)),
            (1.3, again),
        ]
        yield self._tell(decide, steps)
        due = self._begin("power", 13, 10)
        steps = [
            (9.6, self._accept(due, head)),
            (8.4, self._send_up(due, is_town=True)),
            (8, lambda at: due.take(desk, at)),
        ]
        yield self._tell(due, [*steps, (7, self._promise(due, 0))])

    def _workdays(self, rung: str) -> int:
        return self.clocks.ladder.rung(rung).workdays

    @property
    def _last_day(self) -> date:
        """The first deadline day whose end lies ahead."""
        times = self.clocks.times
        day = times.day_of(self.now)
        while not times.calendar.is_workday(day) or times.end_of(day) <= self.now:
            day += ONE_DAY
        return day

    def _at(self, workdays: float) -> datetime:
        """A moment so many working days before the end of that day: 1.5 is around noon of the day before."""
        times, whole = self.clocks.times, int(workdays)
        day = add_workdays(self._last_day, -whole, times.calendar).on if whole else self._last_day
        begins, ends = times.begin_of(day), times.end_of(day)
        return ends - (ends - begins) * (workdays - whole)

    def _begin(self, category: str, home: int, workdays: float, *, is_old: bool = False) -> Course:
        at = self._at(workdays)
        of = {"crew": self.crew, "clocks": self.clocks, "places": self.places, "luck": self.luck}
        place = self.homes[home % len(self.homes)]
        told = call(Channel.CLERK, place, at, 0, is_old, category=category, **of)  # type: ignore[arg-type]
        return Course(replace(told, received_by=self.worker), self.clocks, self.places)

    def _tell(self, course: Course, steps: Steps) -> Course:
        """Up to now; steps that the clock has overtaken, or that lie ahead, are left out."""
        for workdays, do in steps:
            at = max(self._at(workdays), course.events[-1].at + timedelta(minutes=1))
            if at > self.now:
                break
            self._tick(course, at)
            do(at)
        self._tick(course, self.now)
        return course

    def _tick(self, course: Course, until: datetime) -> None:
        while (due := course.next_at) is not None and due <= until:
            tick(course, due)

    def _accept(self, course: Course, by: UUID) -> Do:
        return lambda at: course.accept(by, at)

    def _solve(self, course: Course) -> Do:
        return lambda at: finish(course, End.SOLVED, self.crew, self.luck, at)

    def _merge(self, course: Course, into: Course, by: UUID) -> Do:
        return lambda at: course.finish(End.MERGED, by, at, words=words.MERGED[0], into=into)

    def _send_back(self, course: Course, by: UUID) -> Do:
        return lambda at: course.send_back(words.SENT_BACK[0], by, at)

    def _send_up(self, course: Course, *, is_town: bool = False) -> Do:
        why, asked = (words.WHY_TOWN, words.ASKED_TOWN) if is_town else (words.WHY, words.ASKED)
        return lambda at: course.send_up(words.TRIED[0], why[0], asked[0], course.owner, at)

    def _take_up(self, course: Course, head: UUID) -> Do:
        return lambda at: course.note(words.NOTES[0], head, at)

    def _promise(self, course: Course, later: int) -> Do:
        on = self._last_day + ONE_DAY * later
        return lambda at: course.promise(on, words.PROMISES[0], "", course.owner, at)
