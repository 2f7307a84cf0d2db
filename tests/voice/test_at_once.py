"""The same form sent twice, a finger that taps twice: each request over a connection of its own.

SQLite has one writer, so nothing happens at once there; a test within one transaction shows no race either.
"""

from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from lianxin.voice.actions import open_by_code
from lianxin.voice.actions.digits import check_digits
from tests.registry.families import ID_OF_WANG
from tests.voice.printing import wrong_code

PATIENCE_S = 30

pytestmark = pytest.mark.django_db(transaction=True)


def twice(action):
    """What comes of an action, and of the same once more while the first has not yet been committed."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    is_done, may_end, found = Event(), Event(), {}

    def first():
        with transaction.atomic():
            found["first"] = action()
            is_done.set()
            may_end.wait(PATIENCE_S)
        connection.close()

    def second():
        found["second"] = action()
        connection.close()

    threads = [Thread(target=first), Thread(target=second)]
    threads[0].start()
    assert is_done.wait(PATIENCE_S)
    threads[1].start()
    threads[1].join(timeout=1)  # it waits for what the first has locked
    may_end.set()
    for one in threads:
        one.join(PATIENCE_S)
    return found


def test_the_right_digits_typed_once_and_sent_twice(wang):
    check_digits(wang, "0000", now=timezone.now())
    found = twice(lambda: check_digits(wang, ID_OF_WANG[-4:], now=timezone.now()))
    assert found == {"first": True, "second": True}


def test_a_code_typed_once_and_sent_twice(wang, card):
    open_by_code(wrong_code(card.code), source="192.0.2.1", now=timezone.now())
    found = twice(lambda: open_by_code(card.code, source="192.0.2.1", now=timezone.now()).household)
    assert found == {"first": wang.pk, "second": wang.pk}
