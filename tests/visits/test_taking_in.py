"""What phones tell is written down once, whatever comes twice."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from lianxin.ledger.models import Event
from lianxin.visits.actions import Refused, take_in
from lianxin.visits.models import Card, FamilyProposal, Feedback, Item, Missed, Settlement, Visit, VisitNote
from tests.visits.phones import LATER, need, told, visit

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


def refused(told, now):
    with pytest.raises(Refused) as caught:
        take_in(told, now=now)
    return caught.value.op_id, caught.value.code


def test_what_cannot_be_taken_in_is_named_and_nothing_of_the_batch_is_written(wang, worker, now):
    good = visit(by=worker, now=now, home=wang, items=[need()])
    twin = {"visit_id": good.payload.visit_id}
    strange = replace(visit(by=worker, now=now, home=wang), household_id=uuid4())
    item = dict(need(), item_id=good.payload.items[0].item_id)
    cases = [
        (visit(by=worker, now=now, home=wang, **twin), "visit-known"),
        (visit(by=worker, now=now, home=wang, items=[item]), "item-known"),
        (visit(by=worker, now=now, home=wang, form="visits-1999-01-01"), "unknown-form"),
        (told("visit.add", {"visit_id": uuid4(), "text": "补"}, by=worker, now=now), "no-visit"),
        (told("visit.missed", {"code": "road", "tried_on": now.date()}, by=worker, now=now), "no-place"),
        (strange, "no-household"),
    ]
    for bad, code in cases:
        assert refused([good, bad], now) == (bad.op_id, code)
        assert not Visit.objects.exists()
        assert not Event.objects.filter(kind="visit.recorded").exists()
    take_in([good], now=now)
    for bad, code in cases:
        assert refused([bad], now) == (bad.op_id, code)
    assert Visit.objects.count() == 1


def test_of_a_batch_that_came_in_part_before_the_rest_is_taken_in(wang, worker, now):
    batch = [visit(by=worker, now=now, home=wang, items=[need()]) for _ in range(5)]
    take_in(batch[:3], now=now)
    take_in(batch, now=now)
    assert Visit.objects.count() == Item.objects.count() == 5
    assert Event.objects.filter(kind="visit.recorded").count() == 5


def test_the_newest_card_counts_in_whatever_order_cards_are_told_of(wang, worker, now):
    cards = [
        told(
            "card.leave", {"token_sha256": f"{n:02x}" * 32}, by=worker, now=now + timedelta(days=n), home=wang
        )
        for n in (1, 2, 0)
    ]
    for card in cards:
        take_in([card], now=now)
    (standing,) = Card.objects.filter(ended_at=None)
    assert bytes(standing.token_hash).hex() == "02" * 32
    again = told("card.leave", {"token_sha256": "01" * 32}, by=worker, now=now, home=wang)
    assert refused([again], now) == (again.op_id, "card-known")


def test_the_days_of_a_visit_are_the_servers_whatever_the_phones_clock_said(wang, worker, now):
    ten_years = timedelta(days=3653)
    for shift in (ten_years, -ten_years, timedelta(0)):
        take_in(
            [visit(by=worker, now=now, home=wang, started_at=now + shift - LATER, ended_at=now + shift)],
            now=now,
        )
    assert {(one.visited_on, one.begun_at) for one in Visit.objects.all()} == {(now.date(), now - LATER)}


def test_a_visit_told_with_an_earlier_form_gets_the_codes_of_the_one_in_force(policies, wang, worker, now):
    from lianxin.policies.actions import adopt_policy
    from tests.planning.policies import text_of

    newer = text_of("visits").replace("id: visits-2026-01-01", "id: visits-newer")
    newer = newer.replace("form:\n", "form:\n  replaced: {categories: {wheelchair: aids}}\n")
    item = need(category="wheelchair")
    one = visit(by=worker, now=now, home=wang, items=[item], form="visits-2026-01-01")
    policy = adopt_policy(text=newer, filename="", actor=None, now=now)
    take_in([one], now=now)
    assert Item.objects.get().category == "aids"
    assert Visit.objects.get().form.document_id == "visits-2026-01-01"
    last = visit(by=worker, now=now, home=wang, items=[need(category="wheelchair")], form="visits-newer")
    take_in([last], now=now)
    assert Item.objects.get(visit=last.payload.visit_id).category == "wheelchair"
    assert Visit.objects.get(pk=last.payload.visit_id).form == policy


def test_what_is_secret_is_unreadable_in_the_tables(everything, now):
    take_in(everything, now=now)
    with connection.cursor() as cursor:
        rows = []
        for model in (Visit, VisitNote, Item, Missed, FamilyProposal, Feedback, Settlement):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            rows += [
                bytes(value) if isinstance(value, memoryview) else value for row in cursor for value in row
            ]
    texts = [value if isinstance(value, bytes) else str(value).encode() for value in rows]
    for secret in ("轮椅", "借了一张", "狗咬人", "屋后滑坡", "表太长"):
        assert not any(secret.encode() in text for text in texts)
    assert any("王小宝".encode() in text for text in texts)  # names are searched, so they stand in clear


def test_a_nul_in_a_short_text_is_left_out(wang, worker, now):
    take_in([visit(by=worker, now=now, home=wang, items=[need(unit="张\0")])], now=now)
    assert Item.objects.get().unit == "张"
