"""What visits bring: needs become problems, advice is owed an answer, and nothing is opened twice."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.ledger.models import Event
from lianxin.problems import actions
from lianxin.problems.actions import ProblemsRefused
from lianxin.problems.faults import count_faults
from lianxin.problems.models import Origin, Problem, Reply
from lianxin.visits.actions import settle_item, take_in
from lianxin.visits.models import Item
from tests.problems.ladders import at
from tests.visits.phones import need, told, visit

pytestmark = pytest.mark.django_db
MORNING = at("2026-03-02 09:00")


@pytest.fixture
def brought(wang, worker, deadlines):
    """A visit of the worker to 王家 comes in, and the corridor is walked."""
    from lianxin import flow

    def bring(*items, now=MORNING, home=wang):
        take_in([visit(by=worker, now=now, home=home, items=items)], now=now)
        flow.carry_on(now=now)

    return bring


def test_a_need_is_a_problem_with_its_words_and_its_first_receiver(brought, wang, worker, areas):
    brought(need("轮椅一张", quantity=1, unit="张", wanted_by="2026-04-01"))
    problem = Problem.objects.get()
    assert (problem.words, problem.category, problem.quantity, problem.unit) == ("轮椅一张", "aids", 1, "张")
    assert (problem.household, problem.area, problem.owner) == (wang, areas["V1"], worker)
    assert (problem.rung, problem.holder, problem.channel) == ("town", areas["T1"], "visit")
    assert Origin.objects.get().item == Item.objects.get()


def test_the_clock_begins_when_the_server_has_it_whatever_the_phone_says(wang, worker, deadlines):
    from lianxin import flow

    take_in([visit(by=worker, now=MORNING, home=wang, items=[need()])], now=MORNING)
    flow.carry_on(now=at("2026-03-09 09:00"))
    problem = Problem.objects.get()
    assert problem.begins_at == at("2026-03-09 09:00")
    assert Origin.objects.get().raised_at == MORNING


def test_what_was_settled_on_the_spot_has_its_end_and_opens_nothing(brought):
    brought(need("剪指甲", settled={"how": "当场剪了"}))
    assert (Problem.objects.count(), count_faults()) == (0, 0)


def test_what_cannot_wait_runs_in_hours(brought):
    brought(need("屋后塌方", category="safety", urgent=True), need("没电", category="power-cut", urgent=True))
    assert dict(Problem.objects.values_list("category", "urgency")) == {
        "safety": "life",
        "power-cut": "utilities",
    }


def test_an_urgent_item_without_a_visit_is_opened_too(wang, worker, deadlines):
    from uuid import uuid4

    from lianxin import flow

    urgent = {"item_id": uuid4(), "text": "河水上涨"}
    take_in([told("item.urgent", urgent, by=worker, now=MORNING, home=wang)], now=MORNING)
    flow.carry_on(now=MORNING)
    problem = Problem.objects.get()
    assert (problem.urgency, problem.due_at) == ("life", at("2026-03-02 11:00"))


def test_advice_is_owed_an_answer_and_good_news_is_not(brought, worker):
    brought(
        need("茶叶统一卖", kind="advice", category="industry"),
        need("", kind="effect", worked="yes"),
        need("", kind="effect", worked="no"),
    )
    assert Problem.objects.count() == 0
    owed = Reply.objects.all()
    assert {reply.item.kind for reply in owed} == {"advice", "effect"}
    assert {(reply.owner, reply.due_at) for reply in owed} == {(worker, at("2026-03-09 18:00"))}
    assert (list(Reply.objects.overdue(at("2026-03-09 18:01"))), count_faults()) == (list(owed), 0)


def test_an_answer_is_given_once_and_can_be_passed_on(brought, worker, town_head, desk):
    brought(need("茶叶统一卖", kind="advice", category="industry"))
    reply = Reply.objects.get()
    actions.pass_on(reply, to=town_head, actor=worker, now=MORNING)
    actions.answer_advice(reply, words="合作社四月开会议这件事", actor=town_head, now=MORNING)
    assert Reply.objects.get().words == "合作社四月开会议这件事"
    with pytest.raises(ProblemsRefused):
        actions.answer_advice(reply, words="又答", actor=desk, now=MORNING)
    assert not Reply.objects.owed().exists()


def test_handing_the_same_events_on_again_opens_nothing_again(brought):
    brought(need(), need("拐杖"))
    events = Event.objects.filter(kind="visit.recorded")
    assert actions.open_from_visits(list(events), now=MORNING) == 0
    assert Problem.objects.count() == 2


def test_a_hundred_visits_are_opened_in_as_few_statements_as_one(deadlines, wang, worker):
    def cost(count):
        some = [visit(by=worker, now=MORNING, home=wang, items=[need()]) for _ in range(count)]
        take_in(some, now=MORNING)
        keys = {str(one.payload.visit_id) for one in some}
        events = [event for event in Event.objects.all() if event.after.get("visit") in keys]
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert actions.open_from_visits(events, now=MORNING) == count
        return len(asked)

    few = cost(2)
    assert (
        cost(100) <= few + 8
    )  # a statement takes a thousand values: some tables need three for a hundred rows


def test_what_came_before_there_was_a_policy_is_opened_when_there_is_one(wang, worker, policy):
    from lianxin import flow
    from lianxin.policies.actions import adopt_policy
    from tests.problems.ladders import text

    take_in([visit(by=worker, now=MORNING, home=wang, items=[need(), need("拐杖")])], now=MORNING)
    flow.carry_on(now=MORNING)
    assert Problem.objects.count() == 0
    later = at("2026-03-10 09:00")
    assert actions.check_tonight(now=later) == 0
    adopt_policy(text=text(), actor=None, now=later)
    assert actions.check_tonight(now=later) == 2
    assert set(Problem.objects.values_list("begins_at", flat=True)) == {later}


def test_every_night_what_nobody_follows_is_opened_once(brought, wang, worker):
    brought(need())
    Origin.objects.all().delete()
    assert count_faults() > 0
    assert actions.check_tonight(now=at("2026-03-03 02:00")) == 1
    assert actions.check_tonight(now=at("2026-03-03 03:00")) == 0
    assert actions.check_tonight(now=at("2026-03-04 02:00")) == 0
    assert Problem.objects.count() == 2


def test_who_has_it_settles_it_from_the_pages_of_visits_too(brought, worker, town_head):
    from lianxin import flow

    brought(need())
    settle_item(Item.objects.get(), how="轮椅送到了", actor=worker, now=at("2026-03-03 10:00"))
    flow.carry_on(now=at("2026-03-03 10:00"))
    problem = Problem.objects.get()
    assert (problem.end, problem.phase) == ("solved", "ended")
    assert problem.endings.get().evidence == "轮椅送到了"


def test_anybody_else_only_says_something_about_it(brought, worker, town_head):
    from lianxin import flow

    brought(need())
    actions.accept(Problem.objects.get(), actor=town_head, now=at("2026-03-03 09:00"))
    settle_item(Item.objects.get(), how="听说送到了", actor=worker, now=at("2026-03-03 10:00"))
    flow.carry_on(now=at("2026-03-03 10:00"))
    problem = Problem.objects.get()
    assert (problem.is_open, problem.notes.get().words) == (True, "听说送到了")


def test_a_solved_problem_settles_what_the_home_raised(brought, town_head):
    brought(need())
    problem = Problem.objects.get()
    actions.solve(problem, words="送到了", evidence="签收单", actor=town_head, now=at("2026-03-03 10:00"))
    assert Item.objects.get().settlement.how == "送到了"
