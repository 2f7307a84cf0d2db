"""The ledger as a queue: an event is handed on exactly once, or not at all."""

from datetime import UTC, datetime, timedelta

import pytest

from lianxin.ledger import queue
from lianxin.ledger.actions import Note, record_many
from lianxin.ledger.keys import new_key
from lianxin.ledger.models import Event, Pending

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def happen(kind, times):
    return record_many([Note(kind, "thing", new_key()) for _ in range(times)], actor=None, now=NOW)


class Listener:
    """A handler that remembers what it was given, and stumbles over the events it is told to."""

    def __init__(self):
        self.batches, self.bad = [], set()

    def __call__(self, events, *, now):
        self.batches.append([event.pk for event in events])
        if self.bad.intersection(self.batches[-1]):
            raise ValueError("cannot do this one")


def drain(hand_on, now=NOW, batch=100):
    rounds = 0
    while queue.carry_batch(hand_on, now=now, batch=batch):
        rounds += 1
        assert rounds < 1000
    return rounds


def test_events_of_one_kind_travel_in_batches():
    events, listener = happen("thing.happened", 250), Listener()

    drain({"thing.happened": [listener]})

    assert [len(batch) for batch in listener.batches] == [100, 100, 50]
    assert sum(listener.batches, []) == [event.pk for event in events]
    assert not Pending.objects.exists()


def test_an_event_nobody_waits_for_leaves_the_queue_and_stays_in_the_ledger():
    happen("thing.unheard", 3)

    drain({})

    assert queue.waiting_events() == 0
    assert Event.objects.count() == 3


def test_one_bad_event_does_not_hold_up_the_others():
    events, listener = happen("thing.happened", 10), Listener()
    listener.bad = {events[4].pk}

    drain({"thing.happened": [listener]})

    assert list(Pending.objects.values_list("event_id", flat=True)) == [events[4].pk]
    alone = {batch[0] for batch in listener.batches if len(batch) == 1}
    assert alone == {event.pk for event in events}


def test_a_bad_event_waits_longer_each_time_and_is_then_reported():
    (event,), listener = happen("thing.happened", 1), Listener()
    listener.bad = {event.pk}
    now, waits = NOW, []
    for _ in range(6):
        queue.carry_batch({"thing.happened": [listener]}, now=now)
        waiting = Pending.objects.get()
        waits.append(waiting.not_before - now)
        now = waiting.not_before

    assert waits == sorted(waits)
    assert waits[-1] > timedelta(minutes=4)
    assert queue.stuck_events() == [event]
    assert Pending.objects.get().trouble == "ValueError"


def test_what_a_handler_wrote_before_it_stumbled_is_undone():
    happen("thing.happened", 2)

    def write_then_stumble(events, *, now):
        happen("other.happened", 1)
        raise ValueError

    queue.carry_batch({"thing.happened": [write_then_stumble]}, now=NOW)

    assert not Event.objects.filter(kind="other.happened").exists()


def test_an_event_made_by_a_handler_is_handed_on_in_turn():
    listener = Listener()
    happen("first.happened", 1)

    drain(
        {"first.happened": [lambda events, now: happen("second.happened", 1)], "second.happened": [listener]}
    )

    assert len(listener.batches) == 1
