"""The bulk bar: what was picked is shown before it is done, done by right, and taken back as a whole."""

import re

import pytest

from lianxin.classification.models import Review
from lianxin.desk.models import Deed
from lianxin.registry.models import Household
from tests.desk.district import content, settle_households

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(enter, town_head, policy, poor, areas):
    settle_households(areas["V2"], 3)
    return enter(town_head)


def pick(client, deed, *numbers, **more):
    data = {"deed": deed, "pick": numbers, "area": "all"} | more
    return client.post("/households/selections/", data, follow=True)


def key_of(response):
    return re.search(r'name="key" value="([0-9a-f-]+)"', response.content.decode())[1]


def fill(client, response, **values):
    return client.post("/households/deeds/", {"key": key_of(response)} | values, follow=True)


def step(client, response, name):
    data = {"key": key_of(response), "step": name}
    return client.post("/households/deeds/", data, follow=True)


def places():
    return dict(Household.objects.values_list("number", "area__name"))


def test_a_place_is_corrected_for_several_and_taken_back_as_a_whole(town, areas):
    before = places()
    picked = pick(town, "place", "HB000100", "HB000101")
    told = fill(town, picked, area=str(areas["V3"].pk), group_name="四组")
    assert "会做 2 户" in content(told)
    assert "东二村 南坡村 四组" in content(told)
    assert places() == before
    done = step(town, told, "do")
    assert "已做完 2 户" in content(done)
    assert places() == before | {"HB000100": "南坡村", "HB000101": "南坡村"}
    assert Household.objects.get(number="HB000100").group_name == "四组"
    undone = step(town, done, "undo")
    assert "已撤销 2 户" in content(undone)
    assert places() == before


def test_a_review_is_asked_for_several_and_withdrawn_as_a_whole(town, poor):
    told = fill(town, pick(town, "review", "HB000100", poor.number), words="村民反映收入不实")
    assert "会做 2 户" in content(told)
    done = step(town, told, "do")
    assert Review.objects.open().filter(kind="objection").count() == 2
    step(town, done, "undo")
    assert Review.objects.open().count() == 0
    assert set(Review.objects.values_list("outcome", flat=True)) == {"moot"}


def test_what_cannot_be_done_is_said_before_and_left_out(town, poor):
    town.post(f"/households/{poor.number}/objection/", {"words": "不对"})
    told = fill(town, pick(town, "review", "HB000100", poor.number), words="再看看")
    assert "会做 1 户" in content(told)
    assert "1 户不做：已经有一条正在办的异议" in content(told)
    assert "1 户没有做：已经有一条正在办的异议" in content(step(town, told, "do"))


def test_what_somebody_touched_since_stays(town, areas, town_head):
    from django.utils import timezone

    from lianxin.registry.actions.placing import correct_place

    told = fill(town, pick(town, "place", "HB000100", "HB000101"), area=str(areas["V3"].pk))
    done = step(town, told, "do")
    moved = Household.objects.get(number="HB000100")
    correct_place(moved, area=areas["V1"], group_name="", actor=town_head, now=timezone.now())
    assert "已撤销 1 户" in content(step(town, done, "undo"))
    assert places()["HB000100"] == "东一村"


def test_all_that_was_found_is_picked_by_the_filters(town, areas):
    picked = pick(town, "review", whole="on", tier="unassessed")
    assert Deed.objects.get().chosen == 3
    assert "3 户" in content(picked)


def test_the_way_back_stands_at_the_top_of_the_list(town, areas):
    step(town, fill(town, pick(town, "place", "HB000100"), area=str(areas["V3"].pk)), "do")
    assert "刚做完 1 户 撤销整批" in content(town.get("/households/?area=all"))
    assert "更正村组" in content(town.get("/tasks/"))


def test_a_deed_is_done_once(town, areas):
    told = fill(town, pick(town, "place", "HB000100"), area=str(areas["V3"].pk))
    step(town, told, "do")
    assert "这件事已经做过了" in content(step(town, told, "do"))


def test_only_who_may_edit_corrects_places_and_only_in_sight(enter, worker, town, li, areas):
    assert pick(enter(worker), "place", "HB000001").status_code == 403
    assert "更正村组" not in content(enter(worker).get("/households/"))
    pick(town, "review", "HB000100", li.number)
    assert Deed.objects.get().chosen == 1
    out_of_sight = fill(town, pick(town, "place", "HB000100"), area=str(areas["V4"].pk))
    assert "会做" not in content(out_of_sight)


def test_a_deed_of_somebody_else_is_not_there(enter, town, desk):
    picked = pick(town, "review", "HB000100")
    assert enter(desk).get(f"/households/deeds/?key={key_of(picked)}").status_code == 404


def test_nothing_picked_says_how_to_pick(town):
    assert "还没有选户" in content(pick(town, "review"))
    assert "没有看懂选了哪些户" in content(pick(town, "burn", "HB000100"))


def test_what_was_typed_is_not_readable_in_the_database(town):
    from django.db import connection

    fill(town, pick(town, "review", "HB000100"), words="隐私的话不该露出来")
    with connection.cursor() as cursor:
        cursor.execute('SELECT "values" FROM desk_deed')
        assert "隐私的话" not in str(bytes(cursor.fetchone()[0] or b""))
