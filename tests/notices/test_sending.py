"""Sending what waits: each by itself, tried again with pauses, given up in the end, and never twice."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from lianxin.ledger.models import Event
from lianxin.notices import jobs
from lianxin.notices.actions import (
    NoticesRefused,
    add_channel,
    claim,
    end_channel,
    give_up_unclear,
    messages_due,
    send_again,
    set_preference,
    test_channel,
)
from lianxin.notices.models import Delivery
from lianxin.notices.vocabulary import Vendor
from lianxin.work.models import Work

pytestmark = pytest.mark.django_db
try_it = test_channel
del test_channel  # or it would be taken for a test


@pytest.fixture
def channel(areas, switched_on):
    return add_channel(
        vendor=Vendor.FEISHU,
        name="甲镇群",
        area=areas["T1"],
        address="https://open.feishu.cn/open-apis/bot/v2/hook/abc",
        secret="xyz",
        actor=None,
        now=timezone.now(),
    )


@pytest.fixture
def letter(worker, switched_on, settings):
    settings.EMAIL_HOST = "mail.example.cn"
    settings.DEFAULT_FROM_EMAIL = "lianxin@example.cn"
    now = timezone.now()
    set_preference(person=worker, mail="w@example.cn", is_mailed=True, now=now)
    return Delivery.objects.create(
        person=worker, window="2026-11-23-am", text="连心\n1 次走访过了期限", made_at=now, next_try_at=now
    )


def send():
    return jobs.send_due()


def state(one):
    one.refresh_from_db()
    return one.state, one.tries, one.trouble


def test_a_group_is_told_once_and_the_ledger_how_many(robot, channel):
    one = try_it(channel, actor=None, now=timezone.now())
    assert not Work.objects.exists()  # messages wait for nobody's work
    assert send() == {"feishu": 1}
    assert send() == {}
    assert state(one) == ("sent", 1, "")
    ((_path, body),) = robot.heard
    assert "试一试" in body["content"]["text"]
    assert body["sign"]
    assert Event.objects.get(kind="notices.sent").after == {"feishu": 1}
    with pytest.raises(NoticesRefused) as caught:
        try_it(channel, actor=None, now=timezone.now())
    assert caught.value.code == "wait"


def test_what_fails_is_tried_again_later_and_given_up_in_the_end(robot, channel):
    robot.status = 500
    one = try_it(channel, actor=None, now=timezone.now())
    for tries in range(1, 5):
        assert send() == {"again": 1}
        assert state(one) == ("waiting", tries, "status")
        assert messages_due(now=timezone.now()) == 0
        assert one.next_try_at > timezone.now()
        Delivery.objects.update(next_try_at=timezone.now() - timedelta(seconds=1))
    assert messages_due(now=timezone.now()) == 1
    assert send() == {"failed": 1}
    assert state(one) == ("failed", 5, "status")
    assert send() == {}


def test_what_may_have_arrived_is_not_sent_again_by_itself(robot, channel):
    robot.is_cut_off = True
    one = try_it(channel, actor=None, now=timezone.now())
    assert send() == {"failed": 1}
    assert state(one) == ("failed", 1, "unclear")
    assert send() == {}
    assert len(robot.heard) == 1


def test_somebody_may_have_it_sent_once_more(robot, channel, admin):
    robot.is_cut_off = True
    one = try_it(channel, actor=None, now=timezone.now())
    send()
    robot.is_cut_off = False
    send_again(one, actor=admin, now=timezone.now())
    assert send() == {"feishu": 1}
    assert len(robot.heard) == 2
    with pytest.raises(NoticesRefused) as caught:
        send_again(one, actor=admin, now=timezone.now())
    assert caught.value.code == "not-unclear"


def test_what_is_old_is_not_sent_once_more(robot, channel, admin):
    robot.is_cut_off = True
    one = try_it(channel, actor=None, now=timezone.now())
    send()
    with pytest.raises(NoticesRefused) as caught:
        send_again(one, actor=admin, now=timezone.now() + timedelta(hours=7))
    assert caught.value.code == "too-old"


def test_one_that_fails_does_not_hold_up_another(robot, channel, letter):
    robot.answer = {"code": 19021, "msg": "sign match fail"}
    one = try_it(channel, actor=None, now=timezone.now())
    assert send() == {"mail": 1, "again": 1}
    assert state(one) == ("waiting", 1, "refused")
    (sent,) = mail.outbox
    assert (sent.to, sent.from_email) == (["w@example.cn"], "lianxin@example.cn")
    assert sent.body == "连心\n1 次走访过了期限"


def test_without_a_mail_server_a_letter_is_given_up_and_says_so(letter, settings):
    settings.EMAIL_HOST = ""
    assert send() == {"failed": 1}
    assert state(letter) == ("failed", 1, "no-mail")


def test_a_mail_server_that_is_not_there_is_tried_again(letter, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    settings.EMAIL_USE_SSL = settings.EMAIL_USE_TLS = False
    assert send() == {"again": 1}
    assert state(letter) == ("waiting", 1, "unreachable")


def test_whoever_no_longer_wants_it_gets_no_letter(letter, worker):
    set_preference(person=worker, mail="w@example.cn", is_mailed=False, now=timezone.now())
    assert send() == {"failed": 1}
    assert mail.outbox == []


def test_nothing_goes_once_the_switch_is_off_or_the_day_is_over(robot, channel, letter, admin):
    from lianxin.switches.actions import set_switch

    Delivery.objects.filter(pk=letter.pk).update(made_at=timezone.now() - timedelta(hours=7))
    assert send() == {"failed": 1}
    assert state(letter) == ("failed", 1, "late")
    one = try_it(channel, actor=None, now=timezone.now())
    set_switch(code="notices_outside", value="off", reason="先停", actor=admin, now=timezone.now())
    assert send() == {"failed": 1}
    assert state(one)[2] == "late"
    assert robot.heard == []
    assert mail.outbox == []


def test_a_group_that_was_ended_hears_nothing_more(robot, channel):
    one = try_it(channel, actor=None, now=timezone.now())
    end_channel(channel, reason="换了群", actor=None, now=timezone.now())
    assert send() == {}
    assert state(one)[0] == "failed"
    channel.refresh_from_db()
    with pytest.raises(NoticesRefused) as caught:
        try_it(channel, actor=None, now=timezone.now())
    assert caught.value.code == "ended"


def test_of_two_processes_one_sends(robot, channel):
    one = try_it(channel, actor=None, now=timezone.now())
    theirs = Delivery.objects.get(pk=one.pk)
    assert claim(theirs, now=timezone.now())
    assert not claim(Delivery.objects.get(pk=one.pk), now=timezone.now())
    assert send() == {}
    assert robot.heard == []


def test_a_message_is_claimed_before_a_word_of_it_goes(robot, channel, monkeypatch):
    seen = []
    real = jobs.posting.post
    one = try_it(channel, actor=None, now=timezone.now())
    monkeypatch.setattr(
        jobs.posting, "post", lambda *args, **kw: (seen.append(state(one)), real(*args, **kw))
    )
    assert send() == {"feishu": 1}
    assert seen == [("sending", 1, "")]


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("is_out", [True, False])
def test_what_was_being_sent_when_its_process_died_is_not_sent_again(robot, channel, monkeypatch, is_out):
    real = jobs.posting.post

    def dies(*args, **kwargs):
        if is_out:
            real(*args, **kwargs)
        raise Killed

    one, now = try_it(channel, actor=None, now=timezone.now()), timezone.now()
    with monkeypatch.context() as patched:
        patched.setattr(jobs.posting, "post", dies)
        with pytest.raises(Killed):
            send()
    assert (send(), give_up_unclear(now=now + timedelta(minutes=1))) == ({}, 0)
    assert give_up_unclear(now=now + timedelta(minutes=6)) == 1
    assert (state(one), send()) == (("failed", 1, "unclear"), {})
    assert len(robot.heard) == is_out


def test_a_fault_of_ours_on_the_way_holds_up_nobody_else(channel, letter, monkeypatch):
    one = try_it(channel, actor=None, now=timezone.now())
    monkeypatch.setattr(jobs.posting, "post", lambda *_args, **_kwargs: {}["nothing"])
    assert send() == {"mail": 1, "failed": 1}
    assert state(one) == ("failed", 1, "unclear")


def test_a_letter_has_the_same_mark_at_each_try(letter):
    assert send() == {"mail": 1}
    Delivery.objects.update(state="waiting", next_try_at=timezone.now())
    assert send() == {"mail": 1}
    marks = [one.message()["Message-ID"] for one in mail.outbox]
    assert marks == [f"<{letter.pk}@example.cn>"] * 2


def test_who_is_told_to_stop_begins_no_further_message(robot, channel):
    try_it(channel, actor=None, now=timezone.now())
    stop = threading.Event()
    stop.set()
    assert jobs.send_due(stop) == {}
    assert robot.heard == []
