"""Likely doubles, and topics that come up again and again."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.problems.likeness import Raised, doubles
from lianxin.problems.topics import Came, Floor, candidates, recurrence

TODAY = date(2026, 11, 21)
FLOOR = Floor(days=90, homes=5, villages=2)


def raised(key, text, *, home="王家", village="东一村", category=("aids",), days=0):
    return Raised(key, home, village, category, text, TODAY - timedelta(days=days))


class TestDoubles:
    def test_the_same_home_and_matter_within_the_window_is_likely_the_same(self):
        (found,) = doubles(raised(1, "要轮椅"), [raised(2, "想学电焊", days=12)], days=90)
        assert (found.key, found.is_same_home, found.days) == (2, True, 12)
        assert found.reason[0] == "同一户隔 12 天提过同一类事"

    def test_after_the_window_or_of_another_kind_it_is_not(self):
        others = [raised(2, "要轮椅", days=91), raised(3, "要轮椅", category=("loan",))]
        assert doubles(raised(1, "要轮椅"), others, days=90) == []

    def test_neighbours_who_say_the_same_rare_words_are_shown_with_the_words(self):
        bridge = raised(1, "村口老石桥塌了半边，过不去车", home="王家", category=("road",))
        same = raised(2, "老石桥塌了半边，孩子上学绕路", home="李家", category=("road",), days=3)
        other = raised(3, "门口到大路三百米泥巴路，下雨走不了", home="张家", category=("road",))
        (found,) = doubles(bridge, [same, other], days=90)
        assert (found.key, found.is_same_home) == (2, False)
        assert "老石桥塌了半边" in found.shared
        assert "都说到“老石桥塌了半边”" in found.reason[0]

    def test_what_everybody_says_is_no_sign(self):
        crowd = [
            raised(n, f"路不好走，{word}", home=n, category=("road",))
            for n, word in enumerate(["桥窄会车难", "坡陡结冰滑", "没有排水沟", "大树挡住弯"], 2)
        ]
        assert doubles(raised(1, "路不好走，缺路灯", category=("road",)), crowd, days=90) == []

    def test_another_village_is_not_compared(self):
        there = raised(2, "老石桥塌了半边", home="李家", village="东二村", category=("road",))
        assert doubles(raised(1, "老石桥塌了半边", category=("road",)), [there], days=90) == []

    def test_what_is_of_no_home_is_compared_by_words_alone(self):
        one = raised(1, "停水三天", home=None, category=("water",))
        assert doubles(one, [raised(2, "渠道漏水", home=None, category=("water",))], days=90) == []

    @given(st.text(max_size=30), st.lists(st.text(max_size=30), max_size=6))
    def test_scores_lie_between_0_and_1_and_the_likeliest_comes_first(self, text, others):
        some = [raised(n, other, home=n % 3) for n, other in enumerate(others, 2)]
        found = doubles(raised(1, text, home=0), some, days=90)
        assert all(0 <= one.score <= 1 for one in found)
        assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)

    @given(st.text(min_size=2, max_size=30), st.text(min_size=2, max_size=30))
    def test_likeness_goes_both_ways(self, one, other):
        a, b = raised(1, one, home="甲"), raised(2, other, home="乙")
        assert [d.score for d in doubles(a, [b], days=9)] == [d.score for d in doubles(b, [a], days=9)]


def came(key, home, village="V1", days=0, category="road", town="T1"):
    return Came(key, town, village, home, category, TODAY - timedelta(days=days))


class TestTopics:
    def test_enough_homes_of_two_villages_make_a_topic(self):
        some = [came(n, home=n, village=f"V{n % 2}") for n in range(5)]
        (found,) = candidates(some, today=TODAY, floor=FLOOR)
        assert (found.problems, found.homes, found.villages, found.before) == (5, 5, 2, 0)

    def test_one_loud_home_makes_none(self):
        assert (
            candidates([came(n, home=1, village=f"V{n % 2}") for n in range(50)], today=TODAY, floor=FLOOR)
            == []
        )

    def test_a_single_village_makes_none(self):
        assert candidates([came(n, home=n) for n in range(50)], today=TODAY, floor=FLOOR) == []

    def test_what_came_before_the_window_counts_as_before(self):
        now = [came(n, home=n, village=f"V{n % 2}", days=89) for n in range(5)]
        before = [came(n, home=n, days=90) for n in range(10, 20)]
        (found,) = candidates(now + before, today=TODAY, floor=FLOOR)
        assert (found.problems, found.before) == (5, 10)

    def test_towns_and_categories_are_apart(self):
        some = [came(n, home=n, village=f"V{n % 2}", town=f"T{n % 3}") for n in range(12)]
        assert candidates(some, today=TODAY, floor=FLOOR) == []


class TestRecurrence:
    def test_before_and_after_are_counted_over_the_same_length(self):
        taken_up = TODAY - timedelta(days=30)
        before = [taken_up - timedelta(days=n) for n in (1, 30, 31)]
        after = [taken_up + timedelta(days=n) for n in (1,)]
        found = recurrence([*before, taken_up, *after], taken_up_on=taken_up, today=TODAY, days=90)
        assert (found.before, found.after, found.days, found.change) == (2, 1, 30, -0.5)

    def test_nothing_before_has_no_share(self):
        assert recurrence([], taken_up_on=TODAY, today=TODAY, days=90).change is None

    def test_a_day_to_come_is_refused(self):
        with pytest.raises(ValueError, match="after"):
            recurrence([], taken_up_on=TODAY + timedelta(days=1), today=TODAY, days=90)
