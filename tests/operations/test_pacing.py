"""The corridor beside a web server goes in short steps, and gives way to phones."""

import threading

import pytest
from django.utils import timezone

from lianxin.databases.precedence import Precedence
from lianxin.ledger import queue
from lianxin.ledger.actions import Note, record_many
from lianxin.ledger.keys import new_key
from lianxin.ledger.models import Pending
from lianxin.operations import pacing


def happen(times):
    notes = [Note("thing.happened", "thing", new_key()) for _ in range(times)]
    record_many(notes, actor=None, now=timezone.now())


@pytest.mark.django_db
def test_a_walk_ends_when_nothing_is_ready_and_says_how_much_it_did():
    happen(450)
    assert pacing.Walker().walk(now=timezone.now()) == 450
    assert not Pending.objects.exists()


@pytest.mark.django_db
def test_a_walk_with_a_limit_leaves_the_rest():
    happen(450)
    walker = pacing.Walker()
    walker.batch, walker.adjust = 100, lambda moved, took_s: None
    assert walker.walk(now=timezone.now(), limit=150) == 200
    assert Pending.objects.count() == 250


def test_steps_become_shorter_when_they_take_long_and_longer_when_they_are_short():
    walker = pacing.Walker()
    walker.batch = 200
    walker.adjust(200, 1.0)
    assert walker.batch == 100
    for _ in range(5):
        walker.adjust(100, 1.0)
    assert walker.batch == pacing.FEWEST
    walker.adjust(pacing.FEWEST - 1, 0.001)  # that was all there was: it says nothing about more
    assert walker.batch == pacing.FEWEST
    for _ in range(20):
        walker.adjust(walker.batch, 0.001)
    assert walker.batch == queue.BATCH


@pytest.mark.django_db
def test_each_step_gives_way_first(monkeypatch):
    waits = []
    monkeypatch.setattr(pacing.uploads, "give_way", waits.append)
    happen(450)
    walker = pacing.Walker()
    walker.batch, walker.adjust = 200, lambda moved, took_s: None
    walker.walk(now=timezone.now())
    assert waits == [pacing.PATIENCE_S] * 4  # 200, 200, 50, and the look that finds nothing


def test_whoever_gives_way_goes_on_as_soon_as_nobody_is_ahead():
    first = Precedence()
    assert first.give_way(0)
    with first.ahead():
        with first.ahead():
            assert not first.give_way(0)
        assert not first.give_way(0)
        found = []
        waiting = threading.Thread(target=lambda: found.append(first.give_way(60)), daemon=True)
        waiting.start()
    waiting.join(60)
    assert found == [True]


def test_an_upload_that_fails_is_not_ahead_for_ever():
    first = Precedence()
    with pytest.raises(ValueError, match="nothing"), first.ahead():
        raise ValueError("nothing")
    assert first.give_way(0)
