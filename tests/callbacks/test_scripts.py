"""What a caller says: the words of the policy that was in force when the round was drawn."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.callbacks.scripts import script_of, usual
from lianxin.callbacks.vocabulary import QUESTIONS, Subject
from lianxin.policies import script as stated
from lianxin.policies.catalogue import SHIPPED
from lianxin.policies.models import Policy, fingerprint

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
    for subject, codes in ((Subject.VISITS, stated.QUESTIONS), (Subject.ENDINGS, stated.OF_ENDINGS)):
        asked = tuple(one.value for one in QUESTIONS[subject])
        assert (*asked, "worry") == codes == tuple(usual(subject).questions)


def test_where_no_policy_states_a_script_the_usual_words_are_used(drawn):
    adopt("visits-silent", day(drawn, 0), TEXT[: TEXT.index("\nscript:")])
    assert script_of(drawn) == usual(Subject.VISITS)


def test_what_was_solved_is_asked_in_words_of_its_own(drawn):
    drawn.subject = Subject.ENDINGS.value
    adopt("visits-then", day(drawn, -1), TEXT.replace("办成了吗？", "办好了吗？"))
    assert script_of(drawn).questions["done"].zh == "您家提的这件事，办好了吗？"
    adopt("visits-short", day(drawn, 0), TEXT[: TEXT.index("  endings:\n")])
    assert script_of(drawn) == usual(Subject.ENDINGS)


def test_the_usual_words_are_those_of_the_shipped_policy(drawn):
    adopt("visits-then", day(drawn, -1), TEXT)
    for subject in Subject:
        drawn.subject = subject.value
        shipped, own = script_of(drawn), usual(subject)
        assert (shipped.greeting, dict(shipped.questions)) == (own.greeting, dict(own.questions))


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
