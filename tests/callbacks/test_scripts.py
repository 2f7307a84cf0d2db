"""What a caller says: the words of the policy that was in force when the round was drawn."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.callbacks.scripts import USUAL, script_of
from lianxin.callbacks.vocabulary import Question
from lianxin.policies.catalogue import SHIPPED
from lianxin.policies.models import Policy, fingerprint
from lianxin.policies.script import QUESTIONS

pytestmark = pytest.mark.django_db
TEXT = (SHIPPED / "visits" / "2026-01-01.yaml").read_text("utf-8")


def adopt(name, on, text, *, adopted_on=None):
    text = text.replace("id: visits-2026-01-01", f"id: {name}")
    text = text.replace("effective_on: 2026-01-01", f"effective_on: {on}")
    told = {"kind": "visits", "document_id": name, "effective_on": on}
    Policy.objects.create(text=text, sha256=fingerprint(text), adopted_on=adopted_on or on, **told)


def day(made, days):
    return timezone.localdate(made.drawn_at) + timedelta(days=days)


def test_the_software_and_the_policies_know_the_same_questions():
    assert tuple(one.value for one in Question) + ("worry",) == QUESTIONS == tuple(USUAL.questions)


def test_where_no_policy_states_a_script_the_usual_words_are_used(drawn):
    adopt("visits-silent", day(drawn, 0), TEXT[: TEXT.index("\nscript:")])
    assert script_of(drawn) is USUAL


def test_a_round_keeps_the_words_of_the_day_on_which_it_was_drawn(drawn):
    adopt("visits-then", day(drawn, -1), TEXT.replace("来过吗？", "来过没有？"))
    adopt("visits-later", day(drawn, 1), TEXT.replace("来过吗？", "来没来？"))
    script = script_of(drawn)
    assert script.version == "visits-then"
    assert script.questions["came"].zh == "最近有干部到您家来过没有？"


def test_a_policy_adopted_later_does_not_reach_back(drawn):
    adopt("visits-then", day(drawn, -1), TEXT)
    adopt("visits-late", day(drawn, 0), TEXT.replace("来过吗？", "来没来？"), adopted_on=day(drawn, 3))
    assert script_of(drawn).version == "visits-then"
