"""A household at a glance beside the list: what it says, and who may see it."""

import pytest

from lianxin.desk.places import Sight
from tests.desk.district import tell_of, words

pytestmark = pytest.mark.django_db
FRAGMENT = {"X-Fragment": "1"}


def glance(client, household):
    return client.get(f"/households/{household.number}/preview/", headers=FRAGMENT)


def test_it_says_class_reasons_members_and_what_happened(enter, worker, poor):
    tell_of(poor.head, health="chronic")
    page = words(glance(enter(worker), poor))
    assert "王有田 HB000001" in page
    assert "连心户" in page
    assert "人均纯收入 3,100 元/年，低于 7,800 元/年" in page
    assert "家庭成员 3 人 王有田 户主" in page
    assert "慢病" in page
    assert "最近的经过" in page
    assert "记下：" in page


def test_it_is_a_part_of_a_page_and_its_address_leads_to_the_whole(enter, worker, poor):
    client = enter(worker)
    assert "<html" not in glance(client, poor).content.decode()
    plain = client.get(f"/households/{poor.number}/preview/")
    assert plain.headers["Location"] == f"/households/{poor.number}/"


def test_neither_numbers_nor_phones_are_in_it(enter, worker, poor):
    page = glance(enter(worker), poor).content.decode()
    assert poor.head.id_number not in page
    assert "****" not in page


def test_who_may_not_see_the_household_gets_nothing(enter, neighbour, admin, poor):
    assert glance(enter(neighbour), poor).status_code == 404
    assert glance(enter(admin), poor).status_code in (403, 404)


def test_each_row_of_the_list_knows_its_glance(enter, worker, poor):
    assert Sight(worker).place().households == 1
    page = enter(worker).get("/households/").content.decode()
    assert f'data-preview="/households/{poor.number}/preview/" href="/households/{poor.number}/"' in page
