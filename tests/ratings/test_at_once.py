"""Two ballots of one household at the same moment, each over a connection of its own.

SQLite has one writer, so nothing happens at once there; a test within one transaction shows no race either.
"""

from threading import Event, Thread

import pytest
from django.db import connection, transaction

from lianxin.ratings.actions import cast_ballot
from lianxin.ratings.models import Ballot
from lianxin.ratings.sealing import unseal
from lianxin.ratings.vocabulary import Kind

PATIENCE_S = 30


@pytest.mark.django_db(transaction=True)
def test_a_household_counts_once_however_fast_it_answers(wang, now):
    """A pool is of five households: one that answered twice at once would stand in it for two."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    is_cast, may_end = Event(), Event()

    def cast_and_wait():
        with transaction.atomic():
            cast_ballot(wang, Kind.VISIT, {}, now=now)
            is_cast.set()
            may_end.wait(PATIENCE_S)
        connection.close()

    def cast():
        cast_ballot(wang, Kind.VISIT, {}, now=now)
        connection.close()

    first, second = Thread(target=cast_and_wait), Thread(target=cast)
    first.start()
    assert is_cast.wait(PATIENCE_S)
    second.start()
    second.join(timeout=1)  # it waits for the first, or has read by now what the first has not yet written
    may_end.set()
    first.join(PATIENCE_S)
    second.join(PATIENCE_S)

    assert sorted(unseal(one.sealed).is_first for one in Ballot.objects.all()) == [False, True]
