"""Finding a household by whatever one has, without a name or a number ever standing in an address."""

import re

import pytest

from tests.desk.district import content
from tests.registry.families import ID_OF_WANG, PHONE_OF_WANG

pytestmark = pytest.mark.django_db


def find(client, text):
    return client.post("/searches/", {"text": text}, follow=True)


@pytest.mark.parametrize("text", ["王有田", "有田", "wangyoutian", "wyt", ID_OF_WANG, PHONE_OF_WANG, "HB00"])
def test_a_household_is_found_by_anything_one_has(enter, worker, wang, policy, text):
    page = content(find(enter(worker), text))
    assert "找到 1 户" in page
    assert "王有田" in page


def test_the_person_who_fits_is_named(enter, worker, wang, policy):
    assert "王有田 曾秀兰 HB000001" in content(find(enter(worker), "zengxiulan"))


def test_a_whole_household_number_goes_straight_there(enter, worker, wang):
    response = find(enter(worker), "ｈｂ０００００１".upper())
    assert response.redirect_chain == [(f"/households/{wang.number}/", 302)]


@pytest.mark.parametrize("text", ["王有田", ID_OF_WANG, PHONE_OF_WANG])
def test_what_was_typed_stands_neither_in_the_address_nor_readable_in_the_session(enter, worker, wang, text):
    client = enter(worker)
    address = client.post("/searches/", {"text": text}).headers["Location"]
    assert text not in address
    assert text not in str(dict(client.session))
    assert "HB000001" in content(client.get(address))


def test_a_search_can_be_opened_again_but_only_in_its_own_session(enter, worker, desk, wang):
    client = enter(worker)
    address = client.post("/searches/", {"text": "王有田"}).headers["Location"]
    client.post("/searches/", {"text": "李"})
    assert "王有田" in content(client.get(address))
    assert enter(desk).get(address).status_code == 404


def test_a_session_forgets_all_but_the_last_searches(enter, worker, wang):
    client = enter(worker)
    first = client.post("/searches/", {"text": "王有田"}).headers["Location"]
    for number in range(12):
        client.post("/searches/", {"text": f"李{number}"})
    assert client.get(first).status_code == 404
    assert len(client.session["searches"]) == 12


def test_nothing_found_says_what_can_be_typed(enter, worker, wang):
    page = content(find(enter(worker), "张"))
    assert "找到 0 户" in page
    assert "辖区里没有对得上的户" in page


def test_a_neighbour_finds_nothing(enter, neighbour, wang):
    for text in ("王有田", ID_OF_WANG, "HB000001"):
        assert "王有田" not in content(find(enter(neighbour), text))


def test_an_empty_search_leads_to_the_first_page(enter, worker, wang):
    assert find(enter(worker), " ").redirect_chain == [("/", 302)]


def headings(response):
    """{kind: how many} of the groups found beside households."""
    found = re.findall(r'<h2 id="(\w+)">[^<]*<span class="quiet">(\d+)', response.content.decode())
    return {code: int(number) for code, number in found}


@pytest.mark.parametrize("text", ["南坡", "nanpo", "npc", "ＮＰＣ"])
def test_a_place_is_found_and_opens_its_households(enter, town_head, areas, text):
    response = find(enter(town_head), text)
    assert headings(response)["places"] == 1
    assert f'href="/households/?area={areas["V3"].code}"' in response.content.decode()


def test_a_place_out_of_sight_is_not_found(enter, worker, areas):
    assert "places" not in headings(find(enter(worker), "南坡"))


def test_pages_are_found_by_what_people_call_them_and_only_if_they_may_be_opened(enter, desk, worker):
    for text in ("导入", "花名册", "daoru", "dr"):
        assert 'data-row href="/imports/"' in find(enter(desk), text).content.decode(), text
        assert 'data-row href="/imports/"' not in find(enter(worker), text).content.decode(), text


def test_staff_are_found_by_whoever_may_see_them(enter, desk, worker, town_head):
    assert headings(find(enter(desk), "李秀英"))["staff"] == 1
    assert "staff" not in headings(find(enter(worker), "王建国"))


def test_an_administrator_finds_staff_and_places_but_no_household(enter, admin, wang, worker, areas):
    client = enter(admin)
    assert "王有田" not in content(find(client, "王有田"))
    assert "HB000001" not in content(find(client, "HB000001"))
    assert headings(find(client, "李秀英")) == {"staff": 1}
    assert f'href="/areas/{areas["V3"].code}/"' in find(client, "南坡").content.decode()


def test_while_one_types_the_best_hits_come_and_nothing_is_kept(enter, town_head, wang, areas, policy):
    client = enter(town_head)
    response = client.post("/searches/", {"text": "wyt"}, headers={"X-Fragment": "1"})
    assert f'data-hit href="/households/{wang.number}/"' in response.content.decode()
    assert "searches" not in client.session
    assert client.post("/searches/", {"text": ""}, headers={"X-Fragment": "1"}).content == b""
