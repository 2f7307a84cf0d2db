"""Two ballots of one household at the same moment."""

import pytest

from lianxin.ratings.actions import cast_ballot
from lianxin.ratings.models import Ballot
from lianxin.ratings.sealing import unseal
from lianxin.ratings.vocabulary import Kind
from tests.at_once import at_once


@pytest.mark.django_db(transaction=True)
def test_a_household_counts_once_however_fast_it_answers(wang, now):
    """A pool is of five households: one that answered twice at once would stand in it for two."""

    def cast():
        cast_ballot(wang, Kind.VISIT, {}, now=now)

    at_once(cast, cast)

    assert sorted(unseal(one.sealed).is_first for one in Ballot.objects.all()) == [False, True]
