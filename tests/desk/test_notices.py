"""One's own list with its bell, how one wants to be told, and the administrator's page of groups."""

import pytest
from django.urls import resolve, reverse
from django.utils import timezone

from lianxin.notices import producers
from lianxin.notices.models import Channel, Delivery, Entry, Preference
from lianxin.notices.vocabulary import State
from tests.desk.district import content

NOTICES, PREFERENCE, CHANNELS = (
    reverse("desk:notices"),
    reverse("desk:notices-preference"),
    reverse("desk:notice-channels"),
)
HOOK = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=very-secret"


def waits(person, kind="visits_overdue", count=3, **more):
    url = {"url": "/visits/mine/"}
    return Entry.objects.create(person=person, kind=kind, count=count, told_at=timezone.now(), **url | more)


def test_the_bell_counts_what_is_new_and_the_list_leads_on(enter, worker, neighbour, areas):
    waits(worker)
    waits(worker, "urgent", 1, subject="item:1", is_urgent=True, url=producers.VISITS)
    client = enter(worker)
    assert "通知 <b>2</b>" in client.get(NOTICES).content.decode()
    shown = content(client.get(NOTICES))
    assert shown.index("1 件急事刚报上来") < shown.index("3 次走访过了期限")
    assert "急事刚报上来" not in content(enter(neighbour).get(NOTICES))
    assert "没有等您的事" in content(enter(neighbour).get(NOTICES))
    shown = content(client.post(reverse("desk:notices-reading"), follow=True))
    assert "通知 <b>" not in client.get(NOTICES).content.decode()
    assert "急事刚报上来" not in shown
    assert "看过" in shown


@pytest.mark.parametrize(
    "path",
    producers.ADDRESSES,
)
def test_every_line_leads_to_a_page(path):
    assert resolve(path.partition("?")[0]).view_name.startswith("desk:")


def test_somebody_says_how_he_wants_to_be_told(enter, worker, areas):
    client = enter(worker)
    assert "现在不往外发通知" in content(client.get(PREFERENCE))
    assert "请先填邮箱" in content(client.post(PREFERENCE, {"is_mailed": "yes"}))
    assert client.post(PREFERENCE, {"mail": "no address", "is_mailed": "yes"}).status_code == 422
    wish = {"mail": "w@example.cn", "is_mailed": "yes", "muted": ["drafts"]}
    assert "记下了" in content(client.post(PREFERENCE, wish, follow=True))
    kept = Preference.objects.get(person=worker)
    assert (kept.mail, kept.is_mailed, kept.muted) == ("w@example.cn", True, "drafts")
    assert b"w@example.cn" in client.get(PREFERENCE).content
    client.post(PREFERENCE, {"mail": "", "is_mailed": "no"})
    kept.refresh_from_db()
    assert (kept.mail, kept.is_mailed) == ("", False)


def test_the_administrator_adds_tries_and_ends_a_group(enter, admin, desk, areas):
    client = enter(admin)
    assert "还没有群听通知" in content(client.get(CHANNELS))
    wish = {"vendor": "wecom", "name": "甲镇群", "area": str(areas["T1"].pk), "address": HOOK}
    shown = content(client.post(CHANNELS, wish | {"address": "https://evil.example/"}))
    assert "不是企业微信的机器人地址" in shown
    assert enter(desk).post(CHANNELS, wish).status_code == 403
    shown = client.post(CHANNELS, wish, follow=True)
    assert "甲镇群" in content(shown)
    assert b"very-secret" not in shown.content
    channel = Channel.objects.get()
    test = reverse("desk:notice-channel-test", args=[channel.pk])
    assert "开关没有打开" in content(client.post(test, follow=True))
    ending = reverse("desk:notice-channel-ending", args=[channel.pk])
    assert "请写明理由" in content(client.post(ending, {"reason": " "}, follow=True))
    assert "地址也删了" in content(client.post(ending, {"reason": "换了群"}, follow=True))
    assert "已经停用" in content(client.post(ending, {"reason": "换了群"}, follow=True))


def test_what_did_not_go_outside_stands_on_the_pages_of_settings(enter, admin, worker, areas):
    now = timezone.now()
    Delivery.objects.create(
        person=worker,
        window="2026-11-23-am",
        text="连心",
        made_at=now,
        next_try_at=now,
        tries=5,
        state=State.FAILED.value,
        trouble="unreachable",
    )
    client = enter(admin)
    assert "往外发通知 1" in content(client.get(reverse("desk:settings")))
    shown = content(client.get(CHANNELS))
    assert "连不上对方的服务器" in shown
    assert "试了 5 次" in shown
    assert worker.name not in shown
