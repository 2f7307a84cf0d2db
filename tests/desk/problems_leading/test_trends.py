"""哪类问题多了、少了: whole months alone, and a difference only where it is more than chance."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.desk import caching
from lianxin.desk.problems.trends import Row, changed_most, first_days, title_of
from lianxin.problems.models import Problem
from tests.desk.district import content

pytestmark = pytest.mark.django_db
TRENDS = "/problems/trends/"


@pytest.fixture(autouse=True)
def nothing_cached():
    caching._kept.clear()
    yield
    caching._kept.clear()


@pytest.fixture
def seven_months(raise_one):
    """One of a path in each of the last nine whole months; of water, ten more in the last one."""
    firsts = first_days(timezone.localdate())

    def at(months_back, category, count=1):
        for _ in range(count):
            one = raise_one(category)
            moment = timezone.now().replace(hour=4) - (
                timezone.localdate() - firsts[-1 - months_back] - timedelta(days=3)
            )
            Problem.objects.filter(pk=one.pk).update(opened_at=moment)

    for back in range(1, 10):
        at(back, "lane")
    at(1, "water-cut", 10)
    return at


def test_a_rise_beyond_chance_is_the_title_and_the_table_has_the_months(enter, desk, seven_months):
    shown = content(enter(desk).get(TRENDS, follow=True))
    assert "近三个月多得最明显的是用水灌溉：10 件，比前三个月多 10 件" in shown
    assert "上个月来了 11 件，办结 0 件" in shown


def test_the_month_in_which_the_ledger_began_is_left_out(enter, desk, seven_months):
    html = enter(desk).get(TRENDS, follow=True).content.decode()
    figure = html[html.index('data-chart="lines"') :]
    assert figure[: figure.index("</figure>")].count('scope="row"') == 8


def test_one_category_shows_what_is_below_it(enter, desk, seven_months):
    seven_months(2, "irrigation", 2)
    shown = content(enter(desk).get(TRENDS, {"category": "water"}, follow=True))
    assert "用水灌溉：哪类问题多了、少了" in shown
    assert "停水" in shown
    assert "灌溉渠道" in shown
    assert "修路修桥" not in shown


def test_a_young_ledger_compares_nothing(enter, desk, lane):
    shown = content(enter(desk).get(TRENDS, follow=True))
    assert "还没有满一个月的数" in shown
    assert "碰巧" not in shown


def test_another_town_sees_none_of_it(enter, neighbour, seven_months):
    assert "还没有满一个月的数" in content(enter(neighbour).get(TRENDS, follow=True))


def test_what_may_be_chance_is_no_title():
    few, many = Row("a", "甲", "甲", (), 3, 1, ""), Row("b", "乙", "乙", (), 4, 30, "")
    assert "没有哪一类明显多了或少了" in title_of([few])
    assert "少得最明显的是乙：4 件，比前三个月少 26 件" in title_of([few, many])
    assert [row.code for row in changed_most([many, few, Row("c", "丙", "丙", (), 5, 5, "")])] == ["a", "b"]


def test_months_are_whole_and_the_present_one_ends_them():
    firsts = first_days(timezone.localdate())
    assert len(firsts) == 13
    assert all(day.day == 1 for day in firsts)
    assert firsts[-1] == timezone.localdate().replace(day=1)
