"""What comes of a call, kept apart; what follows; differences, which people decide."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.callbacks.actions import (
    CallbacksRefused,
    answer_finding,
    close_due,
    decide_finding,
    forget_answers,
    note_call,
    show_numbers,
    take_over,
)
from lianxin.callbacks.models import Attempt, Call, Finding
from lianxin.callbacks.vocabulary import Answer, Decision, Outcome, Part, Question
from lianxin.ledger.models import Event
from lianxin.planning.models import Duty
from lianxin.problems.models import Problem
from lianxin.voice.actions import erase_for, note_request
from lianxin.voice.models import Request
from lianxin.voice.vocabulary import RequestKind
from tests.pairing.conftest import pairing_policy
from tests.people.conftest import hire
from tests.planning.conftest import policies
from tests.problems.conftest import deadlines

__all__ = ["deadlines", "pairing_policy", "policies"]
pytestmark = pytest.mark.django_db
CAME = {Question.CAME: Answer.YES, Question.WHEN: Answer.UNSURE}


@pytest.fixture
def call(drawn):
    return Call.objects.filter(part=Part.RANDOM).order_by("household__number").first()


@pytest.fixture
def by(supervisor, now):
    return {"actor": supervisor, "now": now}


def refused(call, *args, **kwargs):
    with pytest.raises(CallbacksRefused) as told:
        call(*args, **kwargs)
    return told.value.code


def test_seeing_the_number_is_written_down(call, by):
    people = show_numbers(call, **by)
    assert people[0].phone.startswith("139")
    told = Event.objects.get(kind="call.number_seen")
    assert (told.subject_id, told.actor_id) == (call.household_id, by["actor"].pk)
    assert people[0].phone not in str(told.after)


def test_only_whoever_was_given_a_call_makes_it(call, desk, now):
    other = {"actor": desk, "now": now}
    assert refused(show_numbers, call, **other) == "not-yours"
    assert refused(note_call, call, Outcome.REFUSED, **other) == "not-yours"
    take_over(call, **other)
    assert note_call(call, Outcome.REFUSED, **other).outcome == "refused"


def test_nobody_near_the_visit_takes_a_call_over(call, worker, now):
    assert refused(take_over, call, actor=worker, now=now) == "no-third"


def test_an_answer_needs_its_first_question(call, by):
    assert refused(note_call, call, Outcome.ANSWERED, **by) == "came-needed"
    assert refused(note_call, call, Outcome.NO_ANSWER, **by) == "outcome-needed"
    done = note_call(call, Outcome.ANSWERED, answers=CAME, words="说话客气", **by)
    assert done.answers == {"came": "yes", "when": "unsure"}
    assert refused(note_call, call, Outcome.ANSWERED, answers=CAME, **by) == "ended"


def test_whoever_saw_nobody_is_asked_nothing_about_him(call, by):
    told = {Question.CAME: Answer.NO, Question.LISTENED: Answer.NO}
    assert note_call(call, Outcome.ANSWERED, answers=told, **by).answers == {"came": "no"}


def test_a_home_that_does_not_answer_is_called_at_another_hour_and_not_for_ever(call, supervisor, now):
    at = now
    for tried in range(1, 5):
        one = note_call(call, Outcome.AGAIN, actor=supervisor, now=at)
        assert one.tries == tried
        if tried < 4:
            soon = at + timedelta(hours=2)
            assert refused(note_call, call, Outcome.REFUSED, actor=supervisor, now=soon) == "not-now"
        at += timedelta(hours=4)
    assert (one.outcome, Attempt.objects.filter(call=call).count()) == ("no_answer", 4)


def test_a_wrong_number_is_looked_up_by_the_office_once(call, by):
    note_call(call, Outcome.WRONG_NUMBER, **by)
    asked = Request.objects.get(household=call.household)
    assert asked.kind == RequestKind.CORRECT
    other = Call.objects.exclude(household=call.household).filter(ended_at=None).first()
    note_request(other.household, RequestKind.CORRECT, words="名字错了", actor=None, now=by["now"])
    note_call(other, Outcome.WRONG_NUMBER, **by)
    assert Request.objects.filter(household=other.household).count() == 1


def test_a_home_that_cannot_be_asked_by_telephone_is_owed_somebody_else_at_the_door(
    call, by, areas, worker, policies
):
    from lianxin.people.vocabulary import Role

    home = call.household
    keeper = hire("W-8", Role.COLLECTOR, home.area, "孙守家")
    type(home).objects.filter(pk=home.pk).update(keeper=keeper)
    other = hire("W-9", Role.COLLECTOR, home.area, "马新来")
    call.refresh_from_db()
    note_call(call, Outcome.LANGUAGE, **by)
    owed = Duty.objects.get(household=home, reason="call_back")
    assert owed.staff_id == other.pk, "neither who came nor who keeps the home"
    assert owed.opens_on > timezone.localdate(by["now"])


def test_without_a_policy_or_anybody_else_the_outcome_stands_alone(call, by):
    assert note_call(call, Outcome.LANGUAGE, **by).outcome == "language"
    assert not Duty.objects.exists()


def test_a_worry_becomes_what_the_home_raised_itself(call, by, deadlines):
    note_call(call, Outcome.ANSWERED, answers=CAME, worry="门口的路烂了", is_raised=True, **by)
    raised = Problem.objects.get(household=call.household)
    assert (raised.words, raised.channel) == ("门口的路烂了", "resident")
    assert "回访" not in str(Event.objects.filter(subject_id=raised.pk).values_list("after_json", flat=True))


def test_a_worry_that_the_home_keeps_to_itself_stays_a_note(call, by, deadlines):
    note_call(call, Outcome.ANSWERED, answers=CAME, worry="邻居吵", **by)
    assert not Problem.objects.exists()


def test_no_event_leads_from_a_home_to_its_answer(drawn, answer_all, now):
    answer_all(deny=lambda _call: True)
    close_due(now=now)
    homes = set(Call.objects.values_list("household", flat=True))
    kinds = {event.kind for event in Event.objects.all() if event.subject_id in homes}
    assert not {kind for kind in kinds if kind.startswith(("call", "finding"))}


@pytest.fixture
def denied(drawn, answer_all, worker, now):
    """The worker's homes say that nobody came; the round is closed."""
    answer_all(deny=lambda call: call.visit.staff_id == worker.pk and call.part == Part.RANDOM)
    close_due(now=now)
    return Finding.objects.filter(staff=worker).order_by("pk").first()


