"""Cards: printed, opened, renewed by the first opening of the next, withdrawn; wrong codes burn one card."""

from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.utils import timezone

from lianxin import flow
from lianxin.ledger.models import Event
from lianxin.visits.models import Card as LeftCard
from lianxin.voice.actions import VoiceRefused, open_by_code, open_by_token, revoke_cards, still_works
from lianxin.voice.models import Card
from tests.voice.printing import print_one, wrong_code

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LATER = NOW + timedelta(days=1)


def leave_card(home, staff, token="a" * 26, at=NOW):
    return LeftCard.objects.create(
        op_id=uuid4(), household=home, token_hash=sha256(token.encode()).digest(), left_at=at, left_by=staff
    )


def test_a_card_opens_by_its_picture_and_by_its_code(card, wang):
    assert open_by_token(card.token, now=NOW).household == wang.pk
    assert open_by_code(card.code, now=NOW).household == wang.pk


def test_nothing_on_the_card_is_in_the_database(card):
    row = Card.objects.get()
    kept = bytes(row.token_digest) + bytes(row.code_digest) + row.name.encode()
    assert card.token.encode() not in kept
    assert card.code.encode() not in kept
    assert sha256(card.token.encode()).digest()[:16] != bytes(row.token_digest), "the digest is keyed"


def test_a_card_left_by_a_phone_opens_too(wang, worker):
    left = leave_card(wang, worker)
    opened = open_by_token("a" * 26, now=NOW)
    assert (opened.kind, opened.key, opened.household) == ("left", left.pk, wang.pk)


def test_the_older_card_works_until_the_newer_is_opened(card, wang, worker, town_head):
    leave_card(wang, worker)
    newer = print_one(wang, town_head, now=LATER)
    assert open_by_token(card.token, now=LATER)
    assert open_by_token(newer.token, now=LATER)
    assert open_by_token(card.token, now=LATER) is None
    assert open_by_token("a" * 26, now=LATER) is None
    assert open_by_token(newer.token, now=LATER).household == wang.pk
    assert [card.end for card in Card.objects.order_by("pk")] == ["renewed", ""]


def test_an_older_card_never_ends_a_newer_one(card, wang, town_head):
    newer = print_one(wang, town_head, now=LATER)
    open_by_token(card.token, now=LATER)
    assert open_by_token(newer.token, now=LATER)


def test_a_card_left_by_a_phone_ends_the_printed_ones(card, wang, worker):
    from django.db import transaction

    from lianxin.ledger.actions import record

    with transaction.atomic():
        record(kind="card.left", actor=worker, now=LATER, subject=("household", wang.pk), area=wang.area)
    flow.carry_on(now=LATER)
    assert open_by_token(card.token, now=LATER) is None


def test_a_withdrawn_card_opens_nothing_and_ends_a_session(card, wang, worker, town_head):
    leave_card(wang, worker)
    opened = open_by_token(card.token, now=NOW)
    assert still_works(opened.kind, opened.key) == wang.pk
    assert revoke_cards(wang, actor=town_head, now=NOW) == 1, "the first opening had ended the other"
    assert still_works(opened.kind, opened.key) is None
    assert open_by_token(card.token, now=NOW) is None
    assert open_by_code(card.code, now=NOW) is None
    with pytest.raises(VoiceRefused) as refused:
        revoke_cards(wang, actor=town_head, now=NOW)
    assert refused.value.code == "no-card"


def test_five_wrong_codes_burn_the_code_and_not_the_picture(card, wang):
    for number in range(5):
        assert open_by_code(wrong_code(card.code, number), now=NOW) is None
    assert open_by_code(card.code, now=NOW) is None
    assert open_by_token(card.token, now=NOW).household == wang.pk
    assert Event.objects.filter(kind="card.burnt").count() == 1


def test_four_wrong_codes_do_not_burn_and_the_right_one_forgives(card, wang):
    for _round in range(2):
        for number in range(4):
            open_by_code(wrong_code(card.code, number), now=NOW)
        assert open_by_code(card.code, now=NOW).household == wang.pk


def test_wrong_codes_of_one_card_burn_no_other(card, wang, li, neighbour):
    other = print_one(li, neighbour, now=NOW)
    for number in range(6):
        open_by_code(wrong_code(card.code, number), now=NOW)
    assert open_by_code(other.code, now=NOW).household == li.pk


def test_the_ledger_never_holds_what_stands_on_a_card(card):
    open_by_code(card.code, now=NOW)
    told = "".join(f"{event.before}{event.after}{event.reason}" for event in Event.objects.all())
    assert card.token not in told
    assert card.code not in told
