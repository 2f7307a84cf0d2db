"""The office's side of phones: uploads that need a look, phones in and out of use, rescue files."""

import json
from datetime import timedelta
from hashlib import sha256
from random import Random
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from lianxin.field.actions import enrol_device, judge_held, receive
from lianxin.field.models import Device, Op
from lianxin.field.proving import proof_key, proof_of
from lianxin.field.sealing import public_jwk, seal
from lianxin.proofs.phones import Phone
from lianxin.registry.models import Household
from lianxin.visits.models import Visit
from tests.desk.district import content

UPLOADS, PHONES = reverse("desk:waiting-uploads"), reverse("desk:phones")


@pytest.fixture(autouse=True)
def own_home(tmp_path, settings):
    """A journal of its own; the keys are those of the session."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "keys").symlink_to(settings.LIANXIN_HOME / "keys")
    settings.LIANXIN_HOME = home


@pytest.fixture
def kept(wang, worker):
    Household.objects.filter(pk=wang.pk).update(keeper=worker)
    return wang


@pytest.fixture
def phone_of(db):
    """A phone whose outbox `send` hands to the server as it is now, or was so many hours ago."""

    def make(person, name="红米"):
        device, token = enrol_device(staff=person, name=name, actor=person, now=timezone.now())
        phone = Phone(None, str(device.pk), token, Random(5))

        def send(hours_ago=0):
            receive(device, phone.body(phone.outbox), now=timezone.now() - timedelta(hours=hours_ago))
            phone.outbox.clear()

        phone.send_all = send
        return phone

    return make


@pytest.fixture
def strange(phone_of, neighbour, kept):
    """A visit to 王有田 by the neighbour town's worker: it waits for a person."""
    phone = phone_of(neighbour)
    op = phone.visit(kept.pk)
    phone.send_all()
    return Op.objects.get(pk=op["op_id"])


def decide(client, op, **given):
    return client.post(reverse("desk:upload-resolution", args=[op.pk]), given, follow=True)


def test_an_upload_that_waits_is_said_in_plain_words(enter, town_head, strange, neighbour, policy):
    client = enter(town_head)
    shown = content(client.get(UPLOADS))
    assert "这一户不在这位干部名下" in shown
    assert neighbour.name in shown
    assert "王有田" in shown
    page = content(client.get(reverse("desk:waiting-upload", args=[strange.pk])))
    assert "问清为什么去" in page
    assert "门口的路不好走" in page
    assert "1 条上传要看一看" in content(client.get(reverse("desk:today")))


def test_an_accepted_upload_becomes_a_visit(enter, town_head, strange, kept, policy):
    client = enter(town_head)
    assert "理由" in content(decide(client, strange, how="accept", reason=" "))
    assert not Visit.objects.exists()
    assert "已收下" in content(decide(client, strange, how="accept", reason="问过了，是帮忙去的"))
    assert Visit.objects.get().household_id == kept.pk
    assert "没有要看的上传" in content(client.get(UPLOADS))
    assert "已经处理过" in content(decide(client, strange, how="set_aside", reason="再来"))


def test_an_upload_is_given_to_another_home_and_cadre(enter, desk, strange, worker, li, policy):
    client = enter(desk)
    assert "请选定" in content(decide(client, strange, how="reassign", reason="记错户"))
    wrong = content(decide(client, strange, how="reassign", reason="记错户", household="HB999999"))
    assert "没有这个户编号" in wrong
    given = {"household": li.number, "cadre": worker.number}
    decide(client, strange, how="reassign", reason="记错户", **given)
    made = Visit.objects.get()
    assert (made.household_id, made.staff_id) == (li.pk, worker.pk)


def test_an_upload_that_is_set_aside_has_no_effect_and_is_kept(enter, town_head, strange, policy):
    client = enter(town_head)
    assert "已搁置" in content(decide(client, strange, how="set_aside", reason="没去过"))
    assert not Visit.objects.exists()
    assert Op.objects.get().state == "set_aside"
    assert "已搁置" in content(client.get(reverse("desk:waiting-upload", args=[strange.pk])))


def test_whoever_may_not_decide_reads_or_sees_nothing(
    enter, worker, supervisor, neighbour, admin, strange, policy
):
    page = reverse("desk:waiting-upload", args=[strange.pk])
    assert "请您定" not in content(enter(supervisor).get(page))
    assert decide(enter(supervisor), strange, how="accept", reason="x").status_code == 403
    for person in (worker, neighbour, admin):
        assert enter(person).get(page).status_code in (403, 404)
        assert enter(person).get(UPLOADS).status_code == 403


