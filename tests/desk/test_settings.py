"""设置: the switchboard with its legal notes, changes with a reason, two people where lives are touched."""

import re

import pytest

from lianxin import switches
from lianxin.switches.models import SwitchChange
from tests.desk.district import content

pytestmark = pytest.mark.django_db
WHY = "区委办会议纪要〔2026〕8号"


def ask_for_photos(client):
    return client.post("/settings/photos/", {"value": "on", "reason": WHY}, follow=True)


def test_every_switch_stands_there_with_the_rule_it_rests_on(enter, admin):
    page = content(enter(admin).get("/settings/"))
    assert "走访定位" in page
    assert page.count("国办函〔2026〕12号") >= 6
    assert "个人信息保护法第二十八条" in page
    assert page.count("没有人改过，是出厂的样子。") == 10


def test_rankings_are_not_offered_and_cannot_be_turned_on(enter, admin):
    client = enter(admin)
    assert 'href="/settings/ranking/"' not in client.get("/settings/").content.decode()
    answer = client.post("/settings/ranking/", {"value": "on", "reason": WHY}, follow=True)
    assert "永远不提供" in content(answer)
    assert not switches.is_on("ranking")


def test_photos_need_the_administrator_and_somebody_of_the_district_desk(enter, admin, desk):
    asked = ask_for_photos(enter(admin))
    assert "等另一个人同意以后才生效" in content(asked)
    assert not switches.is_on("photos")
    second = enter(desk)
    page = second.get("/settings/photos/").content.decode()
    address = re.search(r'action="(/settings/changes/[^"]+/approval/)"', page)[1]
    assert enter(admin).post(address).status_code == 403
    assert "已生效" in content(second.post(address, follow=True))
    assert switches.is_on("photos")
    assert WHY in content(enter(desk).get("/settings/"))


def test_whoever_asked_can_take_it_back_and_the_desk_can_say_no(enter, admin, desk):
    client = enter(admin)
    ask_for_photos(client)
    change = SwitchChange.objects.get()
    assert "已收回" in content(client.post(f"/settings/changes/{change.pk}/withdrawal/", follow=True))
    ask_for_photos(client)
    change = SwitchChange.objects.get(decided_at=None)
    refused = enter(desk).post(f"/settings/changes/{change.pk}/refusal/", follow=True)
    assert "没有同意，照旧" in content(refused)
    again = enter(desk).post(f"/settings/changes/{change.pk}/approval/", follow=True)
    assert "已经定过了" in content(again)


def test_a_number_is_changed_with_a_reason_and_the_history_tells(enter, admin):
    client = enter(admin)
    assert "不用改" in content(client.post("/settings/session_hours/", {"value": "12", "reason": WHY}))
    assert client.post("/settings/session_hours/", {"value": "13", "reason": WHY}).status_code == 200
    assert client.post("/settings/session_hours/", {"value": "4"}).status_code == 200
    assert switches.number_of("session_hours") == 12
    page = content(client.post("/settings/session_hours/", {"value": "4", "reason": WHY}, follow=True))
    assert "4 小时 已生效" in page
    assert switches.number_of("session_hours") == 4


def test_the_desk_and_the_supervisor_look_and_the_worker_does_not(enter, desk, supervisor, worker):
    assert enter(supervisor).get("/settings/gps/").status_code == 200
    assert enter(desk).post("/settings/gps/", {"value": "on", "reason": WHY}).status_code == 403
    assert enter(worker).get("/settings/").status_code == 403
    assert enter(supervisor).get("/settings/no-such/").status_code == 404


def test_the_ledger_tells_who_turned_what(enter, admin, desk):
    ask_for_photos(enter(admin))
    assert "孙工 走访照片 提出把“走访照片”改为：开" in content(enter(desk).get("/ledger/"))


def test_the_switchboard_speaks_english_too(enter, admin):
    page = content(enter(admin).get("/settings/?lang=en"))
    assert "Position of a visit" in page
    assert not re.search(r"[\u4e00-\u9fff]", page.replace("孙工", ""))


def test_the_condition_of_the_machine_says_what_is_wrong_and_what_to_do(enter, admin, desk):
    page = content(enter(admin).get("/machine/"))
    assert "还没有采用分类办法" in page
    assert "最近一份验过的备份 还没有" in page
    assert "AES-GCM" in page
    assert enter(desk).get("/machine/").status_code == 403
