"""`lianxin tick`: everything that is due, once; a second tick finds nothing left to do."""

import threading
from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.classification.models import Review, Standing
from lianxin.ledger.models import Pending
from lianxin.notices.models import Round
from lianxin.notices.rules import part_at
from lianxin.operations import clock
from lianxin.policies.calendars.in_force import calendar_in_force
from lianxin.registry.actions import add_household


@pytest.fixture
def household(district):
    village = Area.objects.get(code="990100001201")
    head = {"name": "王有田"}
    return add_household(number="HB1", area=village, head=head, actor=None, now=timezone.now())


def test_what_waits_is_handed_on_and_sealed(household, lianxin):
    said = lianxin("tick")

    assert said.code == 0
    assert said.answer["handed_on"] >= 1
    assert said.answer["sealed"] >= 1
    assert not Pending.objects.exists()
    assert Standing.objects.get().tier == "unassessed"


def test_a_second_tick_finds_nothing_to_do(household, lianxin):
    now = timezone.now()
    first = lianxin("tick", "--now", now.isoformat())
    assert lianxin("tick", "--now", now.isoformat()).answer == dict.fromkeys(first.answer, 0)


def test_a_second_tick_in_working_hours_finds_nothing_either(household, lianxin):
    moment = timezone.now()
    while part_at(timezone.localtime(moment), calendar_in_force()) is None:
        moment += timedelta(hours=1)
    first = lianxin("tick", "--now", moment.isoformat())

    assert Round.objects.filter(told_at=moment).exists()
    assert lianxin("tick", "--now", moment.isoformat()).answer == dict.fromkeys(first.answer, 0)


def test_a_new_day_judges_again_and_once(household, lianxin):
    lianxin("tick")
    tomorrow = (timezone.now() + timedelta(days=1)).isoformat()

    assert lianxin("tick", "--now", tomorrow).answer["classified"] == 1
    assert lianxin("tick", "--now", tomorrow).answer["classified"] == 0


def test_a_class_past_its_date_is_reviewed_once(household, lianxin):
    lianxin("tick")
    years_later = (timezone.now() + timedelta(days=1500)).isoformat()

    assert lianxin("tick", "--now", years_later).answer["reviews_opened"] == 1
    assert lianxin("tick", "--now", years_later).answer["reviews_opened"] == 0
    assert Review.objects.get().kind == Review.EXPIRY


def test_a_moment_without_an_offset_is_local_time(district, lianxin):
    assert lianxin("tick", "--now", "2026-12-01T09:00").code == 0


def test_a_moment_that_is_none_is_wrong_usage(district, lianxin):
    with pytest.raises(SystemExit) as stopped:
        lianxin("tick", "--now", "tomorrow")
    assert stopped.value.code == 2


def test_the_worker_goes_on_when_it_stumbles(monkeypatch):
    """One bad minute must not end the worker: it logs, and tries again until it is told to stop."""
    stop, turns = threading.Event(), []

    def stumble(**_):
        turns.append("tick")
        if len(turns) == 3:
            stop.set()
        raise RuntimeError("the database is away")

    monkeypatch.setattr(clock, "tick", stumble)
    monkeypatch.setattr(clock, "turn", lambda name: nullcontext(True))
    monkeypatch.setattr(clock, "work_off", lambda stop: None)
    monkeypatch.setattr(clock, "send_off", lambda stop: None)
    monkeypatch.setattr(clock, "close_old_connections", lambda: None)
    monkeypatch.setattr(clock, "PAUSE_S", 0.001)
    clock.work(stop)
    assert turns == ["tick"] * 3
