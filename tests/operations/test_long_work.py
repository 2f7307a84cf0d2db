"""Long work goes on beside the corridor: neither waits for the other, nor ends with its trouble."""

import threading

import pytest
from django.utils import timezone

from lianxin import flow
from lianxin.operations import clock
from lianxin.work.actions import ask_for
from lianxin.work.models import Work


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch):
    monkeypatch.setattr(clock, "close_old_connections", lambda: None)
    monkeypatch.setattr(clock, "PAUSE_S", 0.001)


@pytest.mark.django_db
def test_what_was_asked_for_is_done_until_told_to_stop(monkeypatch):
    stop, seen = threading.Event(), []

    def job(work, tell):
        seen.append(work.pk)
        if len(seen) == 2:
            stop.set()

    monkeypatch.setitem(flow.JOBS, "test", job)
    asked = [ask_for("test", actor=None, now=timezone.now()).pk for _ in range(3)]
    clock.work_off(stop)
    assert seen == asked[:2]
    assert Work.objects.get(pk=asked[2]).state == Work.WAITING


def test_the_corridor_is_walked_while_long_work_goes_on(monkeypatch):
    stop, busy, walked = threading.Event(), threading.Event(), []

    def long_job(jobs):
        busy.set()
        stop.wait(10)

    def tick(**_):
        assert busy.wait(10)
        walked.append("tick")
        stop.set()

    monkeypatch.setattr(clock, "run_next", long_job)
    monkeypatch.setattr(clock, "tick", tick)
    clock.work(stop)
    assert walked == ["tick"]


def test_trouble_with_long_work_does_not_end_its_thread(monkeypatch):
    stop, turns = threading.Event(), []

    def stumble(jobs):
        turns.append(1)
        if len(turns) == 3:
            stop.set()
        raise RuntimeError("the database is away")

    monkeypatch.setattr(clock, "run_next", stumble)
    clock.work_off(stop)
    assert len(turns) == 3


def test_every_job_has_words_for_the_page():
    from lianxin.desk.intake.words import KINDS

    assert set(flow.JOBS) <= set(KINDS)
