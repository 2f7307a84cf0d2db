"""Messages to the outside have a thread of their own: long work is never in their way."""

import threading

from lianxin.operations import clock


def test_messages_go_while_long_work_is_under_way(monkeypatch):
    stop, busy, went = threading.Event(), threading.Event(), threading.Event()

    def import_a_district(_jobs):
        busy.set()
        assert went.wait(10), "a message waited for the import"
        stop.set()

    def send(_stop):
        if busy.wait(10):
            went.set()

    monkeypatch.setattr(clock, "run_next", import_a_district)
    monkeypatch.setattr(clock, "send_due", send)
    monkeypatch.setattr(clock, "tick", lambda **_: None)
    monkeypatch.setattr(clock, "Walker", lambda: type("Still", (), {"walk": lambda *_args, **_more: 0})())
    monkeypatch.setattr(clock, "close_old_connections", lambda: None)
    monkeypatch.setattr(clock, "PAUSE_S", 0.001)
    clock.work(stop)
    assert went.is_set()


def test_the_messenger_goes_on_when_it_stumbles(monkeypatch):
    stop, turns = threading.Event(), []

    def stumble(_stop):
        turns.append(1)
        if len(turns) == 3:
            stop.set()
        raise RuntimeError("the database is away")

    monkeypatch.setattr(clock, "send_due", stumble)
    monkeypatch.setattr(clock, "close_old_connections", lambda: None)
    monkeypatch.setattr(clock, "PAUSE_S", 0.001)
    clock.send_off(stop)
    assert len(turns) == 3
