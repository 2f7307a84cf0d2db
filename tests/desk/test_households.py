"""The list of households: places, classes, right counts, pages, and a bounded number of queries."""

import re

import pytest

from tests.desk.district import ALL_WELL, content, know, settle_households, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(enter, town_head, policy, wang, li):
    """The town head's browser; 王 is 连心户, nobody knows anything of nine others in two villages."""
    know(wang, **ALL_WELL | {"income_per_head": 3100})
    return enter(town_head)


def numbers(response):
    return re.findall(r"HB\d{6}(?=</td>)", response.content.decode())


def chips(response):
    """{words: count} of the chips of classes and marks."""
    found = re.findall(r'class="chip[^"]*".*?>(.*?)</a>', response.content.decode(), re.S)
    plain = [re.sub(r"<[^>]+>", " ", chip).rsplit(maxsplit=1) for chip in found]
    return {name.strip(): count for name, count in plain}


def test_the_list_shows_class_head_place_and_what_is_still_open(town, areas):
    settle_households(areas["V2"], 1)
    text = content(town.get("/households/"))
    assert "连心户 王有田 HB000001 东一村 二组 3 人" in text
    assert "待评 住户100 HB000100 东二村 1 人" in text
    assert "可能是连心户或关心户或放心户，先问" in text


def test_only_households_in_sight_are_listed(town, li):
    assert li.number not in content(town.get("/households/"))


def test_the_counts_on_the_chips_are_those_of_the_lists(town, areas):
    settle_households(areas["V2"], 3)
    response = town.get("/households/")
    tiers = {"全部": "4", "连心户": "1", "关心户": "0", "放心户": "0", "待评": "3"}
    assert chips(response) == tiers | {"有要问的": "3", "有异议": "0", "30 天内换了类别": "0", "已迁出": "0"}
    for tier, count in (("priority", 1), ("watch", 0), ("fine", 0), ("unassessed", 3)):
        assert len(numbers(town.get("/households/", {"tier": tier}))) == count


def test_the_whole_district_is_counted_like_its_parts(enter, desk, policy, wang, li, areas):
    know(wang, **ALL_WELL | {"income_per_head": 3100})
    client = enter(desk)
    whole = chips(client.get("/households/"))
    parts = [chips(client.get("/households/", {"area": areas[town].code})) for town in ("T1", "T2")]
    assert whole == {name: str(sum(int(part[name]) for part in parts)) for name in whole}


def test_a_household_that_was_never_judged_counts_as_unassessed(enter, town_head, wang):
    client = enter(town_head)
    assert chips(client.get("/households/"))["待评"] == "1"
    assert "还没有分类" in content(client.get("/households/", {"tier": "unassessed"}))


def test_a_place_shows_what_lies_below_it_with_counts(town, areas):
    settle_households(areas["V2"], 3)
    page = words(town.get("/households/"))
    assert "甲镇 选下级区划（3）" in page
    assert "东社区 4" in page
    assert "户情 · 东二村" in content(town.get("/households/", {"area": areas["V2"].code}))
    assert len(numbers(town.get("/households/", {"area": areas["V2"].code}))) == 3


def test_a_place_out_of_sight_is_not_there(town, areas):
    for place in ("T2", "V4", "D"):
        assert town.get("/households/", {"area": areas[place].code}).status_code == 404
    assert town.get("/households/", {"area": "123456789012"}).status_code == 404


def test_somebody_with_posts_in_two_places_sees_both(enter, worker, areas, wang, policy):
    from lianxin.people.vocabulary import Role
    from tests.people.cast import give_post

    give_post(worker, Role.COLLECTOR, areas["V3"])
    settle_households(areas["V3"], 2)
    page = enter(worker).get("/households/")
    assert "我的全部辖区" in words(page)
    assert len(numbers(page)) == 3


def test_pages_go_on_and_come_back(town, areas):
    settle_households(areas["V2"], 60)
    first = town.get("/households/")
    assert len(numbers(first)) == 50
    second = town.get("/households/?after=" + numbers(first)[-1])
    assert len(numbers(second)) == 11
    back = town.get("/households/?before=" + numbers(second)[0])
    assert numbers(back) == numbers(first)
    assert "共 61 户" in content(first)


@pytest.mark.parametrize("query", ["?area=12", "?tier=rich", "?after=" + "9" * 33, "?area=99010000100a"])
def test_an_address_that_makes_no_sense_is_said_to_make_none(town, query):
    response = town.get("/households/" + query)
    assert response.status_code == 400
    assert "看不懂这个网址" in content(response)


def test_fifty_households_cost_as_many_queries_as_one(town, areas, django_assert_max_num_queries):
    with django_assert_max_num_queries(22) as few:
        town.get("/households/")
    settle_households(areas["V2"], 60)
    with django_assert_max_num_queries(22) as many:
        assert len(numbers(town.get("/households/"))) == 50
    assert len(many) == len(few)


def test_an_empty_register_says_how_to_fill_it(enter, desk, worker):
    assert "去导入" in content(enter(desk).get("/households/"))
    page = content(enter(worker).get("/households/"))
    assert "这里还没有登记一户" in page
    assert "lianxin import" not in page
