"""Ten thousand deadlines against a second calculator that shares nothing with ours (promise 16).

The notices are typed in by hand from 国办发明电〔2024〕12号 (for 2025) and 国办发明电〔2025〕7号 (for 2026);
the calculator lists every workday of the two years once and looks answers up by position.
"""

import random
from bisect import bisect_left, bisect_right
from datetime import date, timedelta

import pytest

from lianxin.workdays import add_workdays, official, workdays_between

CASES = 10_000
DAYS_OFF = """
2025-01-01 2025-01-01
2025-01-28 2025-02-04
2025-04-04 2025-04-06
2025-05-01 2025-05-05
2025-05-31 2025-06-02
2025-10-01 2025-10-08
2026-01-01 2026-01-03
2026-02-15 2026-02-23
2026-04-04 2026-04-06
2026-05-01 2026-05-05
2026-06-19 2026-06-21
2026-09-25 2026-09-27
2026-10-01 2026-10-07
"""
DAYS_ON = """
2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11
2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10
"""


def every_day(first, last):
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


OFF = {
    day for line in DAYS_OFF.split("\n") if line for day in every_day(*map(date.fromisoformat, line.split()))
}
ON = {date.fromisoformat(text) for text in DAYS_ON.split()}
ALL = every_day(date(2025, 1, 1), date(2026, 12, 31))
WORKDAYS = [day for day in ALL if day in ON or (day.isoweekday() <= 5 and day not in OFF)]


def looked_up(day, count):
    """The answer by position in the list of workdays; None when it lies outside the two years."""
    if count > 0:
        place = bisect_right(WORKDAYS, day) + count - 1
    elif count < 0:
        place = bisect_left(WORKDAYS, day) + count
    else:
        place = bisect_left(WORKDAYS, day)
    return WORKDAYS[place] if 0 <= place < len(WORKDAYS) else None


def disagreements(answer, cases=CASES, seed=16):
    """How many random cases `answer(day, count)` gets wrong; each case lies inside the two years."""
    chance = random.Random(seed)
    wrong = done = 0
    while done < cases:
        day, count = chance.choice(ALL), chance.choice((chance.randint(-15, 15), chance.randint(-300, 300)))
        expected = looked_up(day, count)
        if expected is not None:
            done += 1
            wrong += answer(day, count) != expected
    return wrong


def test_ten_thousand_deadlines_agree_with_the_second_calculator():
    assert disagreements(lambda day, count: add_workdays(day, count, official()).on) == 0


def test_two_thousand_spans_agree_with_the_second_calculator():
    chance = random.Random(61)
    for _ in range(CASES // 5):
        one, other = chance.choice(ALL), chance.choice(ALL)
        if one <= other:
            expected = sum(1 for day in WORKDAYS if one < day <= other)
        else:
            expected = -sum(1 for day in WORKDAYS if other <= day < one)
        assert workdays_between(one, other, official()) == expected


def test_every_single_day_of_the_two_years_agrees():
    assert [day for day in ALL if official().is_workday(day)] == WORKDAYS


NO_MAKEUP = official().with_changes(holidays=official().makeup_workdays)
NO_SPRING = official().with_changes(workdays=[date(2026, 2, 16)])


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(
            lambda day, n: add_workdays(day - timedelta(days=1), n, official()).on, id="counts-today"
        ),
        pytest.param(lambda day, n: add_workdays(day, n, NO_MAKEUP).on, id="forgets-makeup-days"),
        pytest.param(lambda day, n: add_workdays(day, n, NO_SPRING).on, id="one-holiday-missing"),
        pytest.param(lambda day, n: day + timedelta(days=n), id="plain-days"),
    ],
)
def test_the_comparison_catches_a_broken_calculator(broken):
    assert disagreements(broken, cases=2000) > 0
