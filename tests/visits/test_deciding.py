"""People decide on families, on two claims about a fact, on items; and nobody sees what is not his."""

from datetime import timedelta
from uuid import uuid4

import pytest

from lianxin.ledger.models import Event
from lianxin.visits.actions import VisitsRefused, decide_proposal, settle_clash, settle_item, take_in
from lianxin.visits.models import Clash, FamilyProposal, Feedback, Item, Visit, VisitNote
from lianxin.visits.vocabulary import Side
from tests.registry.families import member
from tests.visits.phones import answer, need, told, visit

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def propose(wang, worker, now):
    def make(change, **more):
        payload = {"proposal_id": uuid4(), "change": change, "on": now.date() - DAY} | more
        take_in([told("family.propose", payload, by=worker, now=now, home=wang)], now=now)
        return FamilyProposal.objects.get(pk=payload["proposal_id"])

    return make


def refused(act, *args, **wishes):
    with pytest.raises(VisitsRefused) as caught:
        act(*args, **wishes)
    return caught.value.code


def names(home):
    return sorted(home.residents.present().values_list("name", flat=True))


@pytest.mark.parametrize("change", ["born", "moved_in", "married_in"])
def test_somebody_who_came_is_added(change, propose, wang, desk, now):
    proposal = propose(change, name="王小宝", sex="f", relation="grandchild")
    decide_proposal(proposal, accept=True, actor=desk, now=now)
    added = member(wang, "王小宝")
    assert (added.relation, added.sex) == ("grandchild", "f")
    assert added.birth_on == (proposal.happened_on if change == "born" else None)
    assert Event.objects.get(kind="family.decided").after["accepted"] is True


def test_somebody_who_died_or_left_is_no_longer_there(propose, wang, desk, now):
    wife, son = member(wang, "曾秀兰"), member(wang, "王小明")
    decide_proposal(propose("died", resident_id=wife.pk), accept=True, actor=desk, now=now)
    decide_proposal(propose("moved_out", resident_id=son.pk), accept=True, actor=desk, now=now)
    wife.refresh_from_db(), son.refresh_from_db()
    assert (wife.state, son.state, son.left_on) == ("dead", "moved", now.date() - DAY)
    assert names(wang) == ["王有田"]


def test_when_the_head_left_somebody_must_follow(propose, wang, desk, now):
    head, wife = member(wang, "王有田"), member(wang, "曾秀兰")
    proposal = propose("moved_out", resident_id=head.pk)
    assert refused(decide_proposal, proposal, accept=True, actor=desk, now=now) == "head-needed"
    decide_proposal(proposal, accept=True, new_head=wife, actor=desk, now=now)
    wang.refresh_from_db()
    assert wang.head == wife


def test_a_person_who_left_can_be_brought_back(propose, wang, desk, now):
    from lianxin.registry.actions import undo_structure

    son = member(wang, "王小明")
    decide_proposal(propose("moved_out", resident_id=son.pk), accept=True, actor=desk, now=now)
    undo_structure(Event.objects.get(kind="resident.left"), actor=desk, now=now)
    assert "王小明" in names(wang)


def test_a_correction_changes_what_it_says_and_nothing_else(propose, wang, desk, now):
    wife = member(wang, "曾秀兰")
    proposal = propose(
        "corrected", resident_id=wife.pk, name="曾秀蓝", birth_on="1962-05-01", words="身份证上是蓝"
    )
    decide_proposal(proposal, accept=True, actor=desk, now=now)
    wife.refresh_from_db()
    assert (wife.name, wife.sex, str(wife.birth_on)) == ("曾秀蓝", "f", "1962-05-01")


def test_a_refused_proposal_changes_nothing_and_is_answered(propose, wang, desk, now):
    before = names(wang)
    proposal = propose("born", name="王小宝")
    assert refused(decide_proposal, proposal, accept=False, actor=desk, now=now) == "words-needed"
    decide_proposal(proposal, accept=False, words="是邻居家的孩子", actor=desk, now=now)
    assert names(wang) == before
    assert FamilyProposal.objects.undecided().count() == 0
    assert refused(decide_proposal, proposal, accept=True, actor=desk, now=now) == "decided"


