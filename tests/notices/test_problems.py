"""What notices say of problems: to whoever is to act, counts alone, in working hours."""

from datetime import date, timedelta

import pytest

from lianxin.notices.actions import tell_everybody
from lianxin.notices.models import Entry
from lianxin.notices.producers import gather
from lianxin.problems import actions
from tests.problems.conftest import deadlines, open_one
from tests.problems.ladders import at

__all__ = ["deadlines", "open_one"]
pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = at("2026-03-02 10:00"), at("2026-03-03 10:00")
PACKET = {"tried": "修过", "why_not_ours": "没有资金", "asked": "请立项"}


@pytest.fixture
def monday():
    return MONDAY


def told(person, now):
    return {one.kind: one.count for one in gather(now) if one.person == person.pk}


def test_what_nobody_accepted_is_told_to_those_who_work_where_it_lies(open_one, worker, town_head, neighbour):
    open_one("lane")
    open_one("roof")
    assert told(worker, MONDAY) == {"problems": 1}
    assert told(town_head, MONDAY) == {"problems": 1}
    assert told(neighbour, MONDAY) == {}


def test_packets_wait_for_the_area_they_came_to_and_a_second_time_for_the_district(
    open_one, worker, town_head, desk
):
    problem = open_one("lane")
    actions.send_up(problem, **PACKET, actor=worker, now=TUESDAY)
    assert told(town_head, TUESDAY) == {"packets": 1}
    assert told(worker, TUESDAY) == {}
    actions.send_back(problem, reason="村里能办", actor=town_head, now=TUESDAY)
    assert told(worker, TUESDAY) == {"problems_returned": 1}
    assert told(town_head, TUESDAY) == {}
    actions.send_up(problem, **PACKET, actor=worker, now=TUESDAY)
    assert told(desk, TUESDAY) == {"packets_second": 1}


def test_overdue_ones_are_told_to_who_has_them_and_to_the_head_of_the_town(open_one, worker, town_head):
    first = open_one("lane")
    open_one("lane")
    actions.accept(first, actor=worker, now=TUESDAY)
    late = first.due_at + timedelta(hours=1)
    assert told(worker, late)["problems_overdue"] == 2
    assert told(town_head, late)["problems_overdue"] == 2


def test_promises_are_told_on_the_workday_before_and_on_their_day(open_one, worker):
    problem = open_one("lane")
    actions.accept(problem, actor=worker, now=MONDAY)
    given = {"words": "修好", "actor": worker, "now": MONDAY}
    actions.promise(problem, due_on=date(2026, 3, 9), **given)
    days = {day: "promises_due" in told(worker, at(f"2026-03-0{day} 09:00")) for day in (4, 5, 6, 9)}
    assert days == {4: False, 5: False, 6: True, 9: True}  # a Friday sees to Monday


def test_the_lists_have_counts_and_addresses_and_no_word_of_a_home(open_one, worker, town_head):
    open_one("lane", words="王有田家门口的路")
    tell_everybody(now=MONDAY)
    lines = Entry.objects.filter(kind="problems")
    assert {(one.person_id, one.count, one.url) for one in lines} == {(worker.pk, 1, "/problems/")}
    assert tell_everybody(now=at("2026-03-02 20:00")) == 0
    assert tell_everybody(now=at("2026-03-07 10:00")) == 0


def test_whoever_left_is_told_nothing(open_one, worker):
    open_one("lane")
    worker.is_active = False
    worker.save()
    assert told(worker, MONDAY) == {}
