"""What phones tell is written down once, whatever comes twice."""

from datetime import timedelta
from uuid import uuid4

import pytest

from lianxin.ledger.models import Event
from lianxin.visits.actions import take_in
from lianxin.visits.models import Card, FamilyProposal, Feedback, Item, Missed, Visit, VisitNote
from tests.visits.phones import need, told, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def everything(wang, worker, now):
    """One operation of each kind."""
    first = visit(
        by=worker, now=now, home=wang, items=[need(quantity=1, unit="张", settled={"how": "借了一张"})]
    )
    proposal = {"proposal_id": uuid4(), "change": "born", "on": now.date(), "name": "王小宝"}
    return [
        first,
        told("visit.add", {"visit_id": first.payload.visit_id, "text": "他家的狗咬人"}, by=worker, now=now),
        told("visit.missed", {"code": "nobody_home", "tried_on": now.date()}, by=worker, now=now, home=wang),
        told(
            "item.urgent",
            {"item_id": uuid4(), "text": "屋后滑坡", "called": ["119"]},
            by=worker,
            now=now,
            home=wang,
        ),
        told("family.propose", proposal, by=worker, now=now, home=wang),
        told("card.leave", {"token_sha256": "ab" * 32}, by=worker, now=now, home=wang),
        told("feedback.send", {"text": "表太长", "about": "form"}, by=worker, now=now),
    ]


def test_everything_a_phone_tells_is_written_down_and_told(everything, wang, worker, now):
    take_in(everything, now=now)
    assert [
        model.objects.count() for model in (Visit, VisitNote, Missed, FamilyProposal, Card, Feedback)
    ] == [1] * 6
    assert {item.text: item.is_settled for item in Item.objects.all()} == {"轮椅": True, "屋后滑坡": False}
    kinds = ["visit.recorded", "note.added", "visit.missed", "item.raised", "family.proposed", "card.left"]
    assert list(Event.objects.filter(actor_id=worker.pk).values_list("kind", flat=True)) == [
        *kinds,
        "feedback.sent",
    ]
    assert Visit.objects.get().notes.get().text == "他家的狗咬人"


def test_the_same_operations_again_change_nothing(everything, now):
    take_in(everything, now=now)
    before = Event.objects.count()
    take_in(everything + everything, now=now + timedelta(hours=1))
    assert Event.objects.count() == before
    assert Visit.objects.count() == 1
    assert Item.objects.count() == 2