def test_what_cannot_be_carried_out_stays_undecided(propose, li, desk, now):
    stranger = member(li, "李明芳")
    for change, more, code in [
        ("died", {"resident_id": stranger.pk}, "no-resident"),
        ("moved_in", {}, "nameless"),
        ("cloned", {"name": "王二"}, "not-understood"),
        ("died", {}, "no-resident"),
    ]:
        assert refused(decide_proposal, propose(change, **more), accept=True, actor=desk, now=now) == code
    assert FamilyProposal.objects.undecided().count() == 4


@pytest.mark.parametrize(("keep", "value"), [(Side.TOLD, "2000"), (Side.HELD, "9000")])
def test_of_two_claims_one_is_chosen_and_the_other_stays_readable(
    keep, value, to_wang, wang, desk, now, neighbour
):
    to_wang(answer("income_per_head", "3100"))
    to_wang(answer("income_per_head", "9000", old="3100", source="document"), after=DAY)
    to_wang(answer("income_per_head", "2000", old="3100"), after=2 * DAY, by=neighbour)
    clash = Clash.objects.get()
    assert refused(settle_clash, clash, keep=keep, words=" ", actor=desk, now=now) == "words-needed"
    settle_clash(clash, keep=keep, words="看了证明", actor=desk, now=now + 3 * DAY)
    assert wang.facts.current().get(indicator="income_per_head").value == value
    assert wang.facts.filter(indicator="income_per_head").count() == 3
    clash.refresh_from_db()
    assert (clash.decision, clash.stands, clash.decided_by) == (keep.value, keep.value, desk)
    assert not Clash.objects.undecided().exists()
    assert refused(settle_clash, clash, keep=keep, words="再来", actor=desk, now=now) == "decided"


def test_a_visit_after_the_decision_does_not_bring_the_wrong_claim_back(to_wang, wang, desk, now, neighbour):
    to_wang(answer("debt_balance", "100"))
    to_wang(answer("debt_balance", "900", source="document"), after=DAY, by=neighbour)
    settle_clash(Clash.objects.get(), keep=Side.HELD, words="单据是别家的", actor=desk, now=now + 2 * DAY)
    to_wang(answer("debt_balance", "50", old="100"), after=-5 * DAY)
    assert wang.facts.current().get(indicator="debt_balance").value == "100"


def test_an_item_is_settled_once_with_a_word_how(to_wang, worker, now):
    to_wang(items=[need()])
    item = Item.objects.open().get()
    assert refused(settle_item, item, how="", actor=worker, now=now) == "words-needed"
    settle_item(item, how="从镇残联领了一张", actor=worker, now=now)
    assert refused(settle_item, item, how="又一张", actor=worker, now=now) == "settled"
    assert Item.objects.settled().get().settlement.how == "从镇残联领了一张"
    assert not Item.objects.open().exists()
    assert Event.objects.get(kind="item.settled").after == {"item": str(item.pk), "category": "aids"}


def test_nobody_sees_what_lies_in_the_area_of_others(
    wang, li, worker, neighbour, town_head, desk, supervisor, admin, now
):
    one = visit(by=worker, now=now, home=wang, items=[need()])
    of_place = visit(by=worker, now=now, area=wang.area)
    note = told("visit.add", {"visit_id": one.payload.visit_id, "text": "补一句"}, by=worker, now=now)
    says = told("feedback.send", {"text": "表太长"}, by=worker, now=now)
    take_in([one, of_place, note, says, visit(by=neighbour, now=now, home=li)], now=now)
    for model, counts in {Visit: (2, 1, 3, 3, 0), Item: (1, 0, 1, 1, 0), VisitNote: (1, 0, 1, 1, 0)}.items():
        for person, count in zip((worker, neighbour, desk, supervisor, admin), counts, strict=True):
            assert model.objects.seen_by(person).count() == count, (model, person)
    assert Feedback.objects.seen_by(desk).count() == 1
    assert Feedback.objects.seen_by(worker).count() == 0
    assert set(Visit.objects.seen_by(town_head)) >= set(Visit.objects.seen_by(worker))


def test_a_visit_and_an_afterthought_are_never_edited_or_deleted(to_wang):
    to_wang()
    for model in (Visit, VisitNote, Feedback):
        with pytest.raises(TypeError):
            model.objects.all().delete()
        with pytest.raises(TypeError):
            model.objects.all().update(staff=None)
