"""The area switch: what it offers, what it keeps for the session, and that an address never lies."""

import re

import pytest

from lianxin.people.vocabulary import Role
from tests.desk.district import content, settle_households
from tests.people.cast import give_post, make_worker

pytestmark = pytest.mark.django_db

PLACED = ("/", "/households/", "/reviews/")


@pytest.fixture
def town(enter, town_head, areas, policy):
    settle_households(areas["V1"], 1)
    settle_households(areas["V2"], 2, start=200)
    settle_households(areas["V3"], 3, start=300)
    return enter(town_head)


def switch(response):
    html = response.content.decode()
    return html[html.index('<nav class="switch"') :].split("</nav>")[0]


def steps(response):
    """[(the crumb's name, {area: households})] of the switch."""
    found = []
    for item in switch(response).split("<li>")[1:]:
        summary = re.search(r"<summary[^>]*>(.*?)</summary>", item)
        choices = re.findall(r"<a [^>]*>([^<]+?)(?: <span>([\d,]+)</span>)?</a>", item.split("</li>")[0])
        found.append((summary[1] if summary else "", dict(choices)))
    return found


def test_each_step_offers_the_areas_at_its_side_and_the_last_what_lies_below(town, areas):
    at_village = steps(town.get("/households/", {"area": areas["V1"].code}))
    assert [name for name, _ in at_village] == ["", "东社区", "东一村"]
    assert at_village[1][1] == {"东社区": "3", "西社区": "0", "南坡村": "3"}
    assert at_village[2][1] == {"东一村": "1", "东二村": "2"}
    at_town = steps(town.get("/households/", {"area": "all"}))
    assert at_town[-1][0] == "选下级区划（3）"


@pytest.mark.parametrize("page", PLACED)
def test_a_choice_stays_for_the_session_and_the_address_says_so(town, areas, page):
    code = areas["V2"].code
    town.get("/households/", {"area": code, "tier": "unassessed"})
    sent_on = town.get(page, {"lang": "zh-hans"})
    assert sent_on.status_code == 302
    assert sent_on.headers["Location"] == f"{page}?lang=zh-hans&area={code}"
    assert "东二村" in content(town.get(page, follow=True))


def test_the_overview_keeps_the_place_in_its_path(town, areas):
    village = f"/overview/{areas['V2'].code}/"
    town.get(village)
    assert town.get("/overview/").headers["Location"] == village
    assert town.get("/households/").headers["Location"] == f"/households/?area={areas['V2'].code}"


def test_an_address_with_an_area_wins_over_what_the_session_keeps(town, areas):
    town.get("/households/", {"area": areas["V2"].code})
    assert "户情 · 南坡村" in content(town.get("/households/", {"area": areas["V3"].code}))
    assert town.get("/").headers["Location"] == f"/?area={areas['V3'].code}"


def test_the_whole_sight_is_one_click_away_from_everywhere(town, areas, poor):
    for page in (*PLACED, f"/overview/{areas['V2'].code}/"):
        response = town.get(page, {"area": areas["V2"].code})
        whole = re.search(r'whole-sight" href="([^"]+)"', switch(response))[1].replace("&amp;", "&")
        assert "甲镇" in content(town.get(whole))
        assert town.get("/").status_code == 200


def test_a_choice_keeps_the_filters_but_not_the_page_of_a_list(town, areas):
    response = town.get("/households/", {"tier": "unassessed", "after": "HB000100", "area": "all"})
    assert f'href="/households/?tier=unassessed&amp;area={areas["C1"].code}"' in switch(response)


def test_a_page_about_no_place_offers_the_households_there(town, areas):
    assert f'href="/households/?area={areas["C1"].code}"' in switch(town.get("/policies/"))


def test_an_area_is_found_by_its_pinyin(town, areas):
    assert 'data-spelled="nanpocun npc"' in switch(town.get("/"))


def test_a_place_that_went_out_of_sight_is_forgotten(enter, town_head, areas, town):
    town.get("/households/", {"area": areas["V2"].code})
    town_head.posts.all().delete()
    give_post(town_head, Role.COLLECTOR, areas["V3"])
    assert "户情 · 南坡村" in content(town.get("/households/"))
    assert "standing_at" not in town.session


def test_nobody_is_offered_an_area_he_does_not_see(town, enter, worker, areas):
    offered = set().union(*(choices for _, choices in steps(town.get("/"))))
    assert offered == {"甲镇", "东社区", "西社区", "南坡村"}
    assert steps(enter(worker).get("/")) == [("", {"东一村": ""})]


def test_who_sees_no_household_has_no_switch(enter, admin):
    assert 'class="switch"' not in enter(admin).get("/").content.decode()


def test_who_has_one_household_in_his_care_sees_its_village_and_counts_it_alone(enter, areas, policy, poor):
    settle_households(areas["V1"], 3, start=400)
    keeper = make_worker("W-8", Role.COLLECTOR, areas["T2"], name="何平")
    poor.keeper = keeper
    poor.save(update_fields=["keeper"])
    client = enter(keeper)
    page = client.get("/households/", {"area": areas["V1"].code})
    assert steps(page) == [("", {"东一村": ""})]
    assert "全部 1 连心户 1" in content(page)
    assert "HB000400" not in content(page)
    assert "共 1 户" in content(client.get(f"/overview/{areas['V1'].code}/"))
    assert client.get("/households/", {"area": areas["T1"].code}).status_code == 404
