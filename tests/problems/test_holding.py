"""Who has a problem: the first receiver until somebody accepts it; dispatch; rising when time is over."""

import pytest

from lianxin.ledger.models import Event
from lianxin.problems import actions
from lianxin.problems.actions import ProblemsRefused
from lianxin.problems.models import Custody, Problem
from tests.people.cast import Role, make_worker
from tests.problems.ladders import at

pytestmark = pytest.mark.django_db


def again(problem):
    return Problem.objects.get(pk=problem.pk)


def trail(problem):
    rows = Custody.objects.filter(problem=problem).select_related("owner", "area")
    return [(row.how, row.rung, row.area.name, row.owner.name if row.owner else None) for row in rows]


def test_a_problem_has_a_number_an_owner_and_a_clock_from_the_first_minute(lane, areas, worker):
    assert lane.number == "连-2026-000001"
    assert (lane.rung, lane.holder, lane.town, lane.owner) == ("village", areas["V1"], areas["T1"], worker)
    assert lane.due_at == at("2026-03-05 18:00")
    assert trail(lane) == [("first", "village", areas["V1"].name, worker.name)]


def test_numbers_count_through_the_year_and_begin_again(open_one):
    assert [open_one().number, open_one().number] == ["连-2026-000001", "连-2026-000002"]
    assert open_one(now=at("2027-01-01 00:30")).number == "连-2027-000001"


def test_what_the_town_usually_settles_waits_there_with_its_first_receiver(open_one, areas, worker):
    roof = open_one("roof")
    assert (roof.rung, roof.holder, roof.owner) == ("town", areas["T1"], worker)
    assert roof.due_at == at("2026-03-11 18:00")


def test_who_accepts_has_it_and_the_clock_runs_on(lane, town_head, areas, worker):
    actions.accept(lane, actor=town_head, now=at("2026-03-03 09:00"))
    found = again(lane)
    assert (found.phase, found.owner, found.due_at) == ("held", town_head, lane.due_at)
    first, second = Custody.objects.filter(problem=lane)
    assert (first.to_at, second.to_at) == (at("2026-03-03 09:00"), None)
    assert (first.used_workdays, second.accepted_at) == (0, at("2026-03-03 09:00"))


def test_a_problem_is_not_accepted_twice(lane, town_head, worker):
    actions.accept(lane, actor=worker, now=at("2026-03-03 09:00"))
    with pytest.raises(ProblemsRefused, match="正在办"):
        actions.accept(lane, actor=town_head, now=at("2026-03-03 09:05"))


def test_problems_are_dispatched_in_bulk_or_not_at_all(open_one, town_head, areas):
    helper = make_worker("W-9", Role.COLLECTOR, areas["V1"], name="孙芳")
    some = [open_one(), open_one("papers"), open_one("roof")]
    now = at("2026-03-03 09:00")
    assert actions.dispatch(some, to=helper, actor=town_head, now=now) == 3
    assert set(Problem.objects.values_list("owner", "phase")) == {(helper.pk, "held")}
    actions.solve(some[1], words="办好了", evidence="证件复印件", actor=helper, now=now)
    with pytest.raises(ProblemsRefused) as refused:
        actions.dispatch(some, to=town_head, actor=town_head, now=now)
    assert refused.value.code == "ended"
    assert set(Problem.objects.open().values_list("owner", flat=True)) == {helper.pk}


def test_nothing_is_dispatched_to_who_has_left(lane, town_head, neighbour):
    neighbour.is_active = False
    neighbour.save()
    with pytest.raises(ProblemsRefused) as refused:
        actions.dispatch([lane], to=neighbour, actor=town_head, now=at("2026-03-03 09:00"))
    assert refused.value.code == "not-working"


def test_a_problem_sent_down_begins_that_rungs_clock(open_one, town_head, areas, worker):
    roof = open_one("roof")
    actions.dispatch_to([roof], area=areas["V1"], actor=town_head, now=at("2026-03-03 09:00"))
    found = again(roof)
    assert (found.rung, found.holder, found.owner) == ("village", areas["V1"], worker)
    assert found.due_at == at("2026-03-06 18:00")


def test_time_runs_out_below_and_it_rises_with_the_time_used_in_sight(lane, areas, worker):
    assert actions.run_clocks(now=at("2026-03-04 09:00"))["problems_warn"] == 1
    assert Custody.objects.get(problem=lane).warned_at == at("2026-03-04 09:00")
    assert actions.run_clocks(now=at("2026-03-05 17:59"))["problems_rise"] == 0
    assert actions.run_clocks(now=at("2026-03-05 18:00"))["problems_rise"] == 1
    found = again(lane)
    assert (found.rung, found.holder, found.owner) == ("town", areas["T1"], worker)
    assert (found.begins_at, found.due_at) == (at("2026-03-05 18:00"), at("2026-03-16 18:00"))
    below = Custody.objects.get(problem=lane, rung="village")
    assert (below.used_workdays, below.to_at) == (3, at("2026-03-05 18:00"))


def test_a_second_run_of_the_clock_finds_nothing_to_do(lane):
    now = at("2026-03-05 18:00")
    assert sum(actions.run_clocks(now=now).values()) == 1
    assert sum(actions.run_clocks(now=now).values()) == 0


def test_something_urgent_is_with_the_district_after_four_hours(open_one, areas):
    slide = open_one("landslide", now=at("2026-07-04 23:00"))
    assert (slide.rung, slide.due_at) == ("town", at("2026-07-05 01:00"))
    actions.run_clocks(now=at("2026-07-05 01:00"))
    found = again(slide)
    assert (found.rung, found.holder, found.due_at) == ("district", areas["D"], at("2026-07-05 03:00"))
    assert Custody.objects.get(problem=slide, rung="town").used_hours == 2


def test_every_step_is_told_to_the_ledger_without_words_of_the_household(lane, town_head):
    actions.accept(lane, actor=town_head, now=at("2026-03-03 09:00"))
    actions.run_clocks(now=at("2026-03-05 18:00"))
    told = Event.objects.about("problem", lane.pk)
    assert [event.kind for event in told] == ["problem.opened", "problem.accepted", "problem.rose"]
    assert "泥巴路" not in "".join(event.after_json + event.before_json for event in told)


def test_words_are_unreadable_at_rest(lane):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM problems_problem")
        ((stored,),) = cursor.fetchall()
    assert "泥巴路".encode() not in bytes(stored)
    assert again(lane).words == "门口到大路三百米泥巴路"


def test_without_a_policy_nothing_is_opened_and_it_is_said(wang, worker, monday):
    with pytest.raises(ProblemsRefused, match="还没有采用办理时限"):
        actions.open_by_hand(
            actions.Raised(
                area=wang.area_id,
                words="路",
                category="lane",
                channel="clerk",
                received_by=worker.pk,
                raised_at=monday,
            ),
            actor=worker,
            now=monday,
        )
