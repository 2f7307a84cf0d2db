"""Visits made and not made, what must be visited, reports, calendars."""

from datetime import date, timedelta

import pytest

from lianxin.people.vocabulary import Rank, Role
from lianxin.planning.actions import (
    call_must_visits,
    close_feed,
    decide_excuse,
    excuse,
    feed_text,
    open_feed,
    plan_trips,
    record_done,
    report,
    take_back_done,
    withdraw_report,
)
from lianxin.planning.models import Calling, Duty, Feed, Report
from lianxin.planning.refusals import PlanningRefused
from tests.people.cast import make_worker
from tests.planning.acting import DAY, know, plan
from tests.planning.ical import read

TODAY = date(2026, 11, 21)


def refused(act, *args, **wishes):
    with pytest.raises(PlanningRefused) as caught:
        act(*args, **wishes)
    return caught.value.code


def reasons(household):
    return sorted(Duty.objects.open().filter(household=household).values_list("reason", flat=True))


@pytest.fixture
def wang_poor(paired, settle, now):
    """王家 is on the allowance and, besides, somebody of it is in hospital."""
    wang = paired[0]
    know(wang, now, gets_low_income_allowance=True)
    report("hospital", area=wang.area, household=wang, happened_on=TODAY, actor=None, now=now)
    call_must_visits(now=now)
    return wang


def test_the_rules_are_asked_once_a_day_and_call_each_visit_once(wang_poor, now):
    assert reasons(wang_poor) == ["hospital", "person_poor"]
    assert call_must_visits(now=now) == 0
    Calling.objects.all().delete()
    assert call_must_visits(now=now) == 0
    assert reasons(wang_poor) == ["hospital", "person_poor"]


def test_one_visit_serves_all_that_is_owed_at_a_door_and_is_taken_back_as_one(wang_poor, worker, now):
    poor = Duty.objects.get(reason="person_poor")
    assert len(record_done(poor, on=TODAY, actor=worker, now=now).duties) == 2
    assert reasons(wang_poor) == []
    assert call_must_visits(now=now + DAY) == 0
    assert len(take_back_done(poor, actor=worker, now=now).duties) == 2
    assert reasons(wang_poor) == ["hospital", "person_poor"]


def test_who_must_be_seen_is_owed_a_visit_again_after_its_time(wang_poor, now):
    record_done(Duty.objects.get(reason="person_poor"), on=TODAY, actor=None, now=now)
    again = TODAY + timedelta(days=120)
    assert call_must_visits(now=now + timedelta(days=120)) == 1
    assert Duty.objects.open().get().opens_on == again


def test_a_report_that_is_withdrawn_asks_for_nothing_but_an_overdue_visit_stays(wang_poor, now):
    made = Report.objects.get()
    withdraw_report(made, actor=None, now=now)
    assert reasons(wang_poor) == ["person_poor"]
    assert refused(withdraw_report, made, actor=None, now=now) == "withdrawn"
    late = report("death", area=wang_poor.area, household=wang_poor, happened_on=TODAY, actor=None, now=now)
    withdraw_report(late, actor=None, now=now + timedelta(days=20))
    assert "death" in reasons(wang_poor)


def test_a_place_hit_by_disaster_is_gone_to_by_a_leader_of_its_town(paired, areas, now):
    leader = make_worker("L-1", Role.COLLECTOR, areas["T1"])
    leader.posts.update(rank=Rank.LEADER.value)
    report("disaster", area=areas["V1"], happened_on=TODAY, actor=None, now=now)
    duty = Duty.objects.open().get(reason="place_disaster")
    assert (duty.household, duty.area, duty.staff) == (None, areas["V1"], leader)
    assert (duty.due_on - duty.opens_on).days == 2


def test_a_village_whose_cadre_left_is_gone_to_by_somebody_else(paired, areas, worker, now):
    leader = make_worker("L-1", Role.COLLECTOR, areas["T1"])
    leader.posts.update(rank=Rank.LEADER.value)
    report("disaster", area=areas["V1"], happened_on=TODAY, actor=None, now=now)
    leader.posts.update(to_on=TODAY)
    call_must_visits(now=now)
    assert Duty.objects.open().get(reason="place_disaster").staff == worker


