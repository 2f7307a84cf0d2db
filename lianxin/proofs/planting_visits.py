"""Bringing secrets into a district by phone: what a cadre writes down at a door, and what is said to it."""

import json
from contextlib import suppress
from typing import Any

from django.utils import timezone

from lianxin import flow
from lianxin.field.actions import enrol_device, resolve_op
from lianxin.field.models import Op
from lianxin.field.vocabulary import How
from lianxin.people.vocabulary import Role
from lianxin.planning.vocabulary import Cannot
from lianxin.proofs.cast import browser, make_worker
from lianxin.proofs.phones import Phone, Unanswered, send_by
from lianxin.registry.models import Household
from lianxin.visits.actions import answer_feedback, decide_proposal, reopen_clash, settle_clash, settle_item
from lianxin.visits.models import Clash, FamilyProposal, Feedback, Item
from lianxin.visits.vocabulary import Replied, Side


def tell_by_phone(planter: Any, number: int) -> None:
    """One phone's day at one home, with words and numbers in every field; then the office decides."""
    home = planter.family()
    worker = make_worker(f"P-{number}", Role.COLLECTOR, planter.areas["V1"])
    device, token = enrol_device(staff=worker, name="phone", actor=worker, now=timezone.now())
    phone = Phone(send_by(browser()), str(device.pk), token, planter.chance)
    _visit(planter, phone, home)
    _rest(planter, phone, home)
    phone.push()
    _what_nobody_understands(planter, phone, home)
    phone.pull()
    flow.carry_on(now=timezone.now())
    _decide(planter)


def _visit(planter: Any, phone: Phone, home: Household) -> None:
    """Two visits that tell two things about one fact, with needs, one settled at the door."""
    for amount in (1000, 2000):
        item = {"item_id": phone.new_id(), "kind": "need", "category": "road"}
        item["text"] = planter.words("what a home asked for")
        settled = {"item_id": phone.new_id(), "kind": "need", "category": "aids", "text": "轮椅"}
        settled["settled"] = {"how": planter.words("how it was settled at the door")}
        answers = [
            {"indicator": "debt_balance", "value": str(amount + planter.chance.randrange(900)), "old": "1"}
        ]
        note = (
            f"{planter.words('the note of a visit')}，电话 {planter.phone('a phone in the note of a visit')}"
        )
        op = phone.visit(home.pk, answers=answers, items=[item, settled], note=note)
    words = {"visit_id": json.loads(op["payload"])["visit_id"], "text": planter.words("an afterthought")}
    phone.record("visit.add", words, home=home.pk, parents=[op["op_id"]])


def _rest(planter: Any, phone: Phone, home: Household) -> None:
    key, today = str(home.pk), timezone.localdate().isoformat()
    missed = {"household_id": key, "code": Cannot.NOBODY_HOME.value, "tried_on": today}
    missed["note"] = planter.words("the note of a visit that failed")
    phone.record("visit.missed", missed, home=key)
    urgent = {"item_id": phone.new_id(), "household_id": key, "text": planter.words("what could not wait")}
    urgent["called"] = [planter.phone("a number that was rung", kept=False)]
    phone.record("item.urgent", urgent, home=key)
    family = {
        "proposal_id": phone.new_id(),
        "household_id": key,
        "change": "born",
        "on": today,
        "name": "程添",
    }
    family["words"] = planter.words("what is told of a family")
    phone.record("family.propose", family, home=key)
    phone.record("feedback.send", {"text": planter.words("what is said of the burden"), "about": "form"})


def _what_nobody_understands(planter: Any, phone: Phone, home: Household) -> None:
    """A kind that is not known, which somebody sets aside with a reason, and bytes that are no batch."""
    odd = phone.record("visit.dance", {"text": planter.words("an unknown kind", kept=False)}, home=home.pk)
    phone.push()
    reason = planter.words("why an upload was set aside", kept=False)
    resolve_op(Op.objects.get(pk=odd["op_id"]), how=How.SET_ASIDE, reason=reason, **planter.by())
    with suppress(Unanswered):
        phone.post("/field/sync/push", planter.words("what is no batch", kept=False).encode())


def _decide(planter: Any) -> None:
    by = planter.by()
    for proposal in FamilyProposal.objects.filter(decided_at=None):
        words = planter.words("why a proposal was refused")
        decide_proposal(proposal, accept=False, words=words, **by)
    for clash in Clash.objects.filter(decided_at=None):
        settle_clash(clash, keep=Side.TOLD, words=planter.words("why a claim was kept"), **by)
        reopen_clash(clash, words=planter.words("why a decision was taken back"), **by)
        settle_clash(clash, keep=Side.HELD, words=planter.words("why the other was kept"), **by)
    for feedback in Feedback.objects.filter(replies=None):
        words = planter.words("an answer to a cadre")
        answer_feedback(feedback, became=Replied.DONE, words=words, **by)
    for item in Item.objects.open():
        settle_item(item, how=planter.words("how an item was settled"), **by)
