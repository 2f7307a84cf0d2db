"""Everybody's list, and what is written for outside: once a part of a day, counts alone, where wanted."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from lianxin.ledger.models import Event
from lianxin.notices.actions import (
    NoticesRefused,
    add_channel,
    end_channel,
    mark_read,
    raise_urgent,
    set_preference,
    tell_everybody,
)
from lianxin.notices.models import Channel, Delivery, Entry
from lianxin.notices.vocabulary import Vendor
from lianxin.planning.models import Duty
from lianxin.visits.actions import take_in
from lianxin.work.models import Work
from tests.visits.phones import need, told, visit

pytestmark = pytest.mark.django_db
HOOK = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=very-secret"


@pytest.fixture
def overdue(wang, worker, monday):
    """The worker owes 王家 a visit whose day was last week."""
    day = timezone.localdate(monday)
    return Duty.objects.create(
        household=wang,
        area=wang.area,
        staff=worker,
        reason="round",
        why={"tier": "watch", "times": 2},
        minutes=40,
        opens_on=day - timedelta(days=20),
        due_on=day - timedelta(days=3),
        made_on=day - timedelta(days=20),
    )


def mine(person):
    return {one.kind: one.count for one in Entry.objects.of(person).standing()}


def group(areas, **more):
    wish = {"vendor": Vendor.WECOM, "name": "甲镇群", "area": areas["T1"], "address": HOOK}
    return add_channel(**wish | more, actor=None, now=timezone.now())


def test_each_part_of_a_working_day_is_told_once(overdue, worker, neighbour, monday):
    assert tell_everybody(now=monday - timedelta(hours=1)) == 0
    assert tell_everybody(now=monday - timedelta(days=1)) == 0
    assert tell_everybody(now=monday) == 1
    assert tell_everybody(now=monday + timedelta(minutes=1)) == 0
    assert mine(worker) == {"visits_overdue": 1}
    assert mine(neighbour) == {}
    told_once = Event.objects.get(kind="notices.told").after
    assert told_once == {"window": "2026-11-23-am", "lines": 1, "messages": 0}


def test_a_line_goes_when_nothing_waits_and_is_new_again_when_more_does(overdue, worker, wang, monday):
    tell_everybody(now=monday)
    assert mark_read(worker, now=monday) == 1
    assert not Entry.objects.of(worker).unread().exists()
    overdue.pk = uuid4()
    overdue.save(force_insert=True)
    afternoon = monday + timedelta(hours=5, minutes=30)
    tell_everybody(now=afternoon)
    assert mine(worker) == {"visits_overdue": 2}
    assert Entry.objects.of(worker).unread().count() == 1
    mark_read(worker, now=afternoon)
    Duty.objects.filter(pk=overdue.pk).update(ended_on=timezone.localdate(monday), end="done")
    tell_everybody(now=monday + timedelta(days=1))
    assert mine(worker) == {"visits_overdue": 1}
    assert not Entry.objects.of(worker).unread().exists()
    Duty.objects.update(ended_on=timezone.localdate(monday), end="done")
    tell_everybody(now=monday + timedelta(days=2))
    assert mine(worker) == {}


def test_nothing_is_written_for_outside_while_the_switch_is_off(overdue, worker, areas, monday):
    set_preference(person=worker, mail="w@example.cn", is_mailed=True, now=monday)
    group(areas)
    tell_everybody(now=monday)
    assert not Delivery.objects.exists()
    assert not Work.objects.exists()


def test_outside_go_counts_to_those_who_asked_and_no_word_of_the_register(
    overdue, worker, neighbour, areas, wang, monday, switched_on, settings
):
    settings.LIANXIN_URL = "https://lx.example"
    set_preference(person=worker, mail="w@example.cn", is_mailed=True, now=monday)
    set_preference(person=neighbour, mail="n@example.cn", is_mailed=True, now=monday)
    channel = group(areas)
    other = group(areas, name="乙镇群", area=areas["T2"])
    tell_everybody(now=monday)
    assert set(Delivery.objects.values_list("person", "channel")) == {
        (worker.pk, None),
        (None, channel.pk),
    }
    for one in Delivery.objects.all():
        assert "1 次走访过了期限" in one.text
        assert "https://lx.example/" in one.text
        for secret in ("王有田", wang.number, worker.name, "very-secret"):
            assert secret not in one.text
    assert not other.deliveries.exists()
    assert not Work.objects.exists()  # messages wait for nobody's work


def test_what_somebody_does_not_want_to_hear_of_stays_in_his_list(overdue, worker, monday, switched_on):
    wish = {"mail": "w@example.cn", "is_mailed": True, "muted": ["visits_overdue", "no-such-kind"]}
    assert set_preference(person=worker, **wish, now=monday).muted_kinds == {"visits_overdue"}
    tell_everybody(now=monday)
    assert mine(worker) == {"visits_overdue": 1}
    assert not Delivery.objects.exists()
    with pytest.raises(NoticesRefused) as caught:
        set_preference(person=worker, mail=" ", is_mailed=True, now=monday)
    assert caught.value.code == "mail-needed"


def test_an_account_out_of_use_hears_nothing(overdue, worker, monday, switched_on):
    set_preference(person=worker, mail="w@example.cn", is_mailed=True, now=monday)
    worker.is_active = False
    worker.save()
    tell_everybody(now=monday)
    assert mine(worker) == {}
    assert not Delivery.objects.exists()


def test_uploads_and_reviews_are_told_to_whoever_decides_there(
    wang, worker, town_head, desk, supervisor, monday
):
    from lianxin.classification.models import Review

    Review.objects.create(household=wang, kind="objection", opened_at=monday)
    tell_everybody(now=monday)
    assert mine(town_head) == mine(desk) == {"reviews": 1}
    assert mine(worker) == mine(supervisor) == {}


def test_something_urgent_goes_at_once_and_once(wang, worker, town_head, desk, areas, monday, switched_on):
    set_preference(person=town_head, mail="t@example.cn", is_mailed=True, now=monday)
    night = monday + timedelta(hours=14)
    item = {"item_id": uuid4(), "category": "urgent", "text": "房子要塌了"}
    take_in(
        [
            told("item.urgent", item, by=worker, now=night, home=wang),
            visit(by=worker, now=night, home=wang, items=[need("药断了", urgent=True), need("路灯不亮")]),
        ],
        now=night,
    )
    events = list(Event.objects.filter(kind="item.raised"))
    raise_urgent(events, now=night)
    raise_urgent(events, now=night)
    assert mine(town_head) == {"urgent": 1}
    assert Entry.objects.of(town_head).standing().count() == 2
    assert mine(desk) == mine(worker) == {}
    assert Delivery.objects.count() == 2
    assert "房子" not in "".join(Delivery.objects.values_list("text", flat=True))
    assert mark_read(town_head, now=night) == 2
    assert mine(town_head) == {}
    assert not Entry.objects.of(town_head).unread().exists()


def test_a_robots_address_is_no_ones_to_read(areas, admin, monday):
    from django.db import connection

    channel = add_channel(
        vendor=Vendor.DINGTALK,
        name="群",
        area=areas["T1"],
        address="https://oapi.dingtalk.com/robot/send?access_token=very-secret",
        secret="SECvery-secret",
        actor=admin,
        now=monday,
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT address, secret FROM notices_channel")
        assert b"very-secret" not in b"".join(map(bytes, cursor.fetchone()))
    assert "very-secret" not in str(Event.objects.get(kind="notices.channel_added").after)
    for wrong, code in (("http://oapi.dingtalk.com/x", "not-https"), (HOOK, "not-allowed")):
        with pytest.raises(NoticesRefused) as caught:
            add_channel(
                vendor=Vendor.DINGTALK, name="群", area=areas["T1"], address=wrong, actor=admin, now=monday
            )
        assert caught.value.code == code
    end_channel(channel, reason="换了群", actor=admin, now=monday)
    channel.refresh_from_db()
    assert (channel.address, channel.secret) == ("", "")
    assert not Channel.objects.current().exists()
