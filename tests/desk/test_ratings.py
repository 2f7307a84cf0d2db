"""评价: figures where enough households rated, and a plain word where too few did."""

import pytest

from lianxin.ratings.actions import cast_ballot, close_months
from lianxin.ratings.vocabulary import Answer, Kind, Question
from lianxin.registry.actions import add_household
from tests.problems.ladders import at

pytestmark = pytest.mark.django_db
IN_MARCH, IN_APRIL = at("2026-03-10 10:00"), at("2026-04-02 10:00")


@pytest.fixture
def rate(wang):
    """Have so many homes of a village rate, some of them badly."""

    def rated(count, *, bad=1, area=wang.area, cadre=None):
        for number in range(count):
            where = f"HB{area.code[-6:-2]}{number:02}"
            home = add_household(number=where, area=area, head={"name": "李明芳"}, actor=None, now=IN_MARCH)
            answer = Answer.BAD if number < bad else Answer.GOOD
            cast_ballot(home, Kind.ENDING, {Question.SATISFIED: answer}, now=IN_MARCH)
            if cadre:
                cast_ballot(home, Kind.VISIT, {Question.CAME: answer}, cadre=cadre, now=IN_MARCH)

    return rated


def test_before_anything_was_told_the_page_says_what_to_do(enter, desk):
    page = enter(desk).get("/ratings/", follow=True).content.decode()
    assert "还没有可以说的评价" in page
    assert "连心卡" in page


def test_five_homes_are_told_of_with_their_share(enter, desk, rate, wang):
    rate(5)
    close_months(now=IN_APRIL)
    page = enter(desk).get(f"/ratings/{wang.area.code}/").content.decode()
    assert "80%" in page
    assert "截至 2026年3月的 6 个月" in page


def test_four_are_not(enter, desk, rate, wang):
    rate(4)
    close_months(now=IN_APRIL)
    page = enter(desk).get(f"/ratings/{wang.area.code}/").content.decode()
    assert "评过的户太少，不便说" in page
    assert "75%" not in page


def test_areas_below_stand_in_their_order_and_not_by_rate(enter, desk, rate, areas, li):
    rate(5, bad=4)
    rate(5, bad=0, area=li.area)
    close_months(now=IN_APRIL)
    page = enter(desk).get(f"/ratings/{areas['D'].code}/").content.decode()
    better, worse = (page.index(f">{area.name}</a></th>") for area in (areas["T2"], areas["T1"]))
    assert worse < better


def test_a_cadre_reads_a_range_about_his_own_visits_alone(enter, worker, neighbour, rate):
    rate(5, cadre=worker)
    close_months(now=IN_APRIL)
    mine = enter(worker).get("/ratings/", follow=True).content.decode()
    assert "说好的大约在 38% 到 96% 之间（5 次回答）" in mine
    assert "我走访过的户怎么说" not in enter(neighbour).get("/ratings/", follow=True).content.decode()


RANGE = "说好的大约在 38% 到 96% 之间（5 次回答）"


def test_who_answers_for_the_town_reads_the_range_on_the_cadres_page(
    enter, worker, town_head, desk, supervisor, rate
):
    rate(5, cadre=worker)
    close_months(now=IN_APRIL)
    for person in (town_head, desk, supervisor):
        page = enter(person).get(f"/staff/{worker.pk}/").content.decode()
        assert RANGE in page
        assert "80%" not in page, "no single number to rank by"


def test_four_homes_are_too_few_to_say_of_a_cadre(enter, worker, town_head, rate):
    rate(4, cadre=worker)
    close_months(now=IN_APRIL)
    page = enter(town_head).get(f"/staff/{worker.pk}/").content.decode()
    assert "评过的户太少，不便说" in page
    assert "说好的大约在" not in page


def test_an_administrator_and_a_colleague_read_none(enter, admin, worker, neighbour, rate):
    rate(5, cadre=worker)
    close_months(now=IN_APRIL)
    assert "走访过的户怎么说" not in enter(admin).get(f"/staff/{worker.pk}/").content.decode()
    assert enter(neighbour).get(f"/staff/{worker.pk}/").status_code == 403


def test_of_another_town_nothing_is_told(enter, worker, town_head, rate, li):
    """His homes of another town said it; the head of this one is not told."""
    rate(5, cadre=worker, area=li.area)
    close_months(now=IN_APRIL)
    assert "说好的大约在" not in enter(town_head).get(f"/staff/{worker.pk}/").content.decode()
    assert RANGE in enter(worker).get("/ratings/", follow=True).content.decode()


def test_a_place_out_of_sight_is_not_there(enter, worker, li):
    assert enter(worker).get(f"/ratings/{li.area.code}/").status_code == 404
