"""The first page: what waits, how the area stands, what moved; and what it says when there is nothing."""

import pytest
from django.utils import timezone

from tests.desk.district import ALL_WELL, content, know, settle_households

pytestmark = pytest.mark.django_db


def test_the_area_is_counted_by_class_and_each_line_opens_a_list(enter, worker, poor):
    response = enter(worker).get("/")
    page = content(response)
    assert "共 1 户" in page
    assert "连心户 1 100.0% 关心户 0 0.0%" in page
    assert f'href="/households/?area={poor.area.code}&amp;tier=priority"' in response.content.decode()


def test_what_waits_is_counted_and_leads_to_its_list(enter, worker, town_head, poor, areas):
    client = enter(town_head)
    assert "没有要复核的，也没有待评的户" in content(client.get("/"))
    enter(worker).post(f"/households/{poor.number}/objection/", {"words": "不对"})
    response = client.get("/")
    assert "1 件群众异议，等答复" in content(response)
    assert f'href="/reviews/?area={areas["T1"].code}&amp;kind=objection"' in response.content.decode()


def test_a_household_that_changed_its_class_is_shown(enter, worker, wang, policy):
    client = enter(worker)
    know(wang, **ALL_WELL)
    know(wang, income_per_head=3100)
    assert "王有田家 东一村 待评 → 连心户" in content(client.get("/"))


def test_first_classes_are_no_changes(enter, worker, areas, policy):
    settle_households(areas["V1"], 3)
    page = content(enter(worker).get("/"))
    assert "最近没有户换类别" in page
    assert "3 户待评：问清几件事就能定" in page


def test_the_neighbour_sees_nothing_of_it(enter, neighbour, poor):
    assert "王有田" not in content(enter(neighbour).get("/"))
    assert "这里还没有登记一户" in content(enter(neighbour).get("/"))


def test_who_sees_no_household_is_told_why(enter, admin, areas):
    from lianxin.people.actions import add_staff
    from lianxin.people.vocabulary import Role
    from tests.people.cast import make_worker

    page = content(enter(admin).get("/"))
    assert "您管账号、区划和机器，不看户情" in page
    assert "系统状况 备份、密钥、数据库，哪里不对、怎么修" in page
    assert "还没发登录条" not in page
    add_staff(number="S-9", name="新来的", actor=admin, now=timezone.now())
    assert "1 人还没发登录条" in content(enter(admin).get("/"))
    in_town = make_worker("W-9", Role.COLLECTOR, areas["T1"], name="周明")
    assert "您现在的职务还看不到户" in content(enter(in_town).get("/"))


def test_a_thousand_households_cost_as_many_queries_as_one(
    enter, desk, poor, areas, django_assert_max_num_queries
):
    client = enter(desk)
    with django_assert_max_num_queries(38) as few:
        client.get("/")
    settle_households(areas["V2"], 40)
    with django_assert_max_num_queries(38) as many:
        client.get("/")
    assert len(few) == len(many)
