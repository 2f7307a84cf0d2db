"""区划: the tree, one area, and changes that say before what they will do and can be taken back."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin.areas.models import Area
from lianxin.desk.areas.changes import CHANGES
from lianxin.people.vocabulary import Role
from lianxin.registry.models import Household
from tests.desk.district import ALL_WELL, content, know
from tests.people.cast import give_post, make_worker

pytestmark = pytest.mark.django_db
REASON = {"reason": "区政发〔2026〕3号"}


def rows(response):
    """The tree as (depth, name) of each row."""
    found = re.findall(r'data-depth="(\d)".*?data-row[^>]*>([^<]+)<', response.content.decode(), re.S)
    return [(int(depth), name) for depth, name in found]


def change(client, area, what, **given):
    """Ask for a change, and when the page says what it will do, do it; returns both answers."""
    address = f"/areas/{area.code}/changes/{what}/"
    foreseen = client.post(address, REASON | given)
    return foreseen, client.post(address, REASON | given | {"sure": "1"}, follow=True)


def test_the_tree_shows_the_top_and_one_step_below_and_unfolds_a_branch(enter, desk, areas):
    client = enter(desk)
    assert {depth for depth, _name in rows(client.get("/areas/"))} == {0, 1}
    unfolded = rows(client.get(f"/areas/?unfold={areas['C1'].code}"))
    assert {depth for depth, _name in unfolded} == {0, 1, 2, 3}
    assert len(rows(client.get("/areas/?unfold=all"))) == Area.objects.count()
    branch = client.get(f"/areas/{areas['T1'].code}/below/")
    assert {name for _depth, name in rows(branch)} == {
        area.name for area in Area.objects.filter(parent=areas["T1"])
    }


def test_each_line_counts_all_that_lies_below_it(enter, desk, areas, poor, li):
    page = enter(desk).get("/areas/").content.decode()
    district = page[page.index('data-depth="0"') :].split("</tr>")[0]
    assert '<td class="number">2<span' in district
    assert 'data-tier="priority"' in district


def test_a_changed_class_is_counted_at_once_although_counts_are_remembered(enter, desk, poor, li):
    client = enter(desk)
    know(li, **ALL_WELL)
    assert "连心户 1" in content(client.get("/areas/"))
    know(li, income_per_head=3100, income_total=9300)
    assert "连心户 2" in content(client.get("/areas/"))


def test_somebody_with_two_posts_below_one_area_counts_once_there(enter, desk, areas, worker):
    give_post(worker, Role.COLLECTOR, areas["V2"])
    tree = enter(desk).get(f"/areas/?unfold={areas['C1'].code}").content.decode()
    rows = [tree.split(f">{areas[key].name}<")[1].split("</tr>")[0] for key in ("V1", "V2", "C1")]
    assert [re.findall(r'number">(\d+)<span', row)[-1] for row in rows] == ["1", "1", "1"]


def test_whoever_keeps_the_areas_sees_numbers_and_no_classes(enter, admin, areas, poor):
    page = enter(admin).get(f"/areas/{areas['V1'].code}/").content.decode()
    assert "data-tier" not in page
    assert poor.number not in page
    assert "3" in content(enter(admin).get(f"/areas/{areas['V1'].code}/"))


def test_a_worker_sees_the_tree_of_his_village_only(enter, worker, areas):
    client = enter(worker)
    assert rows(client.get("/areas/")) == [(0, areas["V1"].name)]
    assert client.get(f"/areas/{areas['V4'].code}/").status_code == 404
    assert client.get(f"/areas/{areas['V1'].code}/changes/name/").status_code == 403


def test_a_collector_on_a_town_counts_no_households(enter, areas, wang):
    walker = make_worker("W-9", Role.COLLECTOR, areas["T1"], name="钱进")
    assert '<td class="number none"></td>' in enter(walker).get("/areas/").content.decode()


def test_an_area_is_found_by_an_old_name_and_stands_in_its_place(enter, admin, areas):
    client = enter(admin)
    old = areas["V1"].name
    change(client, areas["V1"], "name", name="新名村", level="village")
    found = rows(client.get("/areas/", {"name": old}))
    assert found[0][0] == 0
    assert found[-1][1] == "新名村"
    assert "没有叫“无此地”的区划" in content(client.get("/areas/?name=无此地"))


def test_a_change_says_first_what_it_will_do_and_does_nothing_yet(enter, admin, areas, wang):
    client = enter(admin)
    foreseen = client.post(f"/areas/{areas['V1'].code}/changes/merger/", REASON | {"other": areas["V2"].code})
    assert "1 户、0 个职务" in content(foreseen)
    assert Area.objects.get(pk=areas["V1"].pk).is_open
    assert Household.objects.get(pk=wang.pk).area == areas["V1"]
    back = client.post(
        f"/areas/{areas['V1'].code}/changes/merger/", REASON | {"other": areas["V2"].code, "back": "1"}
    )
    assert "先看会怎样" in content(back)


def test_a_merger_is_done_and_taken_back_on_the_page(enter, admin, areas, worker, wang):
    client = enter(admin)
    _foreseen, done = change(client, areas["V1"], "merger", other=areas["V2"].code)
    assert "已合并" in content(done)
    assert Household.objects.get(pk=wang.pk).area == areas["V2"]
    event = re.search(r'name="event" value="(\d+)"', done.content.decode())[1]
    undone = client.post(f"/areas/{areas['V1'].code}/undoing/", {"event": event}, follow=True)
    assert "已收回上一步" in content(undone)
    assert Household.objects.get(pk=wang.pk).area == areas["V1"]
    again = client.post(f"/areas/{areas['V1'].code}/undoing/", {"event": event}, follow=True)
    assert "后来又有变动" in content(again)


def test_a_refused_change_says_why_on_the_form(enter, admin, areas, wang):
    foreseen, done = change(enter(admin), areas["V1"], "closing")
    assert "户 1" in content(foreseen)
    assert "户 1" in content(done)
    assert Area.objects.get(pk=areas["V1"].pk).is_open


def test_an_area_is_opened_moved_closed_and_reopened(enter, admin, areas):
    client = enter(admin)
    change(client, areas["T1"], "below", code="610902999201", name="河湾村", level="village")
    made = Area.objects.get(code="610902999201")
    assert made.parent == areas["T1"]
    change(client, made, "parent", other=areas["T2"].code)
    made.refresh_from_db()
    assert made.parent == areas["T2"]
    _foreseen, closed = change(client, made, "closing")
    assert "撤销" in content(closed)
    assert [name for depth, name in rows(client.get(f"/areas/?unfold={areas['T2'].code}"))].count(
        "河湾村"
    ) == 1
    change(client, made, "reopening")
    made.refresh_from_db()
    assert made.is_open


def test_what_does_not_fit_is_not_offered(enter, admin, areas):
    client = enter(admin)
    assert client.get(f"/areas/{areas['D'].code}/changes/closing/").status_code == 302
    assert client.get(f"/areas/{areas['V1'].code}/changes/nothing/").status_code == 404
    page = client.get(f"/areas/{areas['D'].code}/").content.decode()
    offered = {what for what in CHANGES if f"/changes/{what}/" in page}
    assert offered == {"name", "below"}


class TestDivisionList:
    def hand_in(self, client, text, **more):
        file = SimpleUploadedFile("list.csv", text.encode(), content_type="text/csv")
        return client.post("/areas/list/", REASON | {"file": file} | more)

    def present(self, client):
        return client.get("/areas/list/present/").content.decode("utf-8-sig")

    def test_the_list_that_is_given_out_says_the_same_as_the_tree(self, enter, admin, areas):
        client = enter(admin)
        answer = content(self.hand_in(client, self.present(client)))
        assert f"{Area.objects.count()} 处一样" in answer
        assert "没有要照表改的" in answer

    def test_what_differs_is_shown_and_then_followed(self, enter, admin, areas):
        client, village = enter(admin), areas["V1"]
        text = self.present(client).replace(village.name, "改名村")
        lines = [line for line in text.splitlines() if areas["V4"].code not in line]
        text = "\n".join([*lines, f"610902999201,新来村,village,{areas['T2'].code}"])
        page = self.hand_in(client, text)
        assert "610902999201" in content(page)
        assert f"{village.name} → 改名村" in content(page)
        assert not Area.objects.filter(code="610902999201").exists()
        client.post("/areas/list/", REASON | {"text": text, "sure": "1"})
        assert Area.objects.get(code="610902999201").parent == areas["T2"]
        assert Area.objects.get(pk=village.pk).name == "改名村"
        assert Area.objects.get(pk=areas["V4"].pk).is_open

    def test_a_list_with_faults_names_rows_and_changes_nothing(self, enter, admin, areas):
        client = enter(admin)
        page = content(self.hand_in(client, self.present(client) + "123,坏村,village,\n"))
        assert "“123”不是十二位数字" in page

    def test_the_list_of_another_district_is_refused(self, enter, admin, areas):
        other = "code,name,level,parent_code\n430102000000,芙蓉区,district,\n"
        assert "是“芙蓉区”的" in content(self.hand_in(enter(admin), other))

    def test_nothing_handed_in_is_said(self, enter, admin, areas):
        assert "请选一个文件" in content(enter(admin).post("/areas/list/", REASON))
