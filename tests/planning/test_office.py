"""Promises, call-backs and reviews have their days."""

from datetime import date

import pytest

from lianxin.planning.office import window_of
from lianxin.planning.vocabulary import Reason
from tests.planning.numbers_of import numbers

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("reason", "on", "opens", "due"),
    [
        (Reason.PROMISE_DUE, date(2026, 12, 20), date(2026, 12, 17), date(2026, 12, 20)),
        (Reason.PROMISE_DUE, date(2026, 11, 24), TODAY, date(2026, 11, 24)),
        (Reason.PROMISE_DUE, date(2026, 11, 2), TODAY, TODAY),
        (Reason.REVIEW, date(2027, 1, 31), date(2027, 1, 1), date(2027, 1, 31)),
        (Reason.CALL_BACK, date(2026, 11, 21), TODAY, date(2026, 12, 1)),
        (Reason.CALL_BACK, TODAY, date(2026, 11, 23), date(2026, 12, 2)),
    ],
)
def test_it_opens_and_falls_due_as_the_policy_says(reason, on, opens, due):
    assert window_of(reason, on, TODAY, numbers()) == (opens, due)


@pytest.mark.parametrize("reason", [Reason.ROUND, Reason.HAND_OVER, Reason.DEATH])
def test_other_reasons_have_windows_elsewhere(reason):
    with pytest.raises(ValueError, match="no window"):
        window_of(reason, TODAY, TODAY, numbers())
