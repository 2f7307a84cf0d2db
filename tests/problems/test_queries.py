"""What pages ask: who has what, promises, accounts, doubles; each a few statements whatever the size."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.problems import actions, queries
from lianxin.problems.models import Problem
from lianxin.problems.vocabulary import Phase
from tests.problems.ladders import at, ladder

pytestmark = pytest.mark.django_db
TUESDAY = at("2026-03-03 10:00")
PACKET = {"tried": "修过", "why_not_ours": "没有资金", "asked": "请立项"}


def test_what_lies_with_a_person_has_the_nearest_deadline_first(open_one, worker, neighbour):
    later, sooner = open_one("roof"), open_one("lane")
    assert list(Problem.objects.of(worker).nearest_first()) == [sooner, later]
    assert not Problem.objects.of(neighbour).exists()


def test_a_page_of_many_costs_no_more_statements_than_one(open_one, worker):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            for problem in queries.shown(Problem.objects.of(worker)):
                str((problem.area.name, problem.holder.name, problem.owner.name, problem.household.number))
        return len(asked)

    open_one()
    one = cost()
    for _ in range(5):
        open_one()
    assert cost() == one == 1


def test_overdue_are_those_whose_rung_used_up_its_time(open_one, town_head):
    first, second, roof = open_one(), open_one(), open_one("roof")
    actions.accept(first, actor=town_head, now=TUESDAY)
    late = queries.overdue(Problem.objects.all(), at("2026-03-06 10:00"))
    assert list(late) == [first, second]
    assert roof not in late


def test_what_waits_for_whom(open_one, worker, town_head, areas):
    up, back, twice = (open_one() for _ in range(3))
    for problem in (up, back, twice):
        actions.send_up(problem, **PACKET, actor=worker, now=TUESDAY)
    for problem in (back, twice):
        actions.send_back(problem, reason="村里能办", actor=town_head, now=TUESDAY)
    actions.send_up(twice, **PACKET, actor=worker, now=TUESDAY)
    assert [one.problem for one in queries.packets_to_answer([areas["T1"].pk])] == [up]
    assert list(queries.sent_back(Problem.objects.all())) == [back]
    twice.refresh_from_db()
    assert twice.phase == Phase.DECIDING


def test_parts_wait_for_the_areas_that_were_asked(lane, town_head, areas):
    parts = [actions.Part("铺路", area=areas["T1"], is_lead=True)]
    (joint,) = actions.handle_jointly(lane, parts=parts, actor=town_head, now=TUESDAY)
    assert list(queries.my_parts([areas["T1"].pk])) == [joint]
    actions.answer_part(joint, answer="铺了", actor=town_head, now=TUESDAY)
    assert not queries.my_parts([areas["T1"].pk]).exists()


def test_kept_and_broken_promises_are_counted_by_town(open_one, worker, areas):
    for problem, day in ((open_one(), 4), (open_one(), 5), (open_one(), 6)):
        told = {"words": "修好", "actor": worker, "now": TUESDAY}
        actions.promise(problem, due_on=date(2026, 3, day), **told)
    kept, broken, changed = Problem.objects.order_by("number")
    actions.solve(kept, words="好了", evidence="照片", actor=worker, now=at("2026-03-04 12:00"))
    actions.promise(changed, due_on=date(2026, 3, 20), reason="下雨", **told)
    actions.run_clocks(now=at("2026-03-06 00:00"))
    (town,) = queries.kept_by_town(Problem.objects.all(), date(2026, 3, 1), date(2026, 3, 31))
    assert (town.town, town.kept, town.broken, town.changed, town.rate) == (areas["T1"].pk, 1, 1, 1, 0.5)
    calendar = queries.promise_calendar(Problem.objects.all(), date(2026, 3, 1), date(2026, 3, 31))
    assert [one.problem for one in calendar] == [changed]
    assert broken.promises.get().kept is False


def test_a_households_account_has_what_it_raised_with_others_too(open_one, li, worker, wang):
    theirs, ours = open_one(home=li), open_one()
    actions.merge(ours, into=theirs, words="同一条路", actor=worker, now=TUESDAY)
    assert set(queries.account_of(wang)) == {ours, theirs}
    assert set(queries.account_of(li)) == {theirs}


def test_likely_doubles_come_with_their_reason(open_one, li):
    first = open_one("road", words="村口老石桥塌了半边")
    again = open_one("bridge", words="老石桥塌了半边还没修", now=at("2026-03-12 10:00"))
    open_one("papers", words="老石桥塌了半边", now=at("2026-03-12 10:00"))
    (double,) = queries.likely_doubles(again, ladder())
    assert (double.key, double.is_same_home, double.days) == (first.pk, True, 10)
    assert "老石桥塌了半边" in double.reason[0]
