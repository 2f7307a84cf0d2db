"""A decision is taken back by a step of its own; the register is as it was, and nothing said is lost."""

from datetime import timedelta
from uuid import uuid4

import pytest

from lianxin.ledger.models import Event
from lianxin.visits.actions import (
    VisitsRefused,
    answer_feedback,
    decide_proposal,
    reopen_clash,
    reopen_proposal,
    settle_clash,
    take_in,
)
from lianxin.visits.models import Clash, FamilyProposal, Feedback, FeedbackReply, Reopening
from lianxin.visits.vocabulary import Replied, Side
from tests.registry.families import member
from tests.visits.phones import answer, told

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def propose(wang, worker, now):
    def make(change, **more):
        payload = {"proposal_id": uuid4(), "change": change, "on": now.date() - DAY} | more
        take_in([told("family.propose", payload, by=worker, now=now, home=wang)], now=now)
        return FamilyProposal.objects.get(pk=payload["proposal_id"])

    return make


@pytest.fixture
def clash(to_wang, neighbour):
    """The register has 9000 from a document; a visit that did not know of it told 2000."""
    to_wang(answer("income_per_head", "3100"))
    to_wang(answer("income_per_head", "9000", old="3100", source="document"), after=DAY)
    to_wang(answer("income_per_head", "2000", old="3100"), after=2 * DAY, by=neighbour)
    return Clash.objects.get()


def refused(act, *args, **wishes):
    with pytest.raises(VisitsRefused) as caught:
        act(*args, **wishes)
    return caught.value.code


def income(home):
    return home.facts.current().get(indicator="income_per_head").value


def valid(home):
    facts = home.facts.filter(indicator="income_per_head", retracted_at=None)
    return sorted((one.value, one.source, str(one.observed_on)) for one in facts)


@pytest.mark.parametrize("keep", list(Side))
def test_what_counted_before_the_decision_counts_again(keep, clash, wang, desk, now):
    before, stands = valid(wang), clash.stands
    settle_clash(clash, keep=keep, words="看了证明", actor=desk, now=now + 3 * DAY)
    assert income(wang) == ("2000" if keep is Side.TOLD else "9000")
    assert refused(reopen_clash, clash, words=" ", actor=desk, now=now + 4 * DAY) == "words-needed"
    reopen_clash(clash, words="证明是别家的", actor=desk, now=now + 4 * DAY)
    clash.refresh_from_db()
    assert (clash.decided_at, clash.decision, clash.stands) == (None, "", stands)
    assert (income(wang), valid(wang)) == ("9000", before)
    assert list(Clash.objects.undecided()) == [clash]
    assert {clash.told.value, clash.held.value} == {"2000", "9000"}
    former = Reopening.objects.get()
    assert (former.decision, former.decided_words, former.words) == (keep.value, "看了证明", "证明是别家的")
    assert refused(reopen_clash, clash, words="再撤", actor=desk, now=now + 5 * DAY) == "undecided"


def test_it_can_be_decided_the_other_way_then_and_taken_back_again(clash, wang, desk, now):
    for turn, keep in enumerate((Side.TOLD, Side.HELD, Side.TOLD), start=1):
        settle_clash(clash, keep=keep, words="看了", actor=desk, now=now + 2 * turn * DAY)
        reopen_clash(clash, words="看错了", actor=desk, now=now + (2 * turn + 1) * DAY)
    assert (Reopening.objects.count(), income(wang)) == (3, "9000")
    assert wang.facts.filter(indicator="income_per_head").count() == 6
    assert wang.facts.filter(indicator="income_per_head", is_current=True).count() == 1


def test_a_claim_that_was_wrong_for_another_reason_stays_taken_back(clash, wang, desk, now):
    from lianxin.registry.actions import retract_fact

    retract_fact(clash.told, reason="不是这一户", actor=desk, now=now + 3 * DAY)
    settle_clash(clash, keep=Side.HELD, words="看了", actor=desk, now=now + 4 * DAY)
    reopen_clash(clash, words="看错了", actor=desk, now=now + 5 * DAY)
    assert "2000" not in [value for value, *_rest in valid(wang)]


