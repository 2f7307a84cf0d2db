"""After a visit: one ballot for it, within the days of the policy; nothing leads back to the home."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from lianxin.ledger.models import Event
from lianxin.ratings.actions import casting, close_months, rate_visit
from lianxin.ratings.asked import visits_to_rate
from lianxin.ratings.models import Answered, Ballot
from lianxin.ratings.sealing import unseal
from lianxin.ratings.vocabulary import Answer, Kind, Question
from lianxin.visits.models import Visit
from tests.visits.conftest import paired, pairing_policy, policies, to_wang, visits

__all__ = ["paired", "pairing_policy", "policies", "to_wang", "visits"]

pytestmark = pytest.mark.django_db
NOT_THERE = {Question.CAME: Answer.BAD}


@pytest.fixture
def visit(to_wang):
    """A visit of the worker to the family Wang, as it came in."""
    to_wang()
    return Visit.objects.get()


def test_a_visit_is_rated_once_and_names_its_cadre(visit, wang, worker, now):
    assert rate_visit(wang, visit.pk, NOT_THERE, now=now)
    assert not rate_visit(wang, visit.pk, {Question.CAME: Answer.GOOD}, now=now)
    content = unseal(Ballot.objects.get().sealed)
    assert (content.kind, content.cadre, content.area) == (Kind.VISIT, worker.pk, wang.area_id)
    assert content.answers == (Answer.BAD, Answer.UNSAID)


def test_that_nobody_came_is_told_to_no_ledger_and_to_no_table_of_homes(visit, wang, now):
    events = Event.objects.count()
    rate_visit(wang, visit.pk, NOT_THERE, now=now)
    assert Event.objects.count() == events
    assert [field.name for field in Answered._meta.fields] == ["visit"]
    assert {field.name for field in Ballot._meta.fields} == {"id", "month", "sealed"}


def test_a_visit_of_another_home_is_not_rated(visit, li, now):
    assert not rate_visit(li, visit.pk, NOT_THERE, now=now)
    assert not Ballot.objects.exists()


def test_a_visit_is_asked_about_for_as_many_days_as_the_policy_says(visit, wang, now):
    for days, is_asked in ((0, True), (30, True), (31, False)):
        today = timezone.localdate(now) + timedelta(days=days)
        assert visits_to_rate(wang, today).exists() == is_asked, days
    assert not rate_visit(wang, visit.pk, NOT_THERE, now=now + timedelta(days=31))


def test_that_a_visit_was_rated_is_forgotten_once_nobody_is_asked_about_it(visit, wang, now):
    rate_visit(wang, visit.pk, NOT_THERE, now=now)
    assert Answered.objects.exists()
    next_month = now + timedelta(days=31)
    close_months(now=next_month)
    assert not Answered.objects.exists()
    assert Ballot.objects.exists(), "it waits for company, and no row says whose it is"
    assert not rate_visit(wang, visit.pk, NOT_THERE, now=next_month)


def test_another_number_of_days_holds_as_soon_as_it_is_adopted(visit, wang, now):
    from lianxin.policies.actions import adopt_policy
    from lianxin.policies.catalogue import SHIPPED

    text = (SHIPPED / "visits" / "2026-01-01.yaml").read_text("utf-8")
    shorter = text.replace("rating_days: {value: 30,", "rating_days: {value: 7,")
    assert shorter != text
    adopt_policy(text=shorter, actor=None, now=now)
    today = timezone.localdate(now)
    assert visits_to_rate(wang, today + timedelta(days=7)).exists()
    assert not visits_to_rate(wang, today + timedelta(days=8)).exists()


def test_of_a_call_by_telephone_nobody_asks_whether_he_came(to_wang, wang, now):
    to_wang(place="phone")
    assert Visit.objects.get().place == "phone"
    assert not visits_to_rate(wang, timezone.localdate(now)).exists()


def cast_in_turn(wang, now, count):
    """Cast so many ballots; returns their keys in the order in which they were cast."""
    order, known = [], set()
    for _number in range(count):
        casting.cast_ballot(wang, Kind.ENDING, {Question.SATISFIED: Answer.GOOD}, now=now)
        keys = set(Ballot.objects.values_list("pk", flat=True))
        [new] = keys - known
        order.append(new)
        known = keys
    return order


def kept_in_turn():
    """The keys of the box in the order in which the database keeps its rows."""
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    return [one.pk for one in Ballot.objects.raw(f"SELECT * FROM ratings_ballot ORDER BY {place}")]


def test_the_order_of_the_rows_does_not_tell_in_which_order_ballots_came(wang, now):
    cast = cast_in_turn(wang, now, 30)
    kept = kept_in_turn()
    assert sorted(kept) == sorted(cast)
    assert sum(one == other for one, other in zip(cast, kept, strict=True)) < 15


def test_without_stirring_it_would(wang, now, monkeypatch):
    """The control."""
    monkeypatch.setattr(casting, "STIRRED", 0)
    assert cast_in_turn(wang, now, 30) == kept_in_turn()


def test_ballots_of_a_month_that_is_over_are_left_where_they_are(wang, now):
    [old] = cast_in_turn(wang, now, 1)
    casting.cast_ballot(wang, Kind.ENDING, {}, now=now + timedelta(days=40))
    assert kept_in_turn()[0] == old
