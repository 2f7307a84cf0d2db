"""Two deeds at the same moment, each over a connection of its own: forms sent twice, two who say the same.

SQLite has one writer, so nothing happens at once there; a test within one transaction shows no race either.
Tests that use this are marked `django_db(transaction=True)`.
"""

from threading import Event, Thread

import pytest
from django.db import connection, transaction

PATIENCE_S = 30


def at_once(first, second):
    """What comes of the first deed, and of the second, begun while the first is not yet committed.

    A deed that raised has no entry. Skips the test on SQLite.
    """
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    is_done, may_end, found = Event(), Event(), {}

    def do_and_wait():
        with transaction.atomic():
            found["first"] = first()
            is_done.set()
            may_end.wait(PATIENCE_S)
        connection.close()

    def do():
        found["second"] = second()
        connection.close()

    threads = [Thread(target=do_and_wait), Thread(target=do)]
    threads[0].start()
    assert is_done.wait(PATIENCE_S)
    threads[1].start()
    threads[1].join(timeout=1)  # it waits for the first, or has read what that has not yet written
    may_end.set()
    for one in threads:
        one.join(PATIENCE_S)
    return found
