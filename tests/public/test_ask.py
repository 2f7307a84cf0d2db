"""/ask/: a need, a suggestion, a complaint, with or without a card; a receipt; floods are kept."""

import logging
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.ledger.models import Event
from lianxin.problems.complaints.models import Complaint
from lianxin.problems.models import Origin, Problem
from lianxin.problems.vocabulary import Channel
from lianxin.public.hiding import WithoutTokens
from lianxin.voice.actions import asking
from lianxin.voice.models import AskCount, Asking
from tests.desk.district import content

pytestmark = pytest.mark.django_db
CODE = re.compile(r"[A-Z2-9]{5}(?:-[A-Z2-9]{5}){3}")
KINDS = ("ask.raised", "problem.opened")
WORDS = "院坝边的堡坎垮了"


@pytest.fixture
def told(areas):
    return {"kind": "need", "words": WORDS, "area": areas["V1"].code, "name": "李四", "phone": "13800001111"}


@pytest.fixture
def one_hour(monkeypatch):
    """Everything comes within one hour, whatever the clock says."""
    start = timezone.now()
    monkeypatch.setattr(asking, "_hour", lambda now: start)


def send(data, client=None, **more):
    response = (client or Client()).post("/ask/", data, **more)
    assert response.status_code == 200
    return CODE.search(content(response)).group()


def test_a_need_becomes_a_problem_at_once_and_its_receipt_follows_it(ladder, told, areas):
    code = send(told | {"wished": "修好", "category": "road"})
    problem = Problem.objects.get()
    assert (problem.words, problem.wished, problem.category) == (WORDS, "修好", "road")
    assert (problem.channel, problem.area, problem.household) == (Channel.RESIDENT, areas["V1"], None)
    assert Origin.objects.get().caller == "李四 13800001111"
    kept = Asking.objects.get()
    assert (kept.problem, kept.words, kept.caller) == (problem, "", "")
    for page in (
        Client().get(f"/ask/{code}/"),
        Client().post("/ask/follow/", {"code": code.lower().replace("-", " ")}),
    ):
        assert WORDS in content(page)
        assert problem.number in content(page)
        assert "等人接办" in content(page)
        assert "13800001111" not in content(page)


def test_with_a_card_the_home_and_its_place_are_known(ladder, guest, wang):
    assert wang.area.name in content(guest.get("/ask/"))
    send({"kind": "need", "words": WORDS}, guest)
    assert Problem.objects.get().household == wang
    assert WORDS in content(guest.get("/r/page/"))


def test_who_would_rather_not_say_is_written_nowhere(ladder, guest, told, wang):
    send(told | {"is_nameless": "on"}, guest)
    problem = Problem.objects.get()
    assert (problem.household, problem.area) == (None, wang.area)
    assert Origin.objects.get().caller == ""
    told_of = [(one.subject_id, one.after) for one in Event.objects.filter(kind__in=KINDS)]
    assert len(told_of) == 2
    assert str(wang.pk) not in str(told_of)


def test_a_suggestion_is_owed_an_answer(ladder, guest, told):
    code = send(told | {"kind": "advice", "words": "路灯早点亮"}, guest)
    assert not Problem.objects.exists()
    assert "等答复" in content(Client().get(f"/ask/{code}/"))
    assert "路灯早点亮" in content(guest.get("/r/page/"))


def test_a_complaint_takes_its_own_road_and_leaves_nothing_else(ladder, told, worker):
    before = Event.objects.count()
    code = send(told | {"kind": "complaint", "said_of": worker.name, "matter": "absent"})
    complaint = Complaint.objects.get()
    assert complaint.words == WORDS
    assert [one.staff for one in complaint.named.all()] == [worker]
    assert (complaint.complainant, complaint.contact) == ("李四", "13800001111")
    assert (Event.objects.count(), Asking.objects.count(), AskCount.objects.count()) == (before, 0, 0)
    page = content(Client().get(f"/ask/{code}/"))
    assert "对干部的投诉" in page
    assert "还没有开始" in page
    assert WORDS not in page
    assert worker.name not in page


def test_the_receipt_of_a_complaint_reads_the_answer(ladder, told, areas):
    code = send(told | {"kind": "complaint"})
    now = timezone.now()
    Complaint.objects.update(answer="已经批评教育", answered_at=now, taken_up_at=now, reasons="内部核查")
    page = content(Client().get(f"/ask/{code}/"))
    assert "已经批评教育" in page
    assert "内部核查" not in page


