"""不计入考核: who may propose, review, appeal and decide; and that nothing else of a problem changes."""

from datetime import timedelta

import pytest

from lianxin.ledger.models import Event
from lianxin.people.vocabulary import Role
from lianxin.problems import actions
from lianxin.problems.actions.refusals import ProblemsRefused
from lianxin.problems.excluded import counted, left_out
from lianxin.problems.models import STANDING, Exclusion, Problem
from lianxin.problems.vocabulary import Channel, Stage
from lianxin.proofs.cast import make_worker
from tests.problems.ladders import at

pytestmark = pytest.mark.django_db

WORDS = "要在耕地上建三层楼，法律不允许"


@pytest.fixture
def proposed(lane, worker, monday):
    return actions.propose_exclusion(lane, ground="law-forbids", words=WORDS, actor=worker, now=monday)


@pytest.fixture
def accepted(proposed, desk, monday):
    return actions.review_exclusion(
        proposed, is_accepted=True, words="核过图纸，确是耕地", actor=desk, now=monday
    )


@pytest.fixture
def appealed(accepted, monday):
    return actions.appeal_exclusion(
        accepted, words="不是耕地", channel=Channel.RESIDENT, actor=None, now=monday
    )


@pytest.fixture
def leader(areas):
    """Another person of the district desk, without a part in anything."""
    return make_worker("LEADER", Role.DISTRICT_DESK, areas["D"])


def counts():
    return counted(Problem.objects.all()).exists()


def refused(how, *given, **more):
    with pytest.raises(ProblemsRefused) as caught:
        how(*given, **more)
    return caught.value.code


def review(one, actor, now, is_accepted=True, words="核过了"):
    return actions.review_exclusion(one, is_accepted=is_accepted, words=words, actor=actor, now=now)


def decide(one, actor, now, is_upheld=True, words="再核过了"):
    return actions.decide_appeal(one, is_upheld=is_upheld, words=words, actor=actor, now=now)


def test_a_proposal_alone_changes_nothing(proposed):
    assert counts()
    assert proposed.due_at == at("2026-03-09 18:00")


def test_an_accepted_one_does_not_count(accepted):
    assert not counts()
    assert left_out(Problem.objects.all()).count() == 1
    assert accepted.appeal_until_at == at("2026-04-01 10:00")


def test_a_refused_one_counts_and_may_be_proposed_once_more(proposed, worker, desk, monday):
    review(proposed, desk, monday, is_accepted=False)
    assert counts()
    again = actions.propose_exclusion(
        proposed.problem, ground="beyond-competence", words=WORDS, actor=worker, now=monday
    )
    review(again, desk, monday, is_accepted=False)
    propose = actions.propose_exclusion
    given = {"ground": "law-forbids", "words": WORDS, "actor": worker, "now": monday}
    assert refused(propose, proposed.problem, **given) == "exclusion-settled"


def test_one_that_waits_or_stands_is_not_proposed_again(accepted, worker, monday):
    given = {"ground": "abuse", "words": WORDS, "actor": worker, "now": monday}
    assert refused(actions.propose_exclusion, accepted.problem, **given) == "exclusion-open"


def test_the_ground_is_one_of_the_policy_and_the_reason_is_said(lane, worker, monday):
    propose = actions.propose_exclusion
    given = {"actor": worker, "now": monday}
    assert refused(propose, lane, ground="too-hard", words=WORDS, **given) == "unknown-reason"
    assert refused(propose, lane, ground="abuse", words="  ", **given) == "words-needed"


def test_nobody_reviews_what_he_proposed(lane, desk, monday):
    own = actions.propose_exclusion(lane, ground="abuse", words=WORDS, actor=desk, now=monday)
    assert refused(review, own, desk, monday) == "own-exclusion"
    assert refused(review, own, None, monday) == "own-exclusion"


def test_whoever_works_in_the_town_or_on_the_problem_does_not_review_it(proposed, town_head, areas, monday):
    assert refused(review, proposed, town_head, monday) == "own-town"
    both = make_worker("BOTH", Role.DISTRICT_DESK, areas["D"])
    both.posts.create(role=Role.SUPERVISOR.value, area=areas["T1"], from_on=monday.date())
    assert refused(review, proposed, both, monday) == "own-town"
    doer = make_worker("DOER", Role.DISTRICT_DESK, areas["D"])
    actions.accept(proposed.problem, actor=doer, now=monday)
    assert refused(review, proposed, doer, monday) == "own-exclusion"


