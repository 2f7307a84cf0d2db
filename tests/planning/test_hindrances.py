"""Could not visit: until when it may wait, and who must agree."""

from datetime import date

import pytest

from lianxin.planning.hindrances import respite
from lianxin.planning.vocabulary import Cannot, PlanningError

NUMBERS = {"again_nobody_home": 7, "times_nobody_home": 2, "again_declined": 15, "times_declined": 0}
NUMBERS |= {"again_moved_away": 15, "times_moved_away": 0}
DUE, TRIED = date(2026, 11, 20), date(2026, 11, 18)


def asked(reason, times_before=0, tried_on=TRIED):
    return respite(reason, due_on=DUE, tried_on=tried_on, times_before=times_before, numbers=NUMBERS)


def test_nobody_at_home_is_tried_again_a_week_later():
    assert asked(Cannot.NOBODY_HOME).due_on == date(2026, 11, 25)


def test_a_due_day_never_comes_forward():
    assert asked(Cannot.NOBODY_HOME, tried_on=date(2026, 11, 2)).due_on == DUE


def test_the_third_time_somebody_must_agree():
    assert [asked(Cannot.NOBODY_HOME, times).needs_approval for times in range(4)] == [
        False,
        False,
        True,
        True,
    ]


def test_that_a_household_declines_is_always_looked_at():
    assert asked(Cannot.DECLINED).needs_approval
    assert not asked(Cannot.DECLINED).ends_duty


def test_only_a_household_that_has_moved_away_is_owed_nothing():
    assert asked(Cannot.MOVED_AWAY).ends_duty
    assert asked(Cannot.MOVED_AWAY).needs_approval


def test_a_number_that_is_missing_is_named():
    with pytest.raises(PlanningError) as caught:
        asked(Cannot.ROAD)
    assert caught.value.code == "number_missing"
    assert "again_road" in caught.value.message
