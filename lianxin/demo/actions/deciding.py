"""What people decide in the demo's year: exits from 连心户 after a visit, and objections of households."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.classification.actions import approve_exits, decide_review, open_objection, record_exit_visit
from lianxin.classification.models import Review, Standing
from lianxin.demo.actions.hiring import Team
from lianxin.registry.models import Household

PATIENCE = timedelta(days=18)  # from the opening of a review to its decision
TOLD = (
    "收入是前年的,今年儿子没有寄钱回来。",
    "老人上个月住院花了两万多,没有记进去。",
    "房子后墙裂了,下雨就漏,写的是安全。",
    "我们去年就不打零工了,身体干不动。",
    "同组情况差不多的都是关心户,想请再看看。",
)


@transaction.atomic
def decide_exits(team: Team, *, now: datetime) -> int:
    """Three exits in five are visited and agreed to by the town head and the district desk; returns how many.

    The rest stay open: they are what the desk finds waiting for it.
    """
    waiting = Review.objects.open().filter(
        kind=Review.EXIT, opened_at__lte=now - PATIENCE, household__standing__isnull=False
    )
    going: dict[UUID, list[Review]] = {}
    for review in waiting.select_related("household__standing", "household__area__parent__parent"):
        turn = turn_of(review.household.number)
        if turn % 5 < 3 and review.household.standing.is_leaving:
            visitor = team.cadre_for(review.household.area_id, turn)
            record_exit_visit(review, visited_on=timezone.localdate(now), actor=visitor, now=now)
            going.setdefault(_town(review.household.area).pk, []).append(review)
    for town, reviews in going.items():
        approve_exits(reviews, actor=team.heads[town], now=now)
    return approve_exits([one for some in going.values() for one in some], actor=team.desk, now=now)


@transaction.atomic
def contest(team: Team, *, now: datetime) -> int:
    """Every four-hundredth household contests its class through a cadre; returns how many do."""
    numbers = Standing.objects.exclude(tier="priority").values_list("household__number", flat=True)
    contesting = Household.objects.filter(number__in=[one for one in numbers if turn_of(one) % 400 == 7])
    for household in contesting.select_related("area"):
        turn = turn_of(household.number)
        words = TOLD[turn // 400 % len(TOLD)]
        open_objection(household, words=words, actor=team.cadre_for(household.area_id, turn), now=now)
    return len(contesting)


@transaction.atomic
def answer_objections(team: Team, *, now: datetime) -> int:
    """The town head answers every other objection: the class stays, with a reason; returns how many."""
    objections = Review.objects.open().filter(kind=Review.OBJECTION)
    answered = 0
    for review in objections.select_related("household__area__parent__parent"):
        if turn_of(review.household.number) // 400 % 2:
            head = team.heads[_town(review.household.area).pk]
            answer = "已上门核实,现有情况与登记一致;下次走访再看。"
            decide_review(review, outcome="kept", answer=answer, actor=head, now=now)
            answered += 1
    return answered


def turn_of(number: str) -> int:
    """The number in a 户编号: a steady way to choose some households and not others."""
    return int(number.removeprefix("HB"))


def _town(area: Area) -> Area:
    while area.level != "town":
        area = area.parent
    return area
