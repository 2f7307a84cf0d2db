"""How a problem of the demo ends, and in which words. All rates are chosen by us. Pure."""

from datetime import datetime
from random import Random

from lianxin.demo.problems import words
from lianxin.demo.problems.course import Course
from lianxin.demo.problems.crew import Crew
from lianxin.problems.vocabulary import End

REFUSED, HANDED_OVER, WITHDRAWN = 0.05, 0.03, 0.015


def meant_end(course: Course, luck: Random) -> End:
    """How it is going to end: nearly always solved."""
    draw, top = luck.random(), _top(course)
    if draw < REFUSED and words.REFUSALS_OF.get(top) in course.clocks.ladder.refusals:
        return End.REFUSED
    if REFUSED <= draw < REFUSED + HANDED_OVER and top in words.HANDED and course.state.rung != "village":
        return End.HANDED_OVER
    return End.WITHDRAWN if draw > 1 - WITHDRAWN else End.SOLVED


def finish(course: Course, end: End, crew: Crew, luck: Random, at: datetime) -> None:
    """End it by whoever has it; those who share in it answer first."""
    by, top = course.owner, _top(course)
    for number, joint in enumerate(course.facts.joints):
        if joint.answered_at is None:
            course.answer_part(number, luck.choice(words.ANSWERS_OF_PARTS), by, at)
    if end is End.WITHDRAWN and (other := crew.outsider(course)) is not None:
        course.finish(End.WITHDRAWN, other, at, words=luck.choice(words.WITHDRAWN))
    elif end is End.REFUSED:
        code = words.REFUSALS_OF[top]
        course.finish(end, by, at, words=luck.choice(words.REFUSED[code]), refusal=code)
    elif end is End.HANDED_OVER:
        told = "不归这里管，已经转过去，有人接了。"
        course.finish(
            end, by, at, words=told, handed_to=words.HANDED[top], taken_by=luck.choice(words.TAKEN_BY)
        )
    else:
        how, evidence = luck.choice(words.SOLVED.get(top) or words.SOLVED["other"])
        course.finish(End.SOLVED, by, at, words=how, evidence=evidence)


def _top(course: Course) -> str:
    return course.clocks.ladder.category(course.category).path[0]
