"""收回: an exclusion that is no longer right is lifted by two people, and figures follow."""

import pytest

from lianxin.ledger.models import Event
from lianxin.notices.producers.exclusions import liftings_to_answer
from lianxin.people.vocabulary import Role
from lianxin.problems import actions
from lianxin.problems.actions.refusals import ProblemsRefused
from lianxin.problems.excluded import counted, left_out
from lianxin.problems.models import Exclusion, Lifting, Problem
from lianxin.problems.vocabulary import Channel, Stage
from lianxin.proofs.cast import make_worker

pytestmark = pytest.mark.django_db
WHY = "规划改了，那块地可以建房了"


@pytest.fixture
def accepted(lane, worker, desk, monday):
    by = {"now": monday}
    made = actions.propose_exclusion(lane, ground="law-forbids", words="耕地", actor=worker, **by)
    return actions.review_exclusion(made, is_accepted=True, words="核过", actor=desk, **by)


@pytest.fixture
def leader(areas):
    return make_worker("LEADER", Role.DISTRICT_DESK, areas["D"])


@pytest.fixture
def other(areas):
    return make_worker("OTHER", Role.DISTRICT_DESK, areas["D"])


def ask(one, actor, now):
    return actions.ask_lifting(one, words=WHY, actor=actor, now=now)


def answer(one, actor, now, is_agreed=True):
    return actions.answer_lifting(one, is_agreed=is_agreed, words="看过规划", actor=actor, now=now)


def refused(how, *given):
    with pytest.raises(ProblemsRefused) as caught:
        how(*given)
    return caught.value.code


def counts():
    return counted(Problem.objects.all()).exists()


def appeal(one, now):
    return actions.appeal_exclusion(one, channel=Channel.RESIDENT, actor=None, now=now)


def test_asking_alone_changes_nothing(accepted, desk, monday):
    ask(accepted, desk, monday)
    assert not counts()
    assert refused(ask, accepted, desk, monday) == "lifting-open"


def test_a_second_person_makes_it_count_again(accepted, desk, leader, monday):
    ask(accepted, desk, monday)
    assert answer(accepted, leader, monday).is_agreed
    accepted.refresh_from_db()
    assert (accepted.stage, accepted.stands, accepted.may_be_appealed(monday)) == (Stage.LIFTED, False, False)
    assert counts()
    assert not left_out(Problem.objects.all()).exists()


def test_where_the_second_does_not_agree_it_stands_and_may_be_asked_again(
    accepted, desk, leader, other, monday
):
    ask(accepted, desk, monday)
    answer(accepted, leader, monday, is_agreed=False)
    assert not counts()
    ask(accepted, leader, monday)
    answer(accepted, other, monday)
    assert counts()
    assert Lifting.objects.count() == 2


def test_nobody_lifts_alone_and_nobody_with_a_part_in_it_is_the_second(
    accepted, desk, leader, other, worker, areas, monday
):
    ask(accepted, leader, monday)
    assert refused(answer, accepted, leader, monday) == "own-exclusion", "who asked"
    assert refused(answer, accepted, desk, monday) == "own-exclusion", "who accepted it"
    assert refused(answer, accepted, worker, monday) == "own-exclusion", "who proposed it"
    assert refused(answer, accepted, None, monday) == "own-exclusion", "the machine"
    townsman = make_worker("TOWNSMAN", Role.TOWN_HEAD, areas["T1"])
    assert refused(answer, accepted, townsman, monday) == "own-town"
    answer(accepted, other, monday)


def test_what_does_not_stand_is_not_lifted(lane, accepted, desk, leader, other, worker, monday):
    assert refused(answer, accepted, other, monday) == "lifting-none"
    ask(accepted, desk, monday)
    answer(accepted, leader, monday)
    assert refused(ask, accepted, desk, monday) == "lifting-not-now"
    again = actions.propose_exclusion(lane, ground="law-forbids", words="再看", actor=worker, now=monday)
    assert refused(ask, again, desk, monday) == "lifting-not-now", "it only waits"


def test_an_appeal_is_decided_first(accepted, desk, leader, other, supervisor, monday):
    ask(accepted, desk, monday)
    appeal(accepted, monday)
    assert refused(answer, accepted, leader, monday) == "lifting-not-now"
    assert list(liftings_to_answer(monday)) == []
    actions.decide_appeal(accepted, is_upheld=True, words="维持", actor=other, now=monday)
    assert refused(answer, accepted, other, monday) == "own-exclusion", "who decided the appeal"
    answer(accepted, leader, monday)
    assert Exclusion.objects.get().stage is Stage.LIFTED


def test_what_was_lifted_may_be_proposed_again(lane, accepted, desk, leader, worker, monday):
    ask(accepted, desk, monday)
    answer(accepted, leader, monday)
    again = actions.propose_exclusion(lane, ground="law-forbids", words="又改了", actor=worker, now=monday)
    actions.review_exclusion(again, is_accepted=True, words="核过", actor=leader, now=monday)
    assert not counts()


def test_who_may_be_the_second_is_told_and_nobody_else(accepted, desk, leader, other, supervisor, monday):
    ask(accepted, leader, monday)
    assert {one.person for one in liftings_to_answer(monday)} == {other.pk}
    answer(accepted, other, monday)
    assert list(liftings_to_answer(monday)) == []


def test_the_ledger_is_told_without_a_word_of_what_was_said(accepted, desk, leader, monday):
    ask(accepted, desk, monday)
    answer(accepted, leader, monday)
    told = list(Event.objects.filter(kind__startswith="problem.lifting").order_by("pk"))
    assert [one.kind for one in told] == ["problem.lifting_asked", "problem.lifting_answered"]
    assert told[1].after["lifted"] is True
    assert "规划" not in repr([(one.before, one.after) for one in told])