def test_what_waits_for_another_is_shown_after_a_day(enter, town_head, phone_of, worker, kept, policy):
    phone = phone_of(worker)
    lost = phone.new_id()
    phone.record("visit.add", {"visit_id": phone.new_id(), "text": "补一句"}, home=kept.pk, parents=[lost])
    phone.send_all(hours_ago=30)
    judge_held(now=timezone.now())
    client = enter(town_head)
    shown = content(client.get(UPLOADS))
    assert "前一条还没有传到" in shown
    assert "30 小时" in shown
    assert "补一句" in content(client.get(reverse("desk:waiting-upload", args=[Op.objects.get().pk])))
    assert "在等前一条 1" in content(client.get(UPLOADS, {"show": "held"}))


def test_what_cannot_be_read_is_shown_as_it_came(enter, town_head, phone_of, worker, kept, policy):
    phone = phone_of(worker)
    op = phone.record("visit.record", {}, home=kept.pk)
    op["payload"] = '{"broken": <b>'
    op["payload_sha256"] = sha256(op["payload"].encode()).hexdigest()
    phone.send_all()
    response = enter(town_head).get(reverse("desk:waiting-upload", args=[op["op_id"]]))
    assert "读不出来" in content(response)
    assert "&quot;broken&quot;: &lt;b&gt;" in response.content.decode()


@pytest.mark.parametrize(
    "query", ["after=x", "after=2026-01-01T00:00~1", "before=2026-13-01~x", "show=all", "code=<b>"]
)
def test_an_unclear_address_is_answered_not_crashed_on(enter, town_head, wang, policy, query):
    assert enter(town_head).get(f"{UPLOADS}?{query}").status_code == 400


def test_phones_say_what_is_missing_and_whose_clock_is_wrong(enter, town_head, phone_of, worker, kept):
    phone = phone_of(worker)
    phone.ahead_ms = 3 * 3600 * 1000
    phone.visit(kept.pk)
    phone.outbox.clear()  # lost on its way
    phone.visit(kept.pk)
    phone.send_all()
    Device.objects.update(skew_s=3 * 3600)
    shown = content(enter(town_head).get(PHONES))
    assert "红米" in shown
    assert "至少 1 条" in shown
    assert "快 180 分钟" in shown


def test_a_phone_is_taken_out_of_use_after_saying_what_follows(enter, town_head, phone_of, worker, kept):
    phone_of(worker)
    device = Device.objects.get()
    client, page = enter(town_head), reverse("desk:phone-revocation", args=[device.pk])
    assert "先把没传的内容封好交回来" in content(client.get(page))
    assert client.post(page, {"reason": ""}).status_code == 422
    client.post(page, {"reason": "丢了"})
    device.refresh_from_db()
    assert device.revoked_by == town_head
    assert "还没连上，没清空" in content(client.get(PHONES, {"state": "ended"}))


def test_one_takes_ones_own_phone_out_of_use_and_no_other(enter, worker, town_head, supervisor, phone_of):
    mine = phone_of(worker, "我的")
    other = phone_of(town_head, "别人的")
    client = enter(worker)
    shown = content(client.get(PHONES))
    assert "我的" in shown
    assert "别人的" not in shown
    assert client.get(reverse("desk:phone-revocation", args=[other.device_id])).status_code == 404
    client.post(reverse("desk:phone-revocation", args=[mine.device_id]), {"reason": "换新的"})
    assert Device.objects.get(pk=mine.device_id).revoked_at
    assert "您还没有在手机上登录过" in content(enter(supervisor).get(PHONES))


def test_a_rescue_file_is_taken_in_once(enter, town_head, admin, phone_of, worker, kept):
    phone = phone_of(worker)
    ops = [phone.visit(kept.pk), phone.visit(kept.pk)]
    sealed = seal(json.dumps({"ops": ops}).encode(), public_jwk(), bytes(12))
    proof = proof_of(sealed, proof_key(UUID(phone.device_id)))
    text = {"format": "lianxin-rescue-1", "device_id": phone.device_id, "sealed": sealed, "proof": proof}
    address = reverse("desk:phone-rescue")

    def bring(client, words):
        return client.post(address, {"file": SimpleUploadedFile("a.lianxin", words)}, follow=True)

    client = enter(town_head)
    assert "新收下 2 条" in content(bring(client, json.dumps(text).encode()))
    assert "早已收到 2 条" in content(bring(enter(admin), json.dumps(text).encode()))
    assert Visit.objects.count() == 2
    assert "不是连心的救援文件" in content(bring(client, b"hello"))
    broken = json.dumps(text | {"sealed": sealed[:-8] + "AAAAAAA="}).encode()
    assert "打不开" in content(bring(client, broken))
    assert enter(worker).post(address, {}).status_code == 403
