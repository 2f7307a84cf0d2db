"""A rescue file carries photos and positions too: they follow their visits, and nobody slips in others."""

import json
import secrets
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from lianxin.field import sealing
from lianxin.field.actions import FieldRefused, take_in_rescue
from lianxin.field.carried import Carried, packed, unpacked
from lianxin.field.enclosed_wire import PhotoBegun, PositionNoted
from lianxin.field.proving import proof_key, proof_of
from lianxin.field.wire import Unreadable
from lianxin.switches.models import SwitchChange
from lianxin.visits.models import Photo, Position, Visit
from lianxin.visits.photos import keeping, limits
from lianxin.visits.photos.parts import beside_the_picture
from tests.visits import jpegs

pytestmark = pytest.mark.django_db
DATA = jpegs.laden(1200, 900)


@pytest.fixture(autouse=True)
def own_media(own_home, settings):
    settings.MEDIA_ROOT = own_home / "media"


@pytest.fixture
def switched_on(db):
    now = timezone.now()
    for code in ("photos", "gps"):
        moments = {"asked_at": now, "decided_at": now}
        SwitchChange.objects.create(code=code, value="on", reason="会议", outcome="adopted", **moments)


def photo(visit, data=DATA, key=None):
    about = {"visit_id": str(visit), "size": len(data), "sha256": sha256(data).hexdigest()}
    return PhotoBegun(photo_id=str(key or uuid4()), **about), data


def position(visit):
    where = {"latitude": 32.685, "longitude": 109.029, "accuracy_m": 18.0}
    return PositionNoted(position_id=str(uuid4()), visit_id=str(visit), **where)


def file_of(phone, photos=(), positions=(), ops=None, **more):
    told = [json.dumps(op).encode() for op in (phone.outbox if ops is None else ops)]
    plain = packed(Carried(told, list(photos), list(positions)))
    sealed = sealing.seal(plain, sealing.public_jwk(), secrets.token_bytes(12))
    proof = proof_of(sealed, proof_key(UUID(phone.device_id)))
    file = {"format": "lianxin-rescue-2", "device_id": phone.device_id, "sealed": sealed, "proof": proof}
    return json.dumps(file | more)


def visit_of(op):
    return json.loads(op["payload"])["visit_id"]


def take_in(text):
    return take_in_rescue(text, actor=None, now=timezone.now())


def test_visits_come_in_with_their_photos_and_places_and_once(phone, homes, switched_on):
    first, second = (visit_of(phone.visit(homes["near"].pk)) for _ in range(2))
    photos = [photo(first), photo(first), photo(second)]
    text = file_of(phone, photos, [position(first)])
    assert take_in(text) == {"accepted": 2, "enclosed-taken": 4}
    assert take_in(text) == {"duplicate": 2, "enclosed-here": 4}
    assert {str(one.visit_id) for one in Photo.objects.all()} == {first, second}
    for one in Photo.objects.all():
        kept = keeping.take(one.pk)
        assert beside_the_picture(kept) == []
        assert jpegs.SECRET not in kept
    assert Position.objects.get().visit_id == UUID(first)


def test_a_file_with_photos_alone_belongs_to_visits_that_are_here(phone, homes, switched_on):
    op = phone.visit(homes["near"].pk)
    phone.push()
    assert take_in(file_of(phone, [photo(visit_of(op))], ops=[])) == {"enclosed-taken": 1}


def test_the_photo_of_a_visit_that_waits_for_a_person_comes_with_the_next_time(phone, homes, switched_on):
    op = phone.visit(homes["far"].pk)
    text = file_of(phone, [photo(visit_of(op))], [position(visit_of(op))])
    assert take_in(text) == {"quarantined": 1, "enclosed-waits": 2}
    assert not Photo.objects.exists()


def test_where_photos_are_off_visits_come_in_and_photos_do_not(phone, homes):
    op = phone.visit(homes["near"].pk)
    text = file_of(phone, [photo(visit_of(op))], [position(visit_of(op))])
    assert take_in(text) == {"accepted": 1, "enclosed-refused": 2}
    assert (Visit.objects.count(), Photo.objects.count(), Position.objects.count()) == (1, 0, 0)


def test_a_file_that_only_names_a_phone_hangs_no_photo_on_its_visits(phone, homes, switched_on):
    op = phone.visit(homes["near"].pk)
    phone.push()
    text = file_of(phone, [photo(visit_of(op))], ops=[], proof="00" * 32)
    assert take_in(text) == {"enclosed-refused": 1}
    assert not Photo.objects.exists()


def test_nobody_hangs_a_photo_on_somebody_elses_visit(phone, phone_of, neighbour, homes, switched_on):
    op = phone.visit(homes["near"].pk)
    phone.push()
    other = phone_of(neighbour, seed=6)
    assert take_in(file_of(other, [photo(visit_of(op))], ops=[])) == {"enclosed-waits": 1}
    assert not Photo.objects.exists()


def test_what_is_no_photo_or_one_too_many_keeps_nothing_else_back(phone, homes, switched_on):
    op = phone.visit(homes["near"].pk)
    photos = [photo(visit_of(op), b"not a picture")]
    photos += [photo(visit_of(op)) for _ in range(limits.MOST_PER_VISIT + 1)]
    counts = take_in(file_of(phone, photos))
    assert counts == {"accepted": 1, "enclosed-taken": limits.MOST_PER_VISIT, "enclosed-refused": 2}


def test_what_is_over_the_days_measure_waits_for_another_day(phone, homes, switched_on, monkeypatch):
    monkeypatch.setattr(limits, "MOST_A_DAY", 1)
    op = phone.visit(homes["near"].pk)
    photos = [photo(visit_of(op)), photo(visit_of(op))]
    assert take_in(file_of(phone, photos)) == {"accepted": 1, "enclosed-taken": 1, "enclosed-waits": 1}


@pytest.mark.parametrize("at", [0, 5, -3])
def test_bytes_that_are_not_as_agreed_are_said(phone, homes, at):
    plain = bytearray(packed(Carried([], [photo(uuid4())], [])))
    plain[at] ^= 0xFF
    sealed = sealing.seal(bytes(plain), sealing.public_jwk(), secrets.token_bytes(12))
    with pytest.raises(FieldRefused, match="打不开"):
        take_in(json.dumps({"format": "lianxin-rescue-2", "sealed": sealed}))


def test_a_photo_whose_bytes_break_off_is_not_as_agreed():
    plain = packed(Carried([b"{}"], [photo(uuid4())], [position(uuid4())]))
    assert unpacked(plain).photos[0][1] == DATA
    for broken in (plain[:-1], b"", plain[:3], b"\xff\xff\xff\xff{}"):
        with pytest.raises(Unreadable):
            unpacked(broken)