def test_it_is_reviewed_once(accepted, leader, monday):
    assert refused(review, accepted, leader, monday) == "exclusion-reviewed"


def test_only_what_was_accepted_is_appealed_against_once_and_in_time(proposed, desk, monday):
    appeal = actions.appeal_exclusion
    given = {"channel": Channel.RESIDENT, "actor": None}
    assert refused(appeal, proposed, now=monday, **given) == "appeal-not-now"
    accepted = review(proposed, desk, monday)
    late = monday + timedelta(days=30, seconds=1)
    assert refused(appeal, accepted, now=late, **given) == "appeal-late"
    appeal(accepted, now=monday + timedelta(days=30), **given)
    assert refused(appeal, accepted, now=monday, **given) == "appeal-not-now"


def test_who_had_a_part_in_it_does_not_write_down_the_appeal(accepted, worker, desk, supervisor, monday):
    appeal = actions.appeal_exclusion
    for person in (worker, desk):
        given = {"channel": Channel.CLERK, "actor": person, "now": monday}
        assert refused(appeal, accepted, **given) == "own-work"
    made = appeal(accepted, channel=Channel.CLERK, actor=supervisor, now=monday)
    assert made.appeal_recorded_by == supervisor


def test_an_appeal_alone_leaves_it_standing_until_a_third_person_decides(appealed, desk, leader, monday):
    assert not counts()
    assert refused(decide, appealed, desk, monday) == "own-exclusion"
    decide(appealed, leader, monday, is_upheld=False)
    assert counts()


def test_an_appeal_that_was_lost_is_final(appealed, leader, monday):
    kept = decide(appealed, leader, monday)
    assert not counts()
    assert kept.stage is Stage.UPHELD
    assert refused(decide, kept, leader, monday) == "appeal-not-open"


def test_an_appeal_that_was_won_is_final(appealed, worker, leader, monday):
    decide(appealed, leader, monday, is_upheld=False)
    given = {"ground": "abuse", "words": WORDS, "actor": worker, "now": monday}
    assert refused(actions.propose_exclusion, appealed.problem, **given) == "exclusion-settled"


def test_the_problem_itself_its_clock_and_its_phase_stay_as_they_are(lane, worker, desk, monday):
    columns = (*STANDING, "next_at", "owner_id", "ended_at")
    before = [getattr(lane, name) for name in columns]
    proposed = actions.propose_exclusion(lane, ground="abuse", words=WORDS, actor=worker, now=monday)
    review(proposed, desk, monday)
    after = Problem.objects.get()
    assert [getattr(after, name) for name in columns] == before


def test_an_excluded_problem_is_reopened_by_its_household_like_any_other(
    accepted, worker, supervisor, monday
):
    actions.accept(accepted.problem, actor=worker, now=monday)
    actions.solve(accepted.problem, words="说清了", evidence="笔录", actor=worker, now=monday)
    judged = {"channel": Channel.RESIDENT, "actor": None, "now": monday}
    actions.judge(accepted.problem, is_done=False, **judged)
    assert Problem.objects.get().is_open
    assert not counts()


def test_the_ledger_is_told_without_a_word_of_what_was_said(appealed, leader, monday):
    decide(appealed, leader, monday, words="再看过图纸")
    told = Event.objects.filter(kind__startswith="problem.exclusion_").order_by("id")
    assert [one.kind.partition("_")[2] for one in told] == ["proposed", "reviewed", "appealed", "decided"]
    said = " ".join(str(one.after) for one in told)
    assert "耕地" not in said
    assert "图纸" not in said


def test_a_policy_without_grounds_leaves_nothing_out(wang, worker, monday):
    """As one that was adopted before there were any."""
    from lianxin.policies.actions import adopt_policy
    from tests.problems.ladders import text

    kept, _, rest = text().partition("  # Why a problem may be left out")
    older = kept + "  # Checked when" + rest.partition("  # Checked when")[2]
    adopt_policy(text=older, filename="older.yaml", actor=None, now=at("2026-03-01 09:00"))
    raised = actions.Raised(
        area=wang.area_id,
        household=wang.pk,
        words="路不好走",
        category="lane",
        channel=Channel.CLERK,
        received_by=worker.pk,
        raised_at=monday,
    )
    problem = actions.open_by_hand(raised, actor=worker, now=monday)
    given = {"ground": "abuse", "words": WORDS, "actor": worker, "now": monday}
    assert refused(actions.propose_exclusion, problem, **given) == "unknown-reason"
    assert not Exclusion.objects.exists()