def test_a_difference_waits_before_anybody_is_asked(denied, worker, now):
    today = timezone.localdate(now)
    assert denied.asks_on == today + timedelta(days=7)
    assert not Finding.objects.asked_of(worker, today).exists()
    assert refused(answer_finding, denied, words="去过", actor=worker, now=now) == "not-asked"


def test_the_worker_is_asked_about_other_visits_too(denied):
    assert len(denied.visits) == 3
    assert denied.call.visit_id.hex in denied.visits
    assert denied.visits == sorted(denied.visits), "the order tells nothing"


def test_the_worker_answers_first_and_a_person_decides(denied, worker, supervisor, neighbour, now):
    later = now + timedelta(days=8)
    decide = {"reason": "他写得清楚", "actor": supervisor, "now": later}
    assert refused(decide_finding, denied, Decision.EXPLAINED, **decide) == "not-answered"
    assert refused(answer_finding, denied, words="去过", actor=neighbour, now=later) == "not-asked"
    assert refused(answer_finding, denied, words=" ", actor=worker, now=later) == "words-needed"
    answer_finding(denied, words="那天去的是他兄弟家", actor=worker, now=later)
    assert refused(answer_finding, denied, words="再说一次", actor=worker, now=later) == "answered"
    done = decide_finding(denied, Decision.MISTAKE, **decide)
    assert (done.decision, done.decided_by) == ("mistake", supervisor)
    assert refused(decide_finding, denied, Decision.CONFIRMED, **decide) == "decided"
    assert "兄弟" not in str(Event.objects.values_list("after_json", flat=True))


def test_silence_does_not_hold_a_decision_up_for_ever(denied, supervisor, now):
    decide = {"reason": "没有说明", "actor": supervisor}
    due = now + timedelta(days=17)
    assert refused(decide_finding, denied, Decision.UNCLEAR, **decide, now=due) == "not-answered"
    decide_finding(denied, Decision.UNCLEAR, **decide, now=due + timedelta(days=1))


def test_nobody_decides_about_himself(denied, worker, now):
    later = now + timedelta(days=30)
    assert (
        refused(decide_finding, denied, Decision.EXPLAINED, reason="没事", actor=worker, now=later) == "own"
    )


def test_answers_go_after_the_months_of_the_policy_and_sums_stay(drawn, denied, supervisor, now):
    year = now + timedelta(days=367)
    decide_finding(
        denied, Decision.EXPLAINED, reason="说得清", actor=supervisor, now=now + timedelta(days=40)
    )
    waiting = Finding.objects.filter(decided_at=None).count()
    assert forget_answers(now=now + timedelta(days=360)) == 0
    assert forget_answers(now=year) == Call.objects.count() - waiting
    assert forget_answers(now=year) == 0
    assert Call.objects.get(pk=denied.pk).answers is None
    drawn.refresh_from_db()
    assert drawn.tallies["strata"]


def test_erasing_takes_away_what_callers_noted(call, by, now, supervisor, town_head):
    from lianxin import flow

    note_call(call, Outcome.ANSWERED, answers=CAME, words="家里有病人", worry="药费", **by)
    asked = note_request(call.household, RequestKind.DELETE, actor=None, now=now)
    erase_for(asked, answer="删了", actor=town_head, now=now)
    flow.carry_on(now=now)
    call.refresh_from_db()
    assert (call.words, call.worry) == ("", "")
    assert call.answers == {"came": "yes", "when": "unsure"}
