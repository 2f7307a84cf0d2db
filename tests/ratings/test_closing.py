"""The box on both databases: nothing leads back from a ballot, and each month is closed once."""

import pytest

from lianxin.ledger.models import Event
from lianxin.ratings.actions import cast_ballot, close_months
from lianxin.ratings.models import Ballot, Close, Counted, PoolRow
from lianxin.ratings.queries import figures_of, latest_month, standing_of
from lianxin.ratings.sealing import unseal
from lianxin.ratings.vocabulary import Answer, Kind, Question
from lianxin.registry.actions import add_household
from tests.problems.ladders import at
from tests.ratings.ballots import MARCH

pytestmark = pytest.mark.django_db

PLEASED = {Question.SATISFIED: Answer.GOOD, Question.REASONABLE: Answer.GOOD}
DISPLEASED = {Question.SATISFIED: Answer.BAD, Question.REASONABLE: Answer.GOOD}
CAME = {Question.CAME: Answer.GOOD, Question.LISTENED: Answer.GOOD}
IN_MARCH, IN_APRIL = at("2026-03-10 10:00"), at("2026-04-02 10:00")


@pytest.fixture
def homes(wang):
    """Six homes of one village."""
    more = [
        add_household(
            number=f"HB9{number:05}", area=wang.area, head={"name": "李明芳"}, actor=None, now=IN_MARCH
        )
        for number in range(5)
    ]
    return [wang, *more]


def test_a_ballot_holds_no_household_and_no_day(homes):
    events = Event.objects.count()
    cast_ballot(homes[0], Kind.ENDING, PLEASED, now=IN_MARCH)
    ballot = Ballot.objects.get()
    assert {field.name for field in Ballot._meta.fields} == {"id", "month", "sealed"}
    assert ballot.month == MARCH
    assert ballot.pk.version == 4  # elsewhere keys begin with the time
    assert homes[0].pk.bytes not in bytes(ballot.sealed)
    content = unseal(ballot.sealed)
    assert (content.area, content.is_first, content.answers) == (
        homes[0].area_id,
        True,
        (Answer.GOOD, Answer.GOOD),
    )
    assert Event.objects.count() == events


def test_all_ballots_are_of_one_length(homes, worker):
    cast_ballot(homes[0], Kind.ENDING, {}, now=IN_MARCH)
    cast_ballot(homes[1], Kind.VISIT, CAME, cadre=worker, now=IN_MARCH)
    assert len({len(ballot.sealed) for ballot in Ballot.objects.all()}) == 1


def test_a_home_counts_once_in_six_months(homes):
    for month in (3, 4, 8, 9):
        cast_ballot(homes[0], Kind.ENDING, PLEASED, now=at(f"2026-{month:02}-10 10:00"))
    firsts = {ballot.month: unseal(ballot.sealed).is_first for ballot in Ballot.objects.all()}
    assert firsts == {MARCH: True, MARCH + 1: False, MARCH + 5: False, MARCH + 6: True}
    assert Counted.objects.get().month == MARCH + 6


def test_a_month_is_closed_once_and_the_ballots_are_gone(homes):
    for home in homes[:5]:
        cast_ballot(home, Kind.ENDING, PLEASED, now=IN_MARCH)
    cast_ballot(homes[5], Kind.ENDING, DISPLEASED, now=IN_MARCH)
    assert close_months(now=at("2026-03-31 23:00")) == 0
    assert close_months(now=IN_APRIL) == 1
    assert close_months(now=IN_APRIL) == 0
    assert not Ballot.objects.exists()
    close = Close.objects.get()
    assert (close.month, close.pools, close.waiting, close.given_up) == (MARCH, 1, 0, 0)
    event = Event.objects.filter(kind="ratings.closed").get()
    assert event.after == {"month": "2026-03", "pools": 1}


def test_a_server_that_was_down_closes_every_month_it_missed(homes):
    for home in homes[:3]:
        cast_ballot(home, Kind.ENDING, PLEASED, now=IN_MARCH)
    close_months(now=at("2026-10-01 01:00"))
    assert list(Close.objects.order_by("month").values_list("month", flat=True)) == [
        MARCH + n for n in range(7)
    ]
    assert not Ballot.objects.exists()
    assert sum(Close.objects.values_list("given_up", flat=True)) == 3


def test_figures_go_up_the_tree_and_say_when_there_is_too_little(homes, wang):
    village = wang.area
    other = type(village).objects.at("village").exclude(pk=village.pk).first()
    for home in homes[:5]:
        cast_ballot(home, Kind.ENDING, PLEASED, now=IN_MARCH)
    cast_ballot(homes[5], Kind.ENDING, DISPLEASED, now=IN_MARCH)
    close_months(now=IN_APRIL)
    shown = [village, village.parent, *([other] if other else [])]
    figures = figures_of(shown, latest_month(), Kind.ENDING)
    satisfied = figures[village.pk][0]
    assert (satisfied.n, satisfied.answers[Answer.BAD]) == (6, 1)
    assert satisfied.good == pytest.approx(5 / 6)
    assert figures[village.parent_id] == figures[village.pk]
    if other:
        assert figures[other.pk] is None
    assert figures_of([village], MARCH + 6, Kind.ENDING)[village.pk] is None


def test_a_cadre_is_told_of_from_five_homes_on(homes, worker):
    for home in homes[:4]:
        cast_ballot(home, Kind.VISIT, CAME, cadre=worker, now=IN_MARCH)
    close_months(now=IN_APRIL)
    assert standing_of(worker, MARCH) == ()
    cast_ballot(homes[4], Kind.VISIT, CAME, cadre=worker, now=IN_APRIL)
    close_months(now=at("2026-05-01 08:00"))
    came, _listened = standing_of(worker, MARCH + 1)
    assert (came.question, came.n, came.good.high) == (Question.CAME, 5, 1.0)
    assert came.good.low == pytest.approx(0.5655, abs=1e-4)
    assert PoolRow.objects.get().cadre == worker


def test_that_a_household_counted_is_forgotten_when_it_may_count_again(homes):
    cast_ballot(homes[0], Kind.ENDING, PLEASED, now=IN_MARCH)
    for month, is_known in ((4, True), (8, True), (9, False)):
        close_months(now=at(f"2026-{month:02}-02 10:00"))
        assert Counted.objects.exists() == is_known, month
    cast_ballot(homes[0], Kind.ENDING, PLEASED, now=at("2026-09-02 10:00"))
    assert unseal(Ballot.objects.get().sealed).is_first
