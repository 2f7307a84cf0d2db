"""A database that was put back does not tell of a month a second time, with other ballots than the first."""

import pytest

from lianxin.field import epochs
from lianxin.ledger.models import Event
from lianxin.ratings.actions import cast_ballot, close_months, give_up_over
from lianxin.ratings.models import Ballot, Close, Counted, PoolRow
from lianxin.ratings.pooling import K
from lianxin.ratings.vocabulary import Kind
from tests.problems.ladders import at
from tests.ratings.ballots import MARCH
from tests.ratings.test_closing import DISPLEASED, IN_APRIL, IN_MARCH, PLEASED, homes

__all__ = ["homes"]
pytestmark = pytest.mark.django_db
LATER = at("2026-03-20 10:00")


@pytest.fixture
def put_back(homes):
    """Five households answered before the backup, one after it; March was closed and told; then the backup
    was put back. Returns what was told."""
    for home in homes[:K]:
        cast_ballot(home, Kind.ENDING, PLEASED, now=IN_MARCH)
    kept = [(one.pk, one.month, one.sealed) for one in Ballot.objects.all()]
    cast_ballot(homes[K], Kind.ENDING, DISPLEASED, now=LATER)
    close_months(now=IN_APRIL)
    told = PoolRow.objects.get().tallies
    PoolRow.objects.all().delete()
    Close.objects.all().delete()
    Counted.objects.filter(household=homes[K]).delete()
    Ballot.objects.bulk_create(Ballot(pk=key, month=month, sealed=sealed) for key, month, sealed in kept)
    return told


def test_a_month_told_again_would_be_one_households_opinion(put_back):
    """The control: without a new epoch the second figure is the first less the sixth household."""
    assert close_months(now=IN_APRIL) == 1
    again = PoolRow.objects.get().tallies
    differences = [
        [one - other for one, other in zip(first, second, strict=True)]
        for first, second in zip(put_back, again, strict=True)
    ]
    assert differences == [[0, 0, 1, 0], [1, 0, 0, 0]], "not satisfied, and thinks that it could be done"


@pytest.mark.parametrize("why", [epochs.RESTORED, epochs.PUT_BACK])
def test_what_may_have_been_told_is_given_up_when_a_new_life_begins(put_back, why, own_anchor):
    epochs.begin(why, now=IN_APRIL)
    assert not Ballot.objects.exists()
    assert Close.objects.get().month == MARCH
    assert close_months(now=IN_APRIL) == 0
    assert not PoolRow.objects.exists()
    assert Event.objects.get(kind="ratings.given_up").after == {"month": "2026-03"}


def test_the_first_epoch_of_a_district_gives_nothing_up(put_back, own_anchor):
    epochs.begin(epochs.FIRST, now=IN_APRIL)
    assert Ballot.objects.count() == K


def test_ballots_of_the_month_that_runs_were_never_told_and_stay(put_back, homes):
    cast_ballot(homes[0], Kind.ENDING, PLEASED, now=IN_APRIL)
    assert give_up_over(now=IN_APRIL) == K
    assert Ballot.objects.get().month == MARCH + 1


def test_a_backup_of_the_same_month_gives_nothing_up(homes):
    cast_ballot(homes[0], Kind.ENDING, PLEASED, now=IN_MARCH)
    close_months(now=IN_APRIL)
    assert Ballot.objects.count() == 1, "it waits for company"
    assert give_up_over(now=IN_APRIL) == 0
    assert Ballot.objects.count() == 1


def test_months_that_passed_without_a_close_are_over_too(put_back):
    assert give_up_over(now=at("2026-06-02 10:00")) == K
    assert list(Close.objects.order_by("month").values_list("month", "pools")) == [
        (MARCH, 0),
        (MARCH + 1, 0),
        (MARCH + 2, 0),
    ]
    assert give_up_over(now=at("2026-06-02 10:00")) == 0
