"""A draft says of itself what is so: that its time ran out and what to do, or that everybody changes."""

import pytest
from django.utils import timezone

from lianxin.pairing.actions import ask_for_draft, choose_cadre, solve_draft
from lianxin.pairing.commands import as_json, show_pair
from lianxin.pairing.models import Draft
from lianxin.policies.actions import adopt_policy
from lianxin.policies.catalogue import SHIPPED
from tests.desk.district import content

SAID = "到时限就停了"


@pytest.fixture
def pairing_policy(policy, now):
    text = (SHIPPED / "pairing" / "2026-01-01.yaml").read_text("utf-8")
    return adopt_policy(text=text, filename="2026-01-01.yaml", actor=None, now=now)


@pytest.fixture
def drafted(wang, li, worker, neighbour, pairing_policy, now):
    def drafted(budget_s, gap=0.0, trial=None):
        draft = ask_for_draft(trial=trial, actor=None, now=now)
        draft = solve_draft(draft, now=timezone.now(), budget_s=budget_s)
        draft.cost, draft.bound = 1_000, round(1_000 * (1 - gap))
        draft.summary["gap"] = gap
        draft.save()
        return draft

    return drafted


def test_a_draft_that_ran_out_of_time_says_so_and_what_to_do(enter, desk, drafted):
    draft = drafted(0.0, gap=0.004)
    shown = content(enter(desk).get(f"/pairing/drafts/{draft.pk}/"))
    assert draft.summary["cut_short"]
    assert SAID in shown
    assert "0.40%" in shown
    assert "lianxin pair --budget 600" in shown
    assert SAID in show_pair(as_json(draft) | {"seconds": 1.0})


def test_a_draft_that_was_worked_out_to_the_end_does_not(enter, desk, drafted):
    draft = drafted(60.0)
    assert not draft.summary["cut_short"]
    assert SAID not in content(enter(desk).get(f"/pairing/drafts/{draft.pk}/"))
    assert SAID not in show_pair(as_json(draft) | {"seconds": 1.0})


def test_a_draft_that_is_proved_the_best_there_is_needs_no_more_time(enter, desk, drafted):
    draft = drafted(0.0)
    assert draft.summary["cut_short"]
    assert SAID not in content(enter(desk).get(f"/pairing/drafts/{draft.pk}/"))
    assert SAID not in show_pair(as_json(draft) | {"seconds": 1.0})


def test_a_trial_that_ran_out_of_time_says_which_differences_mean_nothing(enter, desk, drafted):
    draft = drafted(0.0, gap=0.004, trial={"cadres": 1})
    shown = content(enter(desk).get(f"/pairing/drafts/{draft.pk}/"))
    assert SAID in shown
    assert "不要当真" in shown


def test_a_draft_of_an_older_version_is_shown_as_before(enter, desk, drafted):
    draft = drafted(60.0)
    for name in ("cut_short", "gap"):
        del draft.summary[name]
    Draft.objects.filter(pk=draft.pk).update(summary=draft.summary)
    assert SAID not in content(enter(desk).get(f"/pairing/drafts/{draft.pk}/"))


def test_a_draft_for_who_leaves_says_that_his_households_change(enter, desk, drafted, wang, worker, now):
    choose_cadre(wang, worker, actor=None, now=now)
    draft = ask_for_draft(leaving=worker, actor=None, now=now)
    solve_draft(draft, now=timezone.now(), budget_s=60.0)
    shown = content(enter(desk).get(f"/pairing/drafts/{draft.pk}/"))
    assert "1 户都找到了接替" in shown
    assert "没有一户要换人" not in shown
    assert "换人的 1" in shown
