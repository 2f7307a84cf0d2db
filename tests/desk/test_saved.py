"""Saved views: kept with codes only, shared with an area, renamed, removed with a way back."""

import re

import pytest

from lianxin.desk.models import SavedView
from tests.desk.district import content, settle_households

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(enter, town_head, policy, poor, areas):
    settle_households(areas["V2"], 2)
    return enter(town_head)


def keep(client, name="要问的", **more):
    return client.post("/households/views/", {"step": "keep", "name": name} | more, follow=True)


def chips(response):
    html = response.content.decode()
    nav = html[html.index("保存的视图") :].split("</nav>")[0]
    return dict(re.findall(r'<a href="(/households/[^"]*)">([^<]+?)(?: <small>.*?</small>)?</a>', nav))


def test_a_view_brings_its_filters_back(town, areas):
    page = keep(town, area=areas["V2"].code, mark="ask", sort="changed")
    address = next(iter(chips(page)))
    assert address == f"/households/?area={areas['V2'].code}&amp;mark=ask&amp;sort=changed"
    assert "户情 · 东二村" in content(town.get(address.replace("&amp;", "&")))


def test_a_view_holds_no_number_of_a_household(town):
    keep(town, tier="fine", after="HB000100", before="HB000101")
    assert SavedView.objects.get().query == {"tier": "fine"}


def test_a_view_is_renamed_and_removed_and_comes_back(town):
    keep(town, tier="fine")
    key = SavedView.objects.get().pk
    post = lambda **data: town.post("/households/views/", {"key": key} | data, follow=True)  # noqa: E731
    assert "放心的" in chips(post(step="rename", name="放心的")).values()
    gone = post(step="remove")
    assert chips(gone) == {}
    assert "已删掉视图“放心的”。 撤销" in content(gone)
    assert "放心的" in chips(post(step="bring_back")).values()


def test_a_name_stands_once_and_is_short(town):
    keep(town, tier="fine")
    assert "已经有一个叫这个名字的视图" in content(keep(town, tier="watch"))
    assert "没有保存" in content(keep(town, "长" * 21))
    assert SavedView.objects.count() == 1


def test_a_shared_view_reaches_the_staff_of_its_area_and_nobody_else(
    enter, town, worker, neighbour, areas, li
):
    keep(town, "镇里的", area=areas["T1"].code, tier="priority", is_shared="on")
    keep(town, "我的", tier="watch")
    assert list(chips(enter(worker).get("/households/?area=all")).values()) == ["镇里的"]
    assert list(chips(enter(neighbour).get("/households/?area=all")).values()) == []


def test_nobody_changes_the_view_of_another(enter, town, worker, areas):
    keep(town, "镇里的", area=areas["T1"].code, is_shared="on")
    key = SavedView.objects.get().pk
    assert enter(worker).post("/households/views/", {"step": "remove", "key": key}).status_code == 404


def test_twenty_views_are_enough(town):
    for number in range(21):
        page = keep(town, f"视图{number}")
    assert "最多保存 20 个视图" in content(page)
    assert SavedView.objects.count() == 20