@pytest.mark.parametrize("kind", ["need", "advice", "complaint"])
def test_two_taps_raise_one_thing(ladder, told, kind):
    key = re.search(r'name="key" value="([^"]+)"', Client().get("/ask/").content.decode()).group(1)
    first, second = (send(told | {"kind": kind, "key": key}) for _tap in range(2))
    assert first == second
    assert Asking.objects.count() + Complaint.objects.count() == 1
    assert send(told | {"kind": kind, "key": key, "words": "另一件"}) != first
    assert send(told | {"kind": kind, "key": "forged"}) != send(told | {"kind": kind, "key": "forged"})


def test_a_code_that_opens_nothing_is_led_on_and_never_punished(ladder, told):
    code = send(told)
    for _try in range(30):
        assert Client().get("/ask/AAAAA-BBBBB-CCCCC-DDDDD/")["Location"] == "/ask/follow/?no"
        assert Client().post("/ask/follow/", {"code": code[:-1] + "?"}).status_code == 422
    assert WORDS in content(Client().get(f"/ask/{code}/"))


def test_what_is_missing_is_said_and_what_was_written_stays(ladder, told):
    response = Client().post("/ask/", told | {"kind": "", "area": "000000000000"})
    assert response.status_code == 422
    page = content(response)
    assert "请选一样" in page
    assert "请选在哪个镇" in page
    assert WORDS in page
    assert not Asking.objects.exists()
    assert Client().post("/ask/", told | {"words": "字" * 2001}).status_code == 422


def test_a_flood_from_one_address_is_kept_and_waits_and_locks_nobody_out(
    ladder, one_hour, told, guest, areas
):
    """Five an hour from one address about one place open by themselves; forged headers change nothing. The
    neighbours' place, other addresses and whoever has a card go on."""
    for number in range(8):
        send(told, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}", REMOTE_ADDR="10.1.1.1")
    assert Problem.objects.count() == 5
    waiting = Asking.objects.waiting()
    assert {(one.waits, one.words) for one in waiting} == {("address", WORDS)}
    assert waiting.count() == 3
    send(told | {"area": areas["V2"].code}, REMOTE_ADDR="10.1.1.1")
    send(told, REMOTE_ADDR="10.1.1.2")
    send({"kind": "need", "words": WORDS}, guest, REMOTE_ADDR="10.1.1.1")
    assert Problem.objects.count() == 8
    assert "有人看过就办" in content(Client().get(f"/ask/{send(told, REMOTE_ADDR='10.1.1.1')}/"))


def test_a_flood_from_everywhere_about_one_place_waits(ladder, one_hour, told):
    for number in range(33):
        send(told, REMOTE_ADDR=f"10.2.0.{number}")
    assert Problem.objects.count() == 30
    assert set(Asking.objects.waiting().values_list("waits", flat=True)) == {"place"}


def test_what_a_machine_fills_in_is_kept_and_looked_at(ladder, told):
    send(told | {"website": "https://example.org"})
    assert Asking.objects.waiting().get().waits == "trap"
    assert not Problem.objects.exists()


def test_without_a_policy_nothing_is_lost(told):
    send(told)
    assert Asking.objects.waiting().get().waits == "policy"


def test_counts_are_kept_without_addresses_and_not_for_long(ladder, told):
    send(told, REMOTE_ADDR="10.3.3.3")
    AskCount.objects.update(until=AskCount.objects.first().until - timedelta(hours=3))
    send(told, REMOTE_ADDR="10.3.3.4")
    assert AskCount.objects.count() == 2


def test_a_receipt_stays_out_of_logs():
    record = logging.LogRecord("x", 20, "", 0, "GET /ask/%s/ 200", ("K7Q2M-9XHTC-AAAAA-BBBBB",), None)
    WithoutTokens().filter(record)
    assert record.getMessage() == "GET /ask/…/ 200"
    kept = logging.LogRecord("x", 20, "", 0, "GET /ask/follow/ and /ask/ 200", (), None)
    WithoutTokens().filter(kept)
    assert kept.getMessage() == "GET /ask/follow/ and /ask/ 200"
