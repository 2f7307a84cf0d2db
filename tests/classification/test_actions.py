"""Classification in the house: facts change, classes follow at once, leaving takes people."""

from datetime import timedelta

import pytest

from lianxin.classification import actions
from lianxin.classification.actions import ReviewRefused
from lianxin.classification.explaining import explain_household
from lianxin.classification.models import Review, Standing, Tenure
from lianxin.ledger.models import Event
from lianxin.registry.actions import move_household_away, undo_structure
from tests.registry.families import NOW, TODAY, member
from tests.registry.states import tell, tell_all_is_well, tell_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=30)


def tier(household):
    return Standing.objects.get(household=household).tier


@pytest.fixture
def fine(wang, settle):
    tell_all_is_well(wang)
    settle(NOW)
    return wang


@pytest.fixture
def poor(fine, settle):
    tell(fine, income_per_head=3100, income_total=9300)
    settle(NOW)
    return fine


def test_a_household_of_which_nothing_is_known_is_not_assessed(wang, settle):
    settle(NOW)

    standing = Standing.objects.get(household=wang)
    assert standing.tier == "unassessed"
    assert "income_per_head" in standing.ask


def test_a_household_of_which_all_is_known_and_well_is_fine(fine):
    standing = Standing.objects.get(household=fine)
    assert (standing.tier, standing.rules, standing.could_be, standing.ask) == ("fine", [], [], [])


def test_a_changed_fact_reclassifies_at_once(fine, settle):
    tell(fine, housing_is_safe=False)
    settle(NOW)

    standing = Standing.objects.get(household=fine)
    assert (standing.tier, standing.rules) == ("priority", ["unsafe-home"])


def test_a_fact_of_a_member_reclassifies_the_household(fine, settle):
    tell_of(member(fine, "王小明"), health="serious")
    settle(NOW)

    assert "serious-illness" in Standing.objects.get(household=fine).rules


def test_each_class_a_household_stood_in_is_kept_with_its_dates(poor):
    tenures = Tenure.objects.filter(household=poor)

    assert [tenure.tier for tenure in tenures][-1] == "priority"
    assert [tenure.to_on for tenure in tenures if tenure.tier == "priority"] == [None]


def test_a_move_is_told_in_the_ledger_with_the_rules_that_caused_it(poor):
    event = Event.objects.filter(kind="class.changed").last()

    assert (event.before, event.after["tier"]) == ({"tier": "fine"}, "priority")
    assert "income-below-line" in event.after["rules"]


def test_judging_the_same_facts_again_changes_nothing(poor):
    events = Event.objects.count()

    moves = actions.classify_register(now=NOW)

    assert (moves.households, moves.changed) == (1, 0)
    assert Event.objects.count() == events


def test_better_facts_alone_do_not_end_priority(poor, settle):
    tell(poor, TODAY + timedelta(days=30), LATER, income_per_head=40_000, income_total=120_000)
    settle(LATER)

    standing = Standing.objects.get(household=poor)
    assert (standing.tier, standing.ruled_tier, standing.is_leaving) == ("priority", "watch", True)
    assert Review.objects.get(household=poor).kind == "exit"


def test_missing_facts_do_not_propose_an_exit(poor, settle):
    from lianxin.registry.actions import retract_fact

    for code in ("income_per_head", "income_total"):
        retract_fact(poor.facts.current().get(indicator=code), reason="错", actor=None, now=NOW)
        poor.facts.filter(indicator=code).update(retracted_at=NOW, is_current=False)
    settle(NOW)

    standing = Standing.objects.get(household=poor)
    assert (standing.tier, standing.ruled_tier) == ("priority", "watch")
    assert "priority" in standing.could_be
    assert not Review.objects.exists()


@pytest.fixture
def leaving(poor, settle):
    tell(poor, TODAY + timedelta(days=30), LATER, income_per_head=40_000, income_total=120_000)
    settle(LATER)
    return Review.objects.get(household=poor)


def test_leaving_priority_takes_a_visit_and_two_people(leaving, town_head, desk, worker):
    with pytest.raises(ReviewRefused, match="上门"):
        actions.approve_exit(leaving, actor=town_head, now=LATER)

    actions.record_exit_visit(leaving, visited_on=LATER.date(), actor=worker, now=LATER)
    assert actions.approve_exit(leaving, actor=town_head, now=LATER) is False
    with pytest.raises(ReviewRefused, match="另一个人"):
        actions.approve_exit(leaving, actor=town_head, now=LATER)
    assert tier(leaving.household) == "priority"

    assert actions.approve_exit(leaving, actor=desk, now=LATER) is True
    assert tier(leaving.household) == "watch"
    leaving.refresh_from_db()
    assert leaving.outcome == "left"


def test_having_left_is_no_reason_before_the_household_has_left(leaving):
    home = leaving.household
    standing = Standing.objects.get(household=home)
    assert (standing.tier, standing.ruled_tier) == ("priority", "watch")
    assert "just-left-priority" not in standing.rules
    assert "just-left-priority" not in explain_household(home, today=LATER.date()).verdict.rules


def test_having_left_is_a_reason_at_once_and_the_next_day(leaving, town_head, desk, worker):
    home = leaving.household
    actions.record_exit_visit(leaving, visited_on=LATER.date(), actor=worker, now=LATER)
    actions.approve_exit(leaving, actor=town_head, now=LATER)
    actions.approve_exit(leaving, actor=desk, now=LATER)
    assert Standing.objects.get(household=home).rules == ["just-left-priority"]
    actions.classify_due(now=LATER + timedelta(days=1))
    assert Standing.objects.get(household=home).rules == ["just-left-priority"]
    assert explain_household(home, today=LATER.date()).verdict.rules == ("just-left-priority",)


