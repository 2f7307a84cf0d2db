"""One at a time: a turn that somebody else has is not ours, over connections of their own."""

import threading
from contextlib import contextmanager

import pytest
from django.db import connection

from lianxin.databases.turns import turn
from lianxin.operations import clock

PATIENCE_S = 30

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def held_elsewhere(name):
    """Another thread, which stands for another process, has the turn."""
    has_it, may_go = threading.Event(), threading.Event()

    def hold():
        with turn(name) as is_ours:
            assert is_ours
            has_it.set()
            may_go.wait(PATIENCE_S)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    assert has_it.wait(PATIENCE_S)
    try:
        yield
    finally:
        may_go.set()
        holder.join(PATIENCE_S)


def test_a_turn_that_somebody_has_is_not_ours_and_then_it_is():
    with held_elsewhere("tick"), turn("tick") as is_ours:
        assert not is_ours
    with turn("tick") as is_ours:
        assert is_ours


def test_turns_of_other_names_are_free():
    with held_elsewhere("tick"), turn("tock") as is_ours:
        assert is_ours


def test_who_failed_lets_the_turn_go():
    with pytest.raises(RuntimeError), turn("tick"):
        raise RuntimeError("in the middle")
    with held_elsewhere("tick"):
        pass


def test_who_waits_has_the_turn_in_the_end():
    order = []

    def wait():
        with turn("tick", waits=True) as is_ours:
            order.append(("waited", is_ours))
        connection.close()

    with held_elsewhere("tick"):
        waiting = threading.Thread(target=wait)
        waiting.start()
        waiting.join(timeout=0.3)
        order.append("let go")
    waiting.join(PATIENCE_S)
    assert order == ["let go", ("waited", True)]


def test_a_worker_leaves_the_clock_to_the_one_that_has_it(monkeypatch):
    """Each web process has a worker; of two that tick at once one only stumbles over what the other wrote."""
    stop, told = threading.Event(), []

    def walk(self, **_):
        told.append("walked")
        return 0

    def pause(_seconds):
        told.append("paused")
        if len(told) > 5:
            stop.set()

    monkeypatch.setattr(clock, "tick", lambda **_: told.append("ticked"))
    monkeypatch.setattr(clock, "work_off", lambda stop: None)
    monkeypatch.setattr(clock, "send_off", lambda stop: None)
    monkeypatch.setattr(clock, "close_old_connections", lambda: None)
    monkeypatch.setattr(clock.Walker, "walk", walk)
    monkeypatch.setattr(stop, "wait", pause)
    with held_elsewhere(clock.TICK):
        clock.work(stop)
    assert "ticked" not in told
    assert "walked" in told

    stop.clear()
    told.clear()
    clock.work(stop)
    assert told[0] == "ticked"
