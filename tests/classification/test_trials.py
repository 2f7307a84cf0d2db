"""Trying a draft: who would move and why, kept with the draft; no class is touched until it is adopted."""

from datetime import timedelta

import numpy as np
import pytest
from django.utils import timezone

from lianxin import flow
from lianxin.classification import actions
from lianxin.classification.actions import trials
from lianxin.classification.models import PolicyTrial, Review, Standing
from lianxin.classification.rules import classify
from lianxin.classification.tallying import SAMPLES, tally
from lianxin.classification.vocabulary import Tier
from lianxin.ledger.models import Event
from lianxin.policies.actions import NotSound, revise_draft, start_draft
from lianxin.policies.drafting import revising
from lianxin.policies.models import Policy
from lianxin.work.models import Work
from lianxin.work.running import run_next
from tests.classification.households import random_register
from tests.classification.policies import shipped, with_rules
from tests.registry.families import NOW, TODAY
from tests.registry.states import tell, tell_all_is_well

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def draft(policy, desk):
    """A draft with a monitoring line of 13,000 and examples that no longer mind."""
    draft = start_draft(policy, effective_on=TODAY, actor=desk, now=NOW)
    return revise(draft, desk, monitoring_line="13000")


def revise(draft, actor, **values):
    content = revising.with_values(draft.content, values)
    return revise_draft(draft, content, version=draft.version, what="numbers", actor=actor, now=NOW)


@pytest.fixture
def modest(li, policy):
    """A household with 12,000 yuan a head: well as the policy stands, 连心户 under the draft."""
    tell_all_is_well(li)
    tell(li, income_per_head=12_000)
    flow.carry_on(now=NOW)
    return li


class TestTally:
    def test_moves_and_places_add_up(self):
        columns = random_register(shipped(), 400, 7)
        places = ["甲镇" if row % 3 else "乙镇" for row in range(400)]
        now, tried = (
            classify(columns, shipped()),
            classify(columns, with_rules(("watch", "debt_balance > 0"))),
        )
        told = tally(now, tried, places=places, standing_priority=np.zeros(400, bool))
        assert sum(told.before.values()) == sum(told.after.values()) == 400
        for tier in Tier:
            arrived = sum(move.count for move in told.moves if move.after is tier)
            left = sum(move.count for move in told.moves if move.before is tier)
            assert told.after[tier] == told.before[tier] + arrived - left
            assert sum(place.after[tier] for place in told.places) == told.after[tier]
        assert sum(place.moved for place in told.places) == sum(move.count for move in told.moves) > 100
        assert max(len(move.samples) for move in told.moves) == SAMPLES

    def test_a_sample_says_which_rules_begin_and_cease_to_hold(self):
        columns = random_register(shipped(), 50, 1, holes=0)
        one, two = (with_rules((gives, "members > 0 or members == 0")) for gives in ("watch", "priority"))
        (move,) = tally(
            classify(columns | random_register(one, 50, 1, holes=0), one),
            classify(random_register(two, 50, 1, holes=0), two),
            places=[""] * 50,
            standing_priority=np.zeros(50, bool),
        ).moves
        assert (move.before, move.after, move.count) == (Tier.WATCH, Tier.PRIORITY, 50)

    def test_without_a_policy_in_force_everybody_is_unassessed_before(self):
        columns = random_register(shipped(), 30, 2)
        told = tally(
            None, classify(columns, shipped()), places=[""] * 30, standing_priority=np.zeros(30, bool)
        )
        assert told.before[Tier.UNASSESSED] == 30
        assert told.visits_before == 0

    def test_doubt_sends_nobody_out_of_priority(self):
        columns = random_register(shipped(), 300, 5, holes=0.02)
        verdicts = classify(columns, shipped())
        told = tally(None, verdicts, places=[""] * 300, standing_priority=np.ones(300, bool))
        certain = (verdicts.tiers != Tier.PRIORITY.code) & (verdicts.could_be & Tier.PRIORITY.bit == 0)
        assert told.exits == certain.sum()
        assert 0 < told.exits < (verdicts.tiers != Tier.PRIORITY.code).sum()
        again = tally(verdicts, verdicts, places=[""] * 300, standing_priority=np.ones(300, bool))
        assert (again.exits, again.returns) == (0, 0)


