"""Photos go into a backup with the rows that name them; what is called received survives, or is asked for."""

import json
from uuid import uuid4

import pytest

from lianxin.registry.models import Household
from lianxin.switches.models import SwitchChange
from lianxin.visits.models import Photo, Position
from lianxin.visits.photos import keeping
from tests.field.enclosing import Encloser
from tests.operations.backups.conftest import codes, rewrite
from tests.visits import jpegs

DATA = jpegs.laden(400, 300)


@pytest.fixture
def sender(a_district, client, phone):
    from django.utils import timezone

    for code in ("photos", "gps"):
        moments = {"asked_at": timezone.now(), "decided_at": timezone.now()}
        SwitchChange.objects.create(code=code, value="on", reason="会议", outcome="adopted", **moments)
    return Encloser(client, phone)


@pytest.fixture
def visit(sender, phone):
    op = phone.visit(Household.objects.first().pk)
    phone.push()
    return json.loads(op["payload"])["visit_id"]


def test_a_verified_backup_holds_photo_and_place_and_the_phone_hears_of_it(sender, visit, backup, verify):
    photo, place, later = uuid4(), uuid4(), uuid4()
    sender.send(visit, DATA, key=photo)
    sender.note(visit, key=place)
    folder = backup()
    sender.send(visit, jpegs.plain(), key=later)
    assert verify(folder).faults == []
    said = sender.states(photos=[photo, later], positions=[place])
    assert said == {str(photo): "backed_up", str(later): "received", str(place): "backed_up"}


def test_what_came_after_the_backup_is_asked_for_again_and_is_one_photo(
    sender, visit, backup, restore, a_district
):
    before, after = uuid4(), uuid4()
    sender.send(visit, DATA, key=before)
    picture = keeping.take(before)
    folder = backup()
    assert sender.send(visit, DATA, key=after).status_code == 204
    restore(folder, replaces=True)
    assert keeping.take(before) == picture
    said = sender.states(photos=[before, after])
    assert said == {str(before): "received", str(after): "unknown"}
    assert sender.send(visit, DATA, key=after).status_code == 204
    assert Photo.objects.filter(pk=after).count() == 1
    assert keeping.take(after)


def test_a_photo_half_arrived_at_the_backup_goes_on_after_it_was_put_back(sender, visit, backup, restore):
    key = uuid4()
    sender.send(visit, DATA, key=key, stops_after=1)
    folder = backup()
    sender.send(visit, DATA, key=key)
    restore(folder, replaces=True)
    assert sender.states(photos=[key]) == {str(key): "unknown"}
    assert sender.send(visit, DATA, key=key).status_code == 204
    assert Photo.objects.count() == 1


def test_a_backup_without_a_picture_is_not_good(sender, visit, backup, verify, a_district):
    key = uuid4()
    sender.send(visit, DATA, key=key)
    folder = backup()
    (stored,) = folder.glob("home/media/photos/*/*.sealed")
    stored.unlink()
    rewrite(folder, (a_district / "keys" / "seal.key").read_bytes())
    assert codes(verify(folder)) == ["photo-missing"]
    assert sender.states(photos=[key]) == {str(key): "received"}


def test_one_with_another_picture_in_its_place_is_not_good(sender, visit, backup, verify, a_district):
    key = uuid4()
    sender.send(visit, DATA, key=key)
    folder = backup()
    (stored,) = folder.glob("home/media/photos/*/*.sealed")
    keeping.put(key, b"another picture, sealed with the right key")
    stored.write_bytes(keeping.file_of(key).read_bytes())
    rewrite(folder, (a_district / "keys" / "seal.key").read_bytes())
    assert codes(verify(folder)) == ["photo-does-not-open"]


def test_a_removed_photo_is_no_fault_and_no_position_is_lost(sender, visit, backup, verify):
    from django.utils import timezone

    from lianxin.visits.actions import remove_photo

    key = uuid4()
    sender.send(visit, DATA, key=key)
    sender.note(visit)
    remove_photo(Photo.objects.get(), reason="不同意", actor=None, now=timezone.now())
    assert not keeping.file_of(key).exists()
    assert verify(backup()).faults == []
    assert Position.objects.get().backed_up_at
