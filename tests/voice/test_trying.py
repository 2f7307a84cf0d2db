"""Wrong codes wait: for whoever types them, then for everybody; never for the picture, never for good."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.ledger.models import Event
from lianxin.voice.actions import CodeWait, card_of, open_by_code
from lianxin.voice.models import Card, CodeTries
from lianxin.voice.rules import FORGET_AFTER, TRIES, TRIES_OF_ALL
from tests.voice.printing import print_one, wrong_code

pytestmark = pytest.mark.django_db
NOW = timezone.now()
HOME, STRANGER = "10.0.0.1", "192.0.2.7"
QUARTER = timedelta(minutes=15)


def guess(card, times, *, source=STRANGER, now=NOW):
    for number in range(times):
        assert open_by_code(wrong_code(card.code, number), source=source, now=now) is None


def guess_from_everywhere(card, times=TRIES_OF_ALL, now=NOW):
    """Four from each address, so that none of them has to wait for itself."""
    for number in range(times):
        guess(card, 1, source=f"192.0.2.{number // 4}", now=now)


def test_five_wrong_codes_make_a_stranger_wait_and_not_the_home(card, wang):
    guess(card, TRIES)
    with pytest.raises(CodeWait) as wait:
        open_by_code(card.code, source=STRANGER, now=NOW)
    assert wait.value.until == NOW + QUARTER
    assert open_by_code(card.code, source=HOME, now=NOW).household == wang.pk


def test_each_further_wrong_code_doubles_the_wait(card):
    guess(card, TRIES)
    now, waits = NOW, []
    for _more in range(4):
        with pytest.raises(CodeWait) as wait:
            open_by_code(card.code, source=STRANGER, now=now)
        waits.append(wait.value.until - now)
        now = wait.value.until
        guess(card, 1, now=now)
    assert waits == [QUARTER, 2 * QUARTER, 4 * QUARTER, 8 * QUARTER]


def test_what_is_typed_during_a_wait_makes_it_no_longer(card):
    guess(card, TRIES)
    for minute in range(14):
        with pytest.raises(CodeWait) as wait:
            guess(card, 1, now=NOW + timedelta(minutes=minute))
        assert wait.value.until == NOW + QUARTER


def test_after_the_wait_the_right_code_opens_and_all_is_forgiven(card, wang):
    guess(card, TRIES)
    later = NOW + QUARTER
    assert open_by_code(card.code, source=STRANGER, now=later).household == wang.pk
    assert not CodeTries.objects.exists()
    guess(card, TRIES - 1, now=later)
    assert open_by_code(card.code, source=STRANGER, now=later).household == wang.pk


def test_ever_new_addresses_help_nobody_and_the_picture_never_waits(card, wang):
    guess_from_everywhere(card)
    with pytest.raises(CodeWait) as wait:
        open_by_code(card.code, source=HOME, now=NOW)
    assert wait.value.until == NOW + QUARTER
    assert card_of(card.token).household == wang.pk
    assert Event.objects.filter(kind="card.guessed", subject_id=wang.pk).count() == 1
    assert open_by_code(card.code, source=HOME, now=NOW + QUARTER).household == wang.pk
    assert Card.objects.get().wrong_tries == 0


def test_wrong_codes_of_one_card_shut_no_other(card, wang, li, neighbour):
    other = print_one(li, neighbour, now=NOW)
    guess(card, TRIES)
    assert open_by_code(other.code, source=STRANGER, now=NOW).household == li.pk


def test_a_card_that_is_not_there_is_answered_like_one_that_is(card):
    Card.objects.all().delete()
    guess(card, TRIES)
    with pytest.raises(CodeWait):
        open_by_code(card.code, source=STRANGER, now=NOW)


def test_what_is_kept_of_an_address_says_nothing_and_goes(card):
    guess(card, 1)
    kept = CodeTries.objects.get()
    assert STRANGER.encode() not in bytes(kept.digest)
    guess(card, 1, source=HOME, now=NOW + FORGET_AFTER + timedelta(seconds=1))
    assert CodeTries.objects.get().digest != kept.digest
