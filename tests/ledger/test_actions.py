"""Recording events: batches, before and after, and that nothing is ever edited."""

import pytest
from django.db import transaction
from django.utils import timezone

from lianxin.ledger.actions import Note, record, record_many
from lianxin.ledger.keys import new_key
from lianxin.ledger.models import Event, Pending

pytestmark = pytest.mark.django_db


def happen(**fields):
    return record(
        kind="thing.happened", actor=None, now=timezone.now(), subject=("thing", new_key()), **fields
    )


def test_an_event_keeps_what_was_before_and_after():
    event = happen(before={"name": "旧"}, after={"name": "新"}, reason="改名")

    found = Event.objects.get(pk=event.pk)
    assert (found.before, found.after, found.reason) == ({"name": "旧"}, {"name": "新"}, "改名")


def test_an_event_waits_for_the_corridor():
    event = happen()

    assert Pending.objects.get().event == event


def test_many_events_are_written_in_few_statements(django_assert_max_num_queries):
    notes = [Note("thing.happened", "thing", new_key(), after={"n": n}) for n in range(500)]

    with django_assert_max_num_queries(12):
        events = record_many(notes, actor=None, now=timezone.now())

    assert [event.after["n"] for event in events] == list(range(500))
    assert [event.pk for event in events] == sorted(event.pk for event in events)


def test_an_event_is_never_edited_or_deleted():
    event = happen()

    with pytest.raises(TypeError, match="append-only"):
        event.save()
    with pytest.raises(TypeError, match="append-only"):
        event.delete()
    with pytest.raises(TypeError, match="append-only"):
        Event.objects.update(kind="other.happened")
    with pytest.raises(TypeError, match="append-only"):
        Event.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_an_event_needs_the_transaction_of_its_action():
    with pytest.raises(transaction.TransactionManagementError):
        happen()

    assert not Event.objects.exists()