def test_a_household_that_just_left_is_watched_for_a_year(leaving, town_head, desk, worker, settle):
    actions.record_exit_visit(leaving, visited_on=LATER.date(), actor=worker, now=LATER)
    actions.approve_exit(leaving, actor=town_head, now=LATER)
    actions.approve_exit(leaving, actor=desk, now=LATER)
    home = leaving.household

    for months, expected in [(6, "watch"), (11, "watch"), (13, "fine")]:
        moment = LATER + timedelta(days=31 * months)
        tell_all_is_well(home, moment.date(), moment)
        settle(moment)
        assert tier(home) == expected, months


def test_an_exit_is_moot_when_the_rules_call_for_priority_again(leaving, settle):
    tell(leaving.household, LATER.date(), LATER, housing_is_safe=False)
    settle(LATER)

    leaving.refresh_from_db()
    assert leaving.outcome == "moot"
    assert tier(leaving.household) == "priority"


def test_a_visit_from_before_the_question_does_not_count(leaving, worker):
    with pytest.raises(ReviewRefused) as refused:
        actions.record_exit_visit(leaving, visited_on=TODAY, actor=worker, now=LATER)

    assert refused.value.code == "visit-too-old"


def test_an_objection_opens_a_review_once(poor, desk):
    review = actions.open_objection(poor, words="我家收入没这么低", actor=None, now=NOW)

    with pytest.raises(ReviewRefused, match="已经有一条"):
        actions.open_objection(poor, words="再说一遍", actor=None, now=NOW)
    actions.decide_review(review, outcome="kept", answer="收入已与家里核对", actor=desk, now=NOW)
    with pytest.raises(ReviewRefused, match="结论"):
        actions.decide_review(review, outcome="kept", answer="又来", actor=desk, now=NOW)


@pytest.mark.parametrize(
    ("outcome", "answer", "refusal"),
    [("left", "好", "wrong-outcome"), ("kept", " ", "answer-needed"), ("", "好", "wrong-outcome")],
)
def test_a_decision_needs_a_fitting_outcome_and_a_reason(poor, desk, outcome, answer, refusal):
    review = actions.open_objection(poor, words="不对", actor=None, now=NOW)

    with pytest.raises(ReviewRefused) as refused:
        actions.decide_review(review, outcome=outcome, answer=answer, actor=desk, now=NOW)

    assert refused.value.code == refusal


def test_the_words_of_a_household_are_unreadable_at_rest(poor):
    from django.db import connection

    actions.open_objection(poor, words="我家有难处", actor=None, now=NOW)

    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM classification_review")
        assert "难处".encode() not in bytes(cursor.fetchone()[0])


def test_a_class_past_its_date_is_reviewed_once(fine):
    after = NOW + timedelta(days=366 * 2)

    assert actions.open_expired_reviews(now=after) == 1
    assert actions.open_expired_reviews(now=after) == 0
    assert Review.objects.get().kind == "expiry"


def test_a_confirmed_class_is_good_for_another_term(fine, desk):
    after = NOW + timedelta(days=366 * 2)
    actions.open_expired_reviews(now=after)

    actions.decide_review(Review.objects.get(), outcome="kept", answer="仍然属实", actor=desk, now=after)

    assert actions.open_expired_reviews(now=after + timedelta(days=1)) == 0


def test_a_household_that_left_the_district_stands_in_no_class_and_gets_it_back_by_undo(fine, settle):
    event = move_household_away(fine, left_on=TODAY, actor=None, now=NOW)
    settle(NOW)
    assert not Standing.objects.exists()
    assert not Tenure.objects.filter(to_on=None).exists()

    undo_structure(event, actor=None, now=NOW)
    settle(NOW)
    assert tier(fine) == "fine"


def test_facts_that_grew_old_keep_the_class_and_are_asked_again(fine, settle):
    after = NOW + timedelta(days=500)

    actions.classify_due(now=after)

    standing = Standing.objects.get(household=fine)
    assert standing.tier == "fine"
    assert "income_per_head" in standing.ask
    assert "priority" in standing.could_be


def test_the_clock_judges_each_household_once_a_day(fine):
    tomorrow = NOW + timedelta(days=1)

    assert actions.classify_due(now=NOW).households == 0
    assert actions.classify_due(now=tomorrow).households == 1
    assert actions.classify_due(now=tomorrow).households == 0


def test_the_clock_judges_households_that_were_registered_before_a_policy_took_effect(fine):
    Standing.objects.all().delete()
    Tenure.objects.all().delete()

    assert actions.classify_due(now=NOW).households == 1
    assert Standing.objects.get(household=fine).tier == "fine"


def test_without_a_policy_in_force_the_clock_judges_nobody(fine):
    Standing.objects.all().delete()

    assert actions.classify_due(now=NOW - timedelta(days=3650)).households == 0


def test_many_households_take_few_statements(areas, settle, policy, django_assert_max_num_queries):
    from lianxin.registry.actions import add_household

    for at in range(60):
        add_household(number=f"M{at}", area=areas["V1"], head={"name": "王田"}, actor=None, now=NOW)

    with django_assert_max_num_queries(60):
        actions.classify_register(now=NOW)

    assert Standing.objects.count() == 60
