"""每月一题: counted at night, chosen by a person, worked off in dated steps, closed with an honest count."""

from datetime import date, timedelta

import pytest

from lianxin.ledger.models import Event
from lianxin.problems import actions
from lianxin.problems.models import Problem, Recurring, Topic, TopicCount
from tests.problems.ladders import at

pytestmark = pytest.mark.django_db
NOW = at("2026-03-20 10:00")
ABOUT = {"category": "water", "month": date(2026, 3, 1), "title": "两个村停水", "plan": "换一段主管"}


@pytest.fixture
def thirsty(open_one, areas):
    """Six problems with water in two villages of the town, in early March; and one of a path."""

    def came(when, count=6):
        some = [open_one("water-cut", now=when) for _ in range(count)]
        for number, problem in enumerate(some):
            village = areas["V1"] if number % 2 else areas["V2"]
            Problem.objects.filter(pk=problem.pk).update(area=village, household=None)
        return some

    came(at("2026-03-03 10:00"))
    open_one("lane")
    return came


@pytest.fixture
def topic(thirsty, areas, town_head):
    made = {"area": areas["T1"], "owner": town_head, "actor": town_head, "now": NOW}
    return actions.take_up_topic(**ABOUT, **made)


def test_a_night_counts_what_recurs_once_and_replaces_yesterdays_candidates(thirsty, areas):
    assert actions.count_recurring(now=NOW) == 1
    found = Recurring.objects.get()
    assert (found.area, found.category) == (areas["T1"], "water")
    assert (found.problems, found.homes, found.villages, found.before) == (6, 6, 2, 0)
    assert actions.count_recurring(now=NOW + timedelta(hours=3)) == 0
    later = NOW + timedelta(days=200)
    assert actions.count_recurring(now=later) == 0
    assert not Recurring.objects.exists()
    assert TopicCount.objects.count() == 2
    told = Event.objects.filter(kind="topics.counted").order_by("id").first()
    assert told.after == {"problems": 7, "found": 1}


def test_nothing_is_counted_before_there_is_a_policy(db):
    assert actions.count_recurring(now=NOW) == 0
    assert not TopicCount.objects.exists()


def test_taking_up_keeps_how_often_it_came_up_until_then(topic, areas):
    assert (topic.area, topic.category, topic.month) == (areas["T1"], "water", date(2026, 3, 1))
    assert (topic.problems, topic.homes, topic.villages) == (6, 6, 2)
    event = Event.objects.filter(kind="topic.taken_up").get()
    assert event.after["month"] == "2026-03"
    assert "停水" not in str(event.after)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"category": "nonsense"}, "unknown-category"),
        ({"month": date(2026, 2, 1)}, "month-away"),
        ({"month": date(2026, 5, 1)}, "month-away"),
        ({"title": " "}, "words-needed"),
        ({"plan": "x" * 5000}, "too-long"),
    ],
)
def test_what_makes_no_topic_is_refused(thirsty, areas, town_head, changes, code):
    made = {"area": areas["T1"], "owner": town_head, "actor": town_head, "now": NOW}
    with pytest.raises(actions.ProblemsRefused) as refused:
        actions.take_up_topic(**ABOUT | changes | made)
    assert refused.value.code == code
    assert not Topic.objects.exists()


def test_there_is_one_topic_a_month_and_one_open_of_a_kind(topic, areas, town_head):
    made = {"area": areas["T1"], "owner": town_head, "actor": town_head, "now": NOW}
    with pytest.raises(actions.ProblemsRefused) as refused:
        actions.take_up_topic(**ABOUT | {"category": "road"} | made)
    assert refused.value.code == "month-taken"
    with pytest.raises(actions.ProblemsRefused) as refused:
        actions.take_up_topic(**ABOUT | {"category": "water-cut", "month": date(2026, 4, 1)} | made)
    assert refused.value.code == "topic-open"
    assert actions.take_up_topic(**ABOUT | {"category": "road", "month": date(2026, 4, 1)} | made)


def test_whoever_left_does_not_lead_a_topic(thirsty, areas, town_head):
    town_head.is_active = False
    town_head.save()
    with pytest.raises(actions.ProblemsRefused) as refused:
        actions.take_up_topic(**ABOUT, area=areas["T1"], owner=town_head, actor=None, now=NOW)
    assert refused.value.code == "not-working"


def test_steps_are_planned_ahead_and_end_with_a_result(topic, town_head):
    with pytest.raises(actions.ProblemsRefused) as refused:
        actions.plan_step(topic, due_on=date(2026, 3, 19), words="查管", actor=town_head, now=NOW)
    assert refused.value.code == "step-past"
    step = actions.plan_step(topic, due_on=date(2026, 3, 25), words="查管", actor=town_head, now=NOW)
    with pytest.raises(actions.ProblemsRefused) as refused:
        actions.close_topic(topic, changed="通水了", actor=town_head, now=NOW)
    assert refused.value.code == "steps-open"
    actions.finish_step(step, result="换了 300 米", actor=town_head, now=NOW)
    with pytest.raises(actions.ProblemsRefused) as refused:
        actions.finish_step(step, result="又换了", actor=town_head, now=NOW)
    assert refused.value.code == "step-done"


