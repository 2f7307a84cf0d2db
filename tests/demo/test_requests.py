"""What the demo's homes ask and suggest: each home once, answered after it was asked, some still waiting."""

from collections import Counter
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from lianxin.demo.requests import Raised, RaisedEnded, RightAnswered, RightAsked, steps

NOW = datetime(2026, 11, 19, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
BEGAN = NOW - timedelta(days=250)
NUMBERS = [f"HB{at:06}" for at in range(1, 60_001)]


def told(seed=1, numbers=NUMBERS):
    return steps(numbers, (BEGAN, NOW), lambda moment: moment, Random(seed))


def test_some_hundreds_ask_and_suggest_within_the_year_and_in_the_order_of_time():
    found = told()
    kinds = Counter(type(one.what) for one in found)
    assert 300 < kinds[RightAsked] < 500
    assert 150 < kinds[Raised] < 300
    assert [one.at for one in found] == sorted(one.at for one in found)
    assert all(BEGAN <= one.at < NOW for one in found)


def test_no_home_asks_twice_and_an_answer_comes_after_what_it_answers():
    begun, raised = {}, {}
    for one in told():
        if isinstance(one.what, RightAsked | Raised):
            assert one.home not in begun
            begun[one.home] = one.at
            raised[one.home] = getattr(one.what, "form", None)
        else:
            assert begun[one.home] < one.at
            assert raised[one.home] == getattr(one.what, "form", None)


def test_some_wait_for_an_answer_today_and_some_were_answered_late():
    asked, answered = {}, {}
    for one in told():
        if isinstance(one.what, RightAsked | Raised):
            asked[one.home] = one
        elif isinstance(one.what, RightAnswered | RaisedEnded):
            answered[one.home] = one
    waiting = [one.what for home, one in asked.items() if home not in answered]
    assert sum(isinstance(one, RightAsked) for one in waiting) > 10
    assert sum(isinstance(one, Raised) for one in waiting) > 5
    assert any(one.at - asked[home].at > timedelta(days=30) for home, one in answered.items())
    assert len(answered) > 4 * len(waiting)


def test_the_smallest_demo_has_something_of_both_and_the_same_seed_tells_the_same():
    few = NUMBERS[:120]
    assert {type(one.what) for one in told(numbers=few)} >= {RightAsked, RightAnswered, Raised, RaisedEnded}
    assert told(2) == told(2)
    assert told(2) != told(3)
