"""The lives of the demo's problems, one after the other, as far as a moment. Pure.

What was raised earlier is told first; a later one that is likely the same may be merged into it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from lianxin.demo.problems import words
from lianxin.demo.problems.clockwork import Clockwork
from lianxin.demo.problems.course import Course
from lianxin.demo.problems.crew import Crew
from lianxin.demo.problems.plans import HOUR, Planner
from lianxin.demo.problems.standing import Places
from lianxin.demo.problems.ticking import tick
from lianxin.demo.problems.told import Raised
from lianxin.problems.vocabulary import End

SHARED = frozenset({"road", "water", "power"})
"""Kinds of things that a whole village has: another home's problem may be the same."""
MERGED_OF_HOME, MERGED_OF_VILLAGE, ALIKE = 0.75, 0.2, timedelta(days=40)


def unfold(
    raised: Sequence[Raised], crew: Crew, clocks: Clockwork, places: Places, luck: Random, *, until: datetime
) -> list[Course]:
    """The life of each of these, the first opened first, up to a moment and not beyond."""
    planner = Planner(crew, luck)
    latest: dict[tuple[UUID, str], Course] = {}
    courses = []
    for one in raised:
        course = Course(one, clocks, places)
        courses.append(course)
        top = clocks.ladder.category(one.category).path[0]
        if not _merge(course, latest, top, crew, luck, until):
            follow(course, planner, until=until)
            if one.household is not None:
                latest[one.household, top] = course
            if top in SHARED:
                latest[one.area, top] = course
    return courses


def follow(course: Course, planner: Planner, *, until: datetime, since: datetime | None = None) -> None:
    """Let people and the clock do what they do with a problem from a moment on (its beginning) to another."""
    now, turn, plan = since or course.raised.opened_at, -1, None
    while True:
        if course.turn != turn:
            turn, plan = course.turn, planner.plan(course, now)
        due = course.next_at
        if due is not None and (plan is None or due <= plan[0]):
            if due > until:
                return
            now = max(due, now)
            tick(course, now)
        elif plan is not None and plan[0] <= until:
            now, do = max(plan[0], now), plan[1]
            plan = None
            do(now)
        else:
            return


def _merge(
    course: Course,
    latest: dict[tuple[UUID, str], Course],
    top: str,
    crew: Crew,
    luck: Random,
    until: datetime,
) -> bool:
    """Whether it is merged into one of the same home or village that is still open, and lately raised."""
    one, draw = course.raised, luck.random()
    keys = [(one.household or one.area, top, MERGED_OF_HOME), (one.area, top, MERGED_OF_VILLAGE)]
    for home, kind, share in keys:
        into = latest.get((home, kind))
        if into is None or draw >= share or one.opened_at - into.raised.opened_at > ALIKE:
            continue
        at = course.clocks.at_work(one.opened_at + HOUR * (1 + 20 * luck.random()))
        due = course.next_at
        if at <= until and into.was_open(at) and at > into.raised.opened_at and (due is None or at < due):
            said = luck.choice(words.MERGED)
            course.finish(End.MERGED, crew.of(course.holder, luck, course.owner), at, words=said, into=into)
            return True
    return False