def test_a_closed_topic_keeps_how_often_it_came_up_before_and_since(topic, thirsty, town_head):
    thirsty(at("2026-03-28 10:00"), count=2)
    later = at("2026-04-20 10:00")
    closed = actions.close_topic(topic, changed="换了主管，通水了", actor=town_head, now=later)
    assert (closed.before, closed.after, closed.days) == (6, 2, 31)
    with pytest.raises(actions.ProblemsRefused) as refused:
        actions.plan_step(topic, due_on=date(2026, 5, 1), words="再查", actor=town_head, now=later)
    assert refused.value.code == "topic-closed"
    told = Event.objects.filter(kind="topic.closed").get().after
    assert told == {"before": 6, "after": 2, "days": 31}


def test_elsewhere_is_counted_apart_in_the_same_days(topic, open_one, areas):
    from lianxin.problems.recurring import outcome_of
    from tests.problems.ladders import ladder

    far = open_one("water", now=at("2026-03-10 10:00"))
    Problem.objects.filter(pk=far.pk).update(area=areas["V4"], household=None)
    came = outcome_of(topic.area, "water", ladder(), taken_up_on=topic.taken_up_on, today=date(2026, 4, 20))
    assert (came.here.before, came.here.after) == (6, 0)
    assert (came.elsewhere.before, came.elsewhere.after, came.elsewhere.days) == (1, 0, 31)
    assert came.is_beyond_chance


def test_topics_are_seen_where_problems_of_the_area_are(topic, town_head, desk, worker, neighbour):
    seen = {person: Topic.objects.seen_by(person).exists() for person in (town_head, desk, worker, neighbour)}
    assert seen == {town_head: True, desk: True, worker: False, neighbour: False}


def code_of(action, *args, **told):
    with pytest.raises(actions.ProblemsRefused) as refused:
        action(*args, **told)
    return refused.value.code


def test_taking_up_is_taken_back_and_the_month_is_free_again(topic, areas, town_head):
    by = {"actor": town_head, "now": NOW + timedelta(minutes=5)}
    assert actions.topic_may_be_taken_back(topic, town_head) == "topic.taken_up"
    actions.take_back_topic(topic, **by)
    assert not Topic.objects.open().exists()
    again = actions.take_up_topic(**ABOUT, area=areas["T1"], owner=town_head, **by)
    assert list(Topic.objects.open()) == [again]
    assert Topic.objects.count() == 2, "what was taken back stays"
    assert Event.objects.filter(kind="topic.taken_back").count() == 1
    assert code_of(actions.take_back_topic, topic, **by) == "moved-on"
    assert code_of(actions.plan_step, topic, due_on=date(2026, 3, 25), words="查管", **by) == "moved-on"


def test_another_leader_is_taken_back_and_the_one_before_leads(topic, worker, town_head):
    by = {"actor": town_head, "now": NOW + timedelta(minutes=5)}
    assert code_of(actions.change_leader, topic, to=town_head, **by) == "same-leader"
    assert actions.change_leader(topic, to=worker, **by).owner == worker
    event = Event.objects.get(kind="topic.leader_changed")
    assert (event.before, event.after) == ({"staff": str(town_head.pk)}, {"staff": str(worker.pk)})
    topic.refresh_from_db()
    assert actions.take_back_topic(topic, **by).owner == town_head
    topic.refresh_from_db()
    assert topic.taken_back_at is None
    assert actions.topic_may_be_taken_back(topic, town_head) == "", (
        "a step that was taken back is the last one"
    )


def test_what_somebody_else_did_or_what_others_went_on_with_is_not_taken_back(topic, worker, town_head):
    by = {"now": NOW + timedelta(minutes=5)}
    assert code_of(actions.take_back_topic, topic, actor=worker, **by) == "moved-on"
    actions.plan_step(topic, due_on=date(2026, 3, 25), words="查管", actor=worker, **by)
    assert code_of(actions.take_back_topic, topic, actor=town_head, **by) == "moved-on"


def test_nobody_who_left_leads_again(topic, worker, town_head):
    by = {"actor": town_head, "now": NOW + timedelta(minutes=5)}
    actions.change_leader(topic, to=worker, **by)
    type(town_head).objects.filter(pk=town_head.pk).update(is_active=False)
    topic.refresh_from_db()
    assert code_of(actions.take_back_topic, topic, **by) == "not-working"


def test_the_policy_says_what_is_a_candidate(thirsty):
    from lianxin.policies.actions import adopt_policy
    from tests.problems.ladders import text

    wider = text().replace("topic_homes: {value: 5,", "topic_homes: {value: 7,")
    wider = wider.replace("id: deadlines-2026-01-01", "id: deadlines-2026-03-10")
    wider = wider.replace("effective_on: 2026-01-01", "effective_on: 2026-03-10")
    adopt_policy(text=wider, actor=None, now=at("2026-03-09 10:00"))
    assert actions.count_recurring(now=NOW) == 0