def test_the_ledger_tells_what_counted_and_counts_and_no_words_in_clear(clash, wang, desk, now):
    settle_clash(clash, keep=Side.TOLD, words="看了证明", actor=desk, now=now + 3 * DAY)
    reopen_clash(clash, words="证明是别家的", actor=desk, now=now + 4 * DAY)
    changed = Event.objects.filter(kind="facts.changed", cause="reopened").get()
    assert (changed.before, changed.after) == ({"income_per_head": "2000"}, {"income_per_head": "9000"})
    reopened = Event.objects.get(kind="clash.reopened")
    assert "别家" not in str(reopened.after)


@pytest.mark.parametrize("change", ["born", "moved_in", "married_in"])
def test_who_was_added_is_taken_off_again(change, propose, wang, desk, now):
    before = names(wang)
    proposal = propose(change, name="王小宝", sex="f", relation="grandchild")
    decide_proposal(proposal, accept=True, actor=desk, now=now)
    reopen_proposal(proposal, words="是邻居家的孩子", actor=desk, now=now + DAY)
    assert names(wang) == before
    assert wang.residents.get(name="王小宝").state == "mistaken"
    proposal.refresh_from_db()
    assert (proposal.decided_at, proposal.is_accepted, proposal.added) == (None, None, None)
    decide_proposal(proposal, accept=False, words="是邻居家的", actor=desk, now=now + 2 * DAY)


def test_who_had_died_or_left_is_there_again(propose, wang, desk, now):
    head, wife = member(wang, "王有田"), member(wang, "曾秀兰")
    proposal = propose("died", resident_id=head.pk)
    decide_proposal(proposal, accept=True, new_head=wife, actor=desk, now=now)
    reopen_proposal(proposal, words="人在医院，没有去世", actor=desk, now=now + DAY)
    wang.refresh_from_db()
    assert wang.head == head
    assert Event.objects.filter(kind="step.undone").count() == 1


def test_a_correction_is_taken_back_unless_somebody_corrected_since(propose, wang, desk, now):
    from lianxin.registry.actions import correct_resident

    wife = member(wang, "曾秀兰")
    was = wife.birth_on
    proposal = propose("corrected", resident_id=wife.pk, name="曾秀蓝", birth_on="1962-05-01")
    decide_proposal(proposal, accept=True, actor=desk, now=now)
    wife.refresh_from_db()
    correct_resident(wife, reason="按户口本", name="曾秀岚", actor=desk, now=now + DAY)
    assert refused(reopen_proposal, proposal, words="错", actor=desk, now=now + 2 * DAY) == "changed-since"
    correct_resident(wife, reason="改回", name="曾秀蓝", actor=desk, now=now + 3 * DAY)
    reopen_proposal(proposal, words="原来的对", actor=desk, now=now + 4 * DAY)
    wife.refresh_from_db()
    assert (wife.name, wife.birth_on) == ("曾秀兰", was)


def test_a_refusal_is_taken_back_too(propose, wang, desk, now):
    proposal = propose("born", name="王小宝")
    assert refused(reopen_proposal, proposal, words="x", actor=desk, now=now) == "undecided"
    decide_proposal(proposal, accept=False, words="不是", actor=desk, now=now)
    reopen_proposal(proposal, words="看了出生证", actor=desk, now=now + DAY)
    decide_proposal(proposal, accept=True, actor=desk, now=now + 2 * DAY)
    assert "王小宝" in names(wang)
    assert Reopening.objects.get().decision == "declined"


def test_a_word_about_the_system_is_answered_and_stays_open_while_it_is_looked_at(worker, desk, now):
    take_in([told("feedback.send", {"text": "表太长", "about": "form"}, by=worker, now=now)], now=now)
    said = Feedback.objects.unanswered().get()
    assert (
        refused(answer_feedback, said, became=Replied.DONE, words=" ", actor=desk, now=now) == "words-needed"
    )
    answer_feedback(said, became=Replied.NOTED, words="我们看看", actor=desk, now=now)
    assert list(Feedback.objects.unanswered()) == [said]
    answer_feedback(said, became=Replied.DONE, words="减了两项", actor=desk, now=now + DAY)
    assert not Feedback.objects.unanswered().exists()
    assert list(Feedback.objects.answered()) == [said]
    assert [one.words for one in FeedbackReply.objects.filter(feedback=said)] == ["我们看看", "减了两项"]
    assert Event.objects.filter(kind="feedback.answered").count() == 2


def names(home):
    return sorted(home.residents.present().values_list("name", flat=True))