def test_a_trial_says_who_would_move_and_writes_no_class(modest, draft, desk):
    before = list(Standing.objects.values_list("pk", "tier", "policy"))
    events = Event.objects.count()
    trial = trials.try_draft(draft, actor=desk, now=NOW)
    (move,) = trial.result["moves"]
    assert (move["from"], move["to"], move["count"]) == ("fine", "priority", 1)
    (sample,) = move["samples"]
    assert sample["household"] == str(modest.pk)
    assert ["人均纯收入低于监测线", "Income per head below the monitoring line"] in sample["gained"]
    assert trial.result["visits_after"] - trial.result["visits_before"] == 9
    assert trial.result["per_worker"] == 60
    assert list(Standing.objects.values_list("pk", "tier", "policy")) == before
    assert Event.objects.count() == events


def test_a_faulty_draft_is_not_tried(draft, desk):
    with pytest.raises(NotSound):
        trials.try_draft(revise(draft, desk, monitoring_line="many"), actor=desk, now=NOW)
    assert not PolicyTrial.objects.exists()


def test_a_large_register_is_tried_in_the_background(modest, draft, desk, monkeypatch):
    assert actions.start_trial(draft, actor=desk, now=NOW) is None
    PolicyTrial.objects.all().delete()
    monkeypatch.setattr(trials, "AT_ONCE", 0)
    work = actions.start_trial(draft, actor=desk, now=NOW)
    assert run_next(flow.JOBS).state == Work.DONE
    assert PolicyTrial.objects.get().draft_id == work.subject_id


def test_somebody_who_may_no_longer_adopt_tries_nothing(modest, draft, worker, monkeypatch):
    monkeypatch.setattr(trials, "AT_ONCE", 0)
    actions.start_trial(draft, actor=worker, now=NOW)
    assert run_next(flow.JOBS).outcome["code"] == "work.not_allowed"


class TestAdopting:
    """The examples of the shipped policy mind a line of 13,000 in one case; it is taken as meant."""

    @pytest.fixture
    def sound(self, draft, desk):
        return revise(draft, desk, monitoring_line="8000")

    def test_everybody_is_judged_by_it_in_the_background_and_only_once(self, modest, sound, desk):
        now = timezone.now()
        content = revising.with_head(sound.content, effective_on=timezone.localdate().isoformat(), source="x")
        sound = revise_draft(sound, content, version=sound.version, what="head", actor=desk, now=now)
        policy = actions.adopt_and_judge(sound, version=sound.version, actor=desk, now=now)
        assert Policy.objects.in_force("tiers", timezone.localdate()) == policy
        flow.carry_on(now=now)
        assert Standing.objects.exclude(policy=policy).exists()
        work = run_next(flow.JOBS)
        assert (work.state, work.outcome["households"]) == (Work.DONE, 1)
        assert not Standing.objects.exclude(policy=policy).exists()

    def test_a_policy_for_a_later_day_changes_nothing_today(self, modest, sound, desk):
        content = revising.with_head(sound.content, effective_on=TOMORROW.isoformat(), source="x")
        sound = revise_draft(sound, content, version=sound.version, what="head", actor=desk, now=NOW)
        policy = actions.adopt_and_judge(sound, version=sound.version, actor=desk, now=NOW)
        flow.carry_on(now=NOW)
        assert not Work.objects.exists()
        assert not Standing.objects.filter(policy=policy).exists()
        actions.classify_due(now=NOW + timedelta(days=1))
        assert not Standing.objects.exclude(policy=policy).exists()

    def test_when_the_work_failed_the_corridor_does_not_rely_on_it(self, modest, sound, desk):
        policy = actions.adopt_and_judge(sound, version=sound.version, actor=desk, now=NOW)
        Work.objects.update(state=Work.FAILED)
        flow.carry_on(now=NOW)
        assert Standing.objects.get().policy == policy
        assert actions.judge_again(policy, actor=desk, now=NOW).state == Work.WAITING

    def test_exits_wait_for_people(self, wang, policy, sound, desk):
        tell_all_is_well(wang)
        tell(wang, income_per_head=7_900)
        flow.carry_on(now=NOW)
        assert Standing.objects.get().tier == "watch"
        actions.adopt_and_judge(sound, version=sound.version, actor=desk, now=NOW)
        Work.objects.update(state=Work.FAILED)
        flow.carry_on(now=NOW)
        assert Standing.objects.get().tier == "priority"
        back = start_draft(policy, effective_on=TODAY, actor=desk, now=NOW)
        assert trials.try_draft(back, actor=desk, now=NOW).result["exits"] == 1
        actions.adopt_and_judge(back, version=back.version, actor=desk, now=NOW)
        Work.objects.filter(state=Work.WAITING).update(state=Work.FAILED)
        flow.carry_on(now=NOW)
        assert Standing.objects.get().tier == "priority"
        assert Review.objects.get().kind == Review.EXIT
