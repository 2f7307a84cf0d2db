"""Cards: printed, opened, renewed by the first opening of the next, withdrawn."""

from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.utils import timezone

from lianxin import flow
from lianxin.ledger.models import Event
from lianxin.visits.models import Card as LeftCard
from lianxin.voice.actions import VoiceRefused, card_of, note_opening, open_by_code, revoke_cards, still_works
from lianxin.voice.models import Card
from tests.voice.printing import print_one

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATER = NOW + timedelta(days=1)
HERE = "10.0.0.1"


def leave_card(home, staff, token="a" * 26, at=NOW):
    return LeftCard.objects.create(
        op_id=uuid4(), household=home, token_hash=sha256(token.encode()).digest(), left_at=at, left_by=staff
    )


def test_a_card_opens_by_its_picture_and_by_its_code(card, wang):
    assert card_of(card.token).household == wang.pk
    assert open_by_code(card.code, source=HERE, now=NOW).household == wang.pk


def test_nothing_on_the_card_is_in_the_database(card):
    row = Card.objects.get()
    kept = bytes(row.token_digest) + bytes(row.code_digest) + row.name.encode()
    assert card.token.encode() not in kept
    assert card.code.encode() not in kept
    assert sha256(card.token.encode()).digest()[:16] != bytes(row.token_digest), "the digest is keyed"


def test_a_card_left_by_a_phone_opens_too(wang, worker):
    left = leave_card(wang, worker)
    opened = card_of("a" * 26)
    assert (opened.kind, opened.key, opened.household) == ("left", left.pk, wang.pk)


def test_the_older_card_works_until_the_newer_is_opened(card, wang, worker, town_head):
    leave_card(wang, worker)
    newer = print_one(wang, town_head, now=LATER)
    assert card_of(card.token)
    assert card_of(newer.token).is_new
    assert card_of(card.token), "that its address was fetched does not open a card"
    note_opening(card_of(newer.token).key, now=LATER)
    assert card_of(card.token) is None
    assert card_of("a" * 26) is None
    assert card_of(newer.token).household == wang.pk
    assert [card.end for card in Card.objects.order_by("pk")] == ["renewed", ""]


def test_an_older_card_never_ends_a_newer_one(card, wang, town_head):
    newer = print_one(wang, town_head, now=LATER)
    note_opening(card_of(card.token).key, now=LATER)
    assert card_of(newer.token)


def test_a_card_left_by_a_phone_ends_the_printed_ones(card, wang, worker):
    from django.db import transaction

    from lianxin.ledger.actions import record

    with transaction.atomic():
        record(kind="card.left", actor=worker, now=LATER, subject=("household", wang.pk), area=wang.area)
    flow.carry_on(now=LATER)
    assert card_of(card.token) is None


def test_a_withdrawn_card_opens_nothing_and_ends_a_session(card, wang, worker, town_head):
    leave_card(wang, worker)
    opened = card_of(card.token)
    note_opening(opened.key, now=NOW)
    assert still_works(opened.kind, opened.key).household == wang.pk
    assert revoke_cards(wang, actor=town_head, now=NOW) == 1, "the first opening had ended the other"
    assert still_works(opened.kind, opened.key) is None
    assert card_of(card.token) is None
    assert open_by_code(card.code, source=HERE, now=NOW) is None
    with pytest.raises(VoiceRefused) as refused:
        revoke_cards(wang, actor=town_head, now=NOW)
    assert refused.value.code == "no-card"


def test_the_ledger_never_holds_what_stands_on_a_card(card):
    open_by_code(card.code, source=HERE, now=NOW)
    told = "".join(f"{event.before}{event.after}{event.reason}" for event in Event.objects.all())
    assert card.token not in told
    assert card.code not in told
