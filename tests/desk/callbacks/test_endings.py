"""A round about what is said to be solved, on the desk: opened, called with its own script, and told."""

import pytest
from django.utils import timezone

from lianxin.callbacks.actions import close_round, draw_round
from lianxin.callbacks.models import Call, Round
from lianxin.callbacks.vocabulary import Subject
from lianxin.ledger.models import Event
from lianxin.ledger.seal import seal_ledger
from lianxin.problems.models import Problem
from lianxin.problems.vocabulary import Phase
from tests.callbacks.test_endings import APRIL, homes
from tests.desk.conftest import enter
from tests.desk.district import content
from tests.problems.conftest import deadlines

__all__ = ["deadlines", "enter", "homes"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def watching(enter, supervisor):
    return enter(supervisor)


@pytest.fixture
def made(watching, homes, areas, supervisor, own_anchor):
    """Opened on the page, drawn when the ledger had sealed it."""
    data = {"subject": "endings", "area": str(areas["D"].pk), "from_on": "2026-03-01", "to_on": "2026-03-31"}
    watching.post("/callbacks/new/", data | {"confidence": "95", "margin": "0.1", "calls": "24"})
    found = Round.objects.get()
    seal_ledger(now=timezone.now())
    return draw_round(found, actor=supervisor, now=timezone.now())


@pytest.fixture
def call(made):
    return Call.objects.filter(round=made).order_by("household__number").first()


def test_a_round_is_opened_about_what_is_said_to_be_solved(watching, made):
    assert made.subject == Subject.ENDINGS
    assert "办成的事" in content(watching.get("/callbacks/"))
    page = content(watching.get(f"/callbacks/{made.pk}/"))
    assert "说是办成的 24 件，24 户；可以回访的 24 户" in page
    assert Event.objects.get(kind="callbacks.opened").after["subject"] == "endings"
    assert "问办成的事" in content(watching.get("/ledger/", follow=True))


def test_the_caller_reads_what_it_is_about_and_what_will_be_known(watching, enter, desk, call):
    page = content(watching.get(f"/callbacks/calls/{call.pk}/"))
    for told in (
        "门口到大路三百米泥巴路",
        "您家提的这件事，办成了吗？",
        "没有办成，不用再办",
        "办的人会知道",
    ):
        assert told in page
    assert "最近有干部到您家来过" not in page
    assert "泥巴路" not in content(enter(desk).get(f"/callbacks/calls/{call.pk}/")), "it was given to another"


def test_not_done_opens_the_matter_again(watching, call):
    address = f"/callbacks/calls/{call.pk}/"
    assert "先记下办成了没有" in content(watching.post(address, {"outcome": "answered"}))
    assert watching.post(address, {"outcome": "answered", "done": "came"}).status_code == 422
    told = {"outcome": "answered", "done": "no", "satisfied": "no", "reasonable": "yes"}
    assert watching.post(address, told).status_code == 302
    assert Problem.objects.get(endings=call.ending).phase == Phase.WAITING


def test_after_the_close_the_page_tells_shares_and_no_call_tells_who_is_satisfied(watching, made, call):
    for one in Call.objects.filter(round=made):
        told = {"outcome": "answered", "done": "yes", "satisfied": "partly"}
        watching.post(f"/callbacks/calls/{one.pk}/", told)
    assert "一般" in content(watching.get(f"/callbacks/calls/{call.pk}/"))
    close_round(made, actor=None, now=APRIL)
    page = content(watching.get(f"/callbacks/calls/{call.pk}/"))
    assert "办成了" in page
    assert "一般" not in page
    page = content(watching.get(f"/callbacks/{made.pk}/"))
    assert "24 户回答" in page
    assert "重抽一遍，抽到的是同样的户" in page
    assert "回答的不到 20 户，太少，不便说" in page, "nobody was asked whether it was reasonable"
