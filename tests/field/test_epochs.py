"""A database that was put back begins a new epoch by itself, and phones send again what they keep."""

import pytest
from django.utils import timezone

from lianxin.field import epochs
from lianxin.field.models import Epoch
from lianxin.ledger.actions import record
from lianxin.ledger.models import Event

pytestmark = pytest.mark.django_db


def check():
    return epochs.check(now=timezone.now())


def happen():
    record(kind="staff.signed_in", actor=None, now=timezone.now(), subject=("staff", None))


def test_the_first_epoch_begins_by_itself_and_stays(own_home):
    first = check()
    assert first
    assert (check(), check()) == (first, first)
    assert Epoch.objects.get().why == epochs.FIRST
    assert Event.objects.filter(kind="epoch.begun").count() == 1


def test_the_file_beside_the_database_names_it(own_home):
    first = check()
    epochs.note_events()
    assert (own_home / "epoch").read_text().split()[0] == first


def test_another_epoch_in_the_file_begins_a_new_one(own_home):
    first = check()
    (own_home / "epoch").write_text("01a20000-0000-7000-8000-000000000000\n1\n")
    second = check()
    assert second != first
    assert Epoch.objects.first().why == epochs.PUT_BACK
    epochs.note_events()
    assert check() == second


def test_an_older_copy_of_the_same_epoch_begins_a_new_one(own_home):
    """Somebody copied yesterday's file back: the epoch is the same, the ledger reaches less far."""
    first = check()
    happen()
    epochs.note_events()
    newest = Event.objects.order_by("-pk").first().pk
    (own_home / "epoch").write_text(f"{first}\n{newest + 5}\n")
    assert check() != first


@pytest.mark.parametrize("content", ["", "x", "\x00", "a b c"])
def test_a_lost_or_broken_file_begins_a_new_one(own_home, content):
    first = check()
    (own_home / "epoch").write_text(content)
    assert check() != first


def test_phones_hear_of_it_and_send_again_what_they_keep(phone, homes, own_home):
    from lianxin.field.models import Op

    phone.visit(homes["near"].pk)
    phone.push()
    assert phone.outbox == []
    epochs.begin(epochs.RESTORED, now=timezone.now())
    phone.pull()
    assert len(phone.outbox) == 1
    phone.push()
    assert Op.objects.count() == 1
    assert phone.agrees()
