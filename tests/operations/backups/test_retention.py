"""Which nightly backups stay: seven days, four weeks, twelve months, and never without a proven one."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lianxin.operations.backups.retention import Kept, to_drop

NIGHT = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)


def nights(count, *, verified=lambda number: True):
    """Backups of so many nights, the newest first."""
    return [
        Kept(f"{number} nights ago", NIGHT - timedelta(days=number), verified(number))
        for number in range(count)
    ]


def left(backups):
    dropped = {backup.name for backup in to_drop(backups)}
    return [backup.name for backup in backups if backup.name not in dropped]


def test_a_year_of_nights_leaves_seven_days_four_weeks_and_twelve_months():
    kept = left(nights(400))
    days = [int(name.split()[0]) for name in kept]
    assert days[:7] == [0, 1, 2, 3, 4, 5, 6]
    assert {0, 7, 14, 21} <= set(days)  # the newest of each of four weeks: the 22nd is a Sunday
    months = {(NIGHT - timedelta(days=day)).strftime("%Y-%m") for day in days}
    assert len(months) == 12
    assert len(kept) == 7 + 3 + 11


def test_the_first_nights_all_stay():
    assert to_drop(nights(7)) == []


def test_several_of_one_day_leave_the_newest():
    backups = [Kept(f"{hour} h", NIGHT.replace(hour=hour), True) for hour in (1, 5, 9)]
    assert [backup.name for backup in to_drop(backups)] == ["1 h", "5 h"]


def test_without_a_proven_one_nothing_goes():
    assert to_drop(nights(400, verified=lambda number: False)) == []


def test_what_is_newer_than_the_newest_proven_one_stays():
    kept = left(nights(20, verified=lambda number: number >= 10))
    assert kept[:11] == [f"{number} nights ago" for number in range(11)]


def test_one_that_was_never_proven_goes_when_a_later_one_was():
    assert "3 nights ago" not in left(nights(10, verified=lambda number: number != 3))


@given(
    st.lists(
        st.tuples(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), st.booleans()),  # noqa: DTZ001
        unique_by=lambda one: one[0],
        max_size=60,
    )
)
def test_the_newest_proven_one_never_goes_and_a_second_look_drops_nothing(told):
    backups = [Kept(str(moment), moment.replace(tzinfo=UTC), verified) for moment, verified in told]
    dropped = to_drop(backups)
    proven = [backup for backup in backups if backup.is_verified]
    if proven:
        assert max(proven, key=lambda backup: backup.made_at) not in dropped
    else:
        assert dropped == []
    assert to_drop([backup for backup in backups if backup not in dropped]) == []
