"""Exits agreed to together: each household leaves as it would alone, or none does."""

from datetime import timedelta

import pytest

from lianxin.classification import actions
from lianxin.classification.actions import ReviewRefused
from lianxin.classification.models import Approval, Review, Standing, Tenure
from lianxin.ledger.models import Event
from lianxin.registry.actions import add_household
from tests.registry.families import NOW, TODAY
from tests.registry.states import tell, tell_all_is_well

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)


@pytest.fixture
def waiting(areas, policy, settle, worker):
    """The visited exits of three households."""
    homes = [
        add_household(number=f"E{at}", area=areas["V1"], head={"name": "王田"}, actor=None, now=NOW)
        for at in range(3)
    ]
    for home in homes:
        tell_all_is_well(home)
        tell(home, income_per_head=3100, income_total=9300)
    settle(NOW)
    for home in homes:
        tell(home, TODAY + timedelta(days=30), LATER, income_per_head=40_000, income_total=120_000)
    settle(LATER)
    reviews = list(Review.objects.order_by("household__number"))
    for review in reviews:
        actions.record_exit_visit(review, visited_on=LATER.date(), actor=worker, now=LATER)
    return reviews


def story(review):
    events = Event.objects.filter(subject_id=review.household_id).order_by("pk")
    hidden = {"review"}
    return [
        (one.kind, one.actor_id, one.before, {key: one.after[key] for key in one.after.keys() - hidden})
        for one in events.exclude(kind__in=["household.changed", "facts.changed"])
    ]


def how_it_stands(review):
    review.refresh_from_db()
    standing = Standing.objects.get(household=review.household_id)
    tenures = Tenure.objects.filter(household=review.household_id)
    return (
        (standing.tier, standing.since_on, standing.expires_on, standing.rules),
        sorted(tenures.values_list("tier", "from_on", "to_on", "cause"), key=str),
        (review.outcome, review.decided_at, review.decided_by_id),
        story(review),
    )


def test_together_they_leave_as_each_would_alone(waiting, town_head, desk):
    assert len(waiting) == 3
    alone, *together = waiting
    actions.approve_exit(alone, actor=town_head, now=LATER)
    actions.approve_exit(alone, actor=desk, now=LATER)
    assert actions.approve_exits(together, actor=town_head, now=LATER) == 0
    assert actions.approve_exits(together, actor=desk, now=LATER) == 2
    expected = how_it_stands(alone)
    assert expected[0][0] == "watch"
    for review in together:
        for part, same in zip(how_it_stands(review), expected, strict=True):
            assert part == same


def test_one_that_cannot_be_agreed_to_keeps_all_from_being(waiting, town_head):
    Review.objects.filter(pk=waiting[2].pk).update(visited_on=None)
    with pytest.raises(ReviewRefused, match="上门"):
        actions.approve_exits(waiting, actor=town_head, now=LATER)
    assert not Approval.objects.exists()


def test_nobody_agrees_twice_nor_after_the_end(waiting, town_head, desk):
    actions.approve_exits(waiting, actor=town_head, now=LATER)
    with pytest.raises(ReviewRefused, match="另一个人"):
        actions.approve_exits(waiting[:1], actor=town_head, now=LATER)
    actions.approve_exits(waiting[:1], actor=desk, now=LATER)
    with pytest.raises(ReviewRefused, match="结论"):
        actions.approve_exits(waiting, actor=desk, now=LATER)
    assert Approval.objects.count() == 4


def test_nothing_to_agree_to_is_nothing_done(desk):
    assert actions.approve_exits([], actor=desk, now=LATER) == 0
    assert not Event.objects.filter(kind="exit.approved").exists()
