"""A draft whose search was ended by its time says so on its page, and what to do."""

import pytest
from django.utils import timezone

from lianxin.pairing.actions import ask_for_draft, solve_draft
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
    def drafted(budget_s, trial=None):
        draft = ask_for_draft(trial=trial, actor=None, now=now)
        return solve_draft(draft, now=timezone.now(), budget_s=budget_s)

    return drafted


def test_a_draft_that_ran_out_of_time_says_so_and_what_to_do(enter, desk, drafted):
    draft = drafted(0.0)
    shown = content(enter(desk).get(f"/pairing/drafts/{draft.pk}/"))
    assert draft.summary["cut_short"]
    assert SAID in shown
    assert "lianxin pair --budget 600" in shown
    assert SAID in show_pair(as_json(draft) | {"seconds": 1.0})


def test_a_draft_that_was_worked_out_to_the_end_does_not(enter, desk, drafted):
    draft = drafted(60.0)
    assert not draft.summary["cut_short"]
    assert SAID not in content(enter(desk).get(f"/pairing/drafts/{draft.pk}/"))
    assert SAID not in show_pair(as_json(draft) | {"seconds": 1.0})


def test_a_trial_that_ran_out_of_time_says_which_differences_mean_nothing(enter, desk, drafted):
    draft = drafted(0.0, trial={"cadres": 1})
    shown = content(enter(desk).get(f"/pairing/drafts/{draft.pk}/"))
    assert SAID in shown
    assert "不要当真" in shown


def test_a_draft_of_an_older_version_is_shown_as_before(enter, desk, drafted):
    draft = drafted(60.0)
    for name in ("cut_short", "gap"):
        del draft.summary[name]
    Draft.objects.filter(pk=draft.pk).update(summary=draft.summary)
    assert SAID not in content(enter(desk).get(f"/pairing/drafts/{draft.pk}/"))
