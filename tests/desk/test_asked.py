"""网页上提的: suggestions are answered, floods opened or set aside with a reason; by whom."""

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.ledger.models import Event
from lianxin.problems.models import Problem
from lianxin.problems.vocabulary import Channel
from lianxin.voice.actions import Told, take_in
from lianxin.voice.vocabulary import AskKind
from tests.desk.district import content
from tests.public.conftest import ladder

__all__ = ["ladder"]

pytestmark = pytest.mark.django_db
CODE = "AAAAA-BBBBB-CCCCC-DDDDD"


@pytest.fixture
def kept(ladder, areas):
    def keep(kind=AskKind.NEED, **more):
        told = Told(
            kind=kind, area=areas["V1"].pk, words="井水发黄", caller="李四 13800001111", is_odd=True, **more
        )
        return take_in(told, code=CODE, now=timezone.now())

    return keep


def receipt():
    return content(Client().get(f"/ask/{CODE}/"))


def test_the_list_shows_what_waits_and_why(enter, town_head, kept):
    kept()
    page = content(enter(town_head).get("/rights/asked/"))
    assert "井水发黄" in page
    assert "像是机器填的" in page
    assert "13800001111" in page


def test_looked_at_it_becomes_a_problem(enter, town_head, kept):
    asking = kept()
    client = enter(town_head)
    client.post(f"/rights/asked/{asking.pk}/", {"step": "open"})
    problem = Problem.objects.get()
    assert (problem.words, problem.channel, problem.owner) == ("井水发黄", Channel.RESIDENT, town_head)
    asking.refresh_from_db()
    assert (asking.words, asking.caller, asking.problem) == ("", "", problem)
    assert problem.number in content(client.get("/rights/asked/"))
    assert problem.number in receipt()
    client.post(f"/rights/asked/{asking.pk}/", {"step": "open"})
    assert Problem.objects.count() == 1, "once"


def test_set_aside_needs_a_reason_that_its_raiser_reads(enter, town_head, kept):
    asking = kept()
    client = enter(town_head)
    client.post(f"/rights/asked/{asking.pk}/", {"step": "aside", "words": "  "})
    asking.refresh_from_db()
    assert asking.ended_at is None
    client.post(f"/rights/asked/{asking.pk}/", {"step": "aside", "words": "是一段广告"})
    assert "是一段广告" in receipt()
    told = Event.objects.filter(kind="ask.set_aside").get()
    assert "广告" not in str(told.after)


def test_a_suggestion_is_answered(enter, town_head, kept):
    asking = kept(AskKind.ADVICE)
    assert not Problem.objects.exists()
    enter(town_head).post(f"/rights/asked/{asking.pk}/", {"step": "answer", "words": "下月就换"})
    assert "下月就换" in receipt()


def test_who_may_not_answer_may_not(enter, supervisor, worker, kept):
    asking = kept()
    watching = enter(supervisor)
    assert "井水发黄" in content(watching.get("/rights/asked/"))
    assert watching.post(f"/rights/asked/{asking.pk}/", {"step": "open"}).status_code == 403
    assert enter(worker).get("/rights/asked/").status_code == 403
    asking.refresh_from_db()
    assert asking.ended_at is None


def test_the_ledger_tells_each_step(enter, town_head, desk, kept):
    enter(town_head).post(f"/rights/asked/{kept().pk}/", {"step": "open"})
    page = content(enter(desk).get("/ledger/"))
    assert "网页上有人提出" in page
    assert "看过网页上提的" in page