@pytest.mark.parametrize(
    ("kind", "of_home", "more", "code"),
    [
        ("goats", False, {}, "unknown-code"),
        ("petitions", True, {}, "not-of-homes"),
        ("death", False, {}, "not-of-places"),
        ("petitions", False, {"count": 0}, "no-count"),
        ("petitions", False, {"happened_on": TODAY + DAY}, "day-ahead"),
    ],
)
def test_a_report_that_makes_no_sense_is_refused(paired, now, kind, of_home, more, code):
    wang = paired[0]
    told = {"happened_on": TODAY, "household": wang if of_home else None} | more
    assert refused(report, kind, area=wang.area, actor=None, now=now, **told) == code


def test_days_at_the_door_are_held_to_the_window(wang_poor, now):
    duty = Duty.objects.get(reason="hospital")
    assert refused(record_done, duty, on=TODAY + DAY, actor=None, now=now) == "day-ahead"
    assert refused(record_done, duty, on=TODAY - DAY, actor=None, now=now) == "too-early"
    assert refused(take_back_done, duty, actor=None, now=now) == "not-done"
    record_done(duty, on=TODAY, actor=None, now=now)
    assert refused(record_done, duty, on=TODAY, actor=None, now=now) == "ended"


def test_nobody_at_home_may_be_said_twice_then_somebody_must_agree(wang_poor, worker, town_head, now):
    duty = Duty.objects.get(reason="hospital")
    for days in (0, 1):
        when = now + timedelta(days=days)
        tried = TODAY + timedelta(days=days)
        said = excuse(duty, code="nobody_home", tried_on=tried, note="", actor=worker, now=when)
        assert not said.needs_approval
    duty.refresh_from_db()
    assert duty.due_on == TODAY + timedelta(days=8)
    third = {"code": "nobody_home", "tried_on": TODAY, "actor": worker, "now": now}
    assert refused(excuse, duty, note=" ", **third) == "note-needed"
    said = excuse(duty, note="门锁着，邻居说去西安了。", **third)
    assert said.needs_approval
    assert refused(excuse, duty, note="再试。", **third) == "already-open"
    assert refused(decide_excuse, said, approve=True, actor=worker, now=now) == "own-excuse"
    decide_excuse(said, approve=False, actor=town_head, now=now)
    duty.refresh_from_db()
    assert (duty.due_on, duty.ended_on) == (TODAY + timedelta(days=8), None)
    assert refused(decide_excuse, said, approve=True, actor=town_head, now=now) == "decided"


def test_a_home_that_has_moved_away_is_owed_nothing_once_that_is_agreed(wang_poor, worker, town_head, now):
    duty = Duty.objects.get(reason="person_poor")
    said = excuse(duty, code="moved_away", tried_on=TODAY, note="全家搬去西安。", actor=worker, now=now)
    decide_excuse(said, approve=True, actor=town_head, now=now)
    duty.refresh_from_db()
    assert duty.end == Duty.EXCUSED
    Calling.objects.all().delete()
    assert call_must_visits(now=now + DAY) == 0


def test_trips_put_what_is_owed_on_a_day_and_the_calendar_tells_no_illness(wang_poor, worker, now):
    assert plan_trips(staff=worker, from_on=TODAY, actor=worker, now=now).trips == 1
    secret = open_feed(worker, actor=worker, now=now)
    text = feed_text(secret, now=now)
    assert len(read(text)[1]) == 1
    assert "HB000001" in text
    assert not any(word in text for word in ("住院", "困难", "王有田", "低保"))
    assert Feed.objects.get().read_at == now


def test_a_calendar_address_is_told_once_and_ends(paired, worker, now):
    plan(now)
    first = open_feed(worker, actor=worker, now=now)
    second = open_feed(worker, actor=worker, now=now)
    assert feed_text(first, now=now) is None
    assert feed_text(second, now=now).startswith("BEGIN:VCALENDAR")
    assert secret_is_nowhere(second)
    assert close_feed(worker, actor=worker, now=now)
    assert feed_text(second, now=now) is None
    assert not close_feed(worker, actor=worker, now=now)


def secret_is_nowhere(secret):
    return all(secret.encode() not in bytes(row.secret_hash) for row in Feed.objects.all())
