"""The demo's exclusions (不计入考核): a few in each state, so that its pages show a newcomer every step.

They are about problems that were refused by law, near HEAD's town and elsewhere by turns. Every step is the
real action at its own moment, by who may take it: proposed by whoever had the problem, reviewed by DESK,
decided after an appeal by SUPERVISOR. DESK asked to lift one again, which takes a second person: DESK2.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from types import MappingProxyType

from django.db import transaction
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.people.models import Staff
from lianxin.problems.actions import (
    appeal_exclusion,
    ask_lifting,
    decide_appeal,
    propose_exclusion,
    review_exclusion,
)
from lianxin.problems.actions.doers import doers_of
from lianxin.problems.actions.ground import ground_or_none
from lianxin.problems.models import Ending, Problem
from lianxin.problems.vocabulary import Channel, End

GROUNDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "land-use": ("law-forbids", "地类图上那一块是永久基本农田，法律不允许在上面建房，换谁来办都一样。"),
        "private-matter": ("beyond-competence", "是两家自己约定的事，区里没有哪个单位有权替他们改。"),
        "in-court": ("beyond-competence", "法院已经立案，判决以前区里没有哪个单位能定。"),
        "no-entitlement": (
            "already-met",
            "按规定能享受的都办到了，再多的没有规定可依；名册和标准附在台账里。",
        ),
        "villagers-decide": ("beyond-competence", "要村民代表会议表决，区里和镇里都不能代替村民定。"),
    }
)
"""By the reason for which it was refused: the ground, and why nobody could have done it."""
AGREED, NOT_AGREED = (
    "核对了依据和办理经过，换了谁来办也办不到。",
    "还有一条路没有走：先上门说清楚，再帮着问一次。",
)
APPEALS = ("我去年就听说别的村办成过。", "没有人当面跟我讲过为什么。")
LIFT = "区里今年新开了一条路子，可以再帮这一户问一次，不该再不计入。"
UPHELD, OVERTURNED = (
    "另查了一遍，依据没有错；当面讲不够，已请镇里再上门。",
    "这一户说得对：还有一个单位没有问过，该问的没问全。",
)


@dataclass(frozen=True, slots=True)
class Course:
    """What becomes of one: the days before today of its steps, None for those that were not taken."""

    proposed: int
    reviewed: int | None = None
    is_accepted: bool = True
    appealed: int | None = None
    decided: int | None = None
    is_upheld: bool = True
    to_be_lifted: int | None = None


COURSES = (
    Course(26, 22, appealed=18, decided=13),
    Course(25, 21, appealed=17, decided=12, is_upheld=False),
    Course(24, 20, to_be_lifted=3),
    Course(14, 10, appealed=2),
    Course(20, 17, is_accepted=False),
    Course(9, 6),
    Course(3),
    Course(2),
)
"""An appeal that was turned down and one that was won; one that is to be lifted; an appeal that waits for the
last word; one that was refused; one that was accepted lately; two that wait for the review. All of them lie
after the day of the pairing (`actions.living.PAIRED`), since the events before it stand in order already."""


@transaction.atomic
def leave_out(*, now: datetime) -> int:
    """Take these steps; returns how many were proposed. The events are then to be put in order of time."""
    desk, supervisor = (Staff.objects.get(number=one) for one in ("DESK", "SUPERVISOR"))
    home = Area.objects.filter(posts__staff__number="HEAD").values_list("pk", flat=True).first()
    ground, made = ground_or_none(now), 0
    if ground is None:
        return 0
    taken: set[object] = set()
    refused = _refused()
    for turn, course in enumerate(COURSES):
        for ending in _before(_at(now, course.proposed, 9), refused, near=home if turn % 2 == 0 else None):
            problem = ending.problem
            parties = doers_of(problem) | {problem.owner_id}
            if problem.pk in taken or {desk.pk, supervisor.pk} & parties:
                continue
            taken.add(problem.pk)
            _go_through(course, ending, desk, supervisor, now)
            made += 1
            break
    return made


def _refused() -> list[Ending]:
    """Refusals by law of what homes raised, the latest first."""
    rows = Ending.objects.filter(end=End.REFUSED.value, refusal__in=GROUNDS, reopened_at=None)
    rows = rows.exclude(problem__household=None).exclude(problem__owner=None)
    rows = rows.select_related("problem__owner", "problem__town")
    return list(rows.order_by("-ended_at", "problem__number"))


def _before(moment: datetime, refused: Sequence[Ending], *, near: object | None) -> list[Ending]:
    """Those refused before a moment; those of one town before the others."""
    found = [one for one in refused if one.ended_at < moment]
    return found if near is None else sorted(found, key=lambda one: one.problem.town_id != near)


def _go_through(course: Course, ending: Ending, desk: Staff, supervisor: Staff, now: datetime) -> None:
    problem: Problem = ending.problem
    ground, words = GROUNDS[ending.refusal]
    made = propose_exclusion(
        problem, ground=ground, words=words, actor=problem.owner, now=_at(now, course.proposed, 10)
    )
    if course.reviewed is None:
        return
    words = AGREED if course.is_accepted else NOT_AGREED
    by = {"actor": desk, "now": _at(now, course.reviewed, 15)}
    made = review_exclusion(made, is_accepted=course.is_accepted, words=words, **by)
    if course.to_be_lifted is not None:
        ask_lifting(made, words=LIFT, actor=desk, now=_at(now, course.to_be_lifted, 15))
    if course.appealed is None:
        return
    words = APPEALS[0 if course.is_upheld else 1]
    tapped = {"channel": Channel.RESIDENT, "actor": None, "now": _at(now, course.appealed, 19)}
    made = appeal_exclusion(made, words=words, **tapped)
    if course.decided is not None:
        words = UPHELD if course.is_upheld else OVERTURNED
        by = {"actor": supervisor, "now": _at(now, course.decided, 11)}
        decide_appeal(made, is_upheld=course.is_upheld, words=words, **by)


def _at(now: datetime, ago: int, hour: int) -> datetime:
    """An hour of a day, so many days before today, on a weekend of the Monday after; never later than now."""
    on = timezone.localdate(now) - timedelta(days=ago)
    on += timedelta(days={6: 2, 7: 1}.get(on.isoweekday(), 0))
    return min(now, timezone.make_aware(datetime.combine(on, time(hour))))
