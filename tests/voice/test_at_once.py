"""The same form sent twice, a finger that taps twice."""

import pytest
from django.utils import timezone

from lianxin.voice.actions import open_by_code
from lianxin.voice.actions.digits import check_digits
from tests.at_once import at_once
from tests.registry.families import ID_OF_WANG
from tests.voice.printing import wrong_code

pytestmark = pytest.mark.django_db(transaction=True)


def twice(action):
    """What comes of an action, and of the same once more while the first has not yet been committed."""
    return at_once(action, action)


def test_the_right_digits_typed_once_and_sent_twice(wang):
    check_digits(wang, "0000", now=timezone.now())
    found = twice(lambda: check_digits(wang, ID_OF_WANG[-4:], now=timezone.now()))
    assert found == {"first": True, "second": True}


def test_a_code_typed_once_and_sent_twice(wang, card):
    open_by_code(wrong_code(card.code), source="192.0.2.1", now=timezone.now())
    found = twice(lambda: open_by_code(card.code, source="192.0.2.1", now=timezone.now()).household)
    assert found == {"first": wang.pk, "second": wang.pk}
