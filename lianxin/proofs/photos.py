"""Promise 9, of photos: one holds nothing but its picture, lies unreadable, and comes to who sees the home.

Photos are made with a place, a preview, words and more written into them and hung on behind their end, sent
as phones send them, and looked for in the file that is kept, on the disk and in what a neighbour is answered.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock
from uuid import UUID

from django.db import connection
from django.utils import timezone
from PIL import Image

from lianxin.desk.visits.views import enclosed
from lianxin.people.access import note_asked
from lianxin.people.vocabulary import Role
from lianxin.proofs.cast import browser, enter, make_worker
from lianxin.proofs.crews import Crew, hire_crew, undone
from lianxin.proofs.vocabulary import Control, Proof, Tally
from lianxin.switches.models import SwitchChange
from lianxin.visits.actions import arriving
from lianxin.visits.models import Photo
from lianxin.visits.models.enclosed import Enclosed
from lianxin.visits.photos import folders, keeping, limits
from lianxin.visits.photos.drawing import Picture
from lianxin.visits.photos.parts import beside_the_picture

MARK = b"PLANTED-%08d"
PIECE = 2000
TUS = "application/offset+octet-stream"


def of_a_camera(number: int, chance: Random) -> tuple[bytes, bytes]:
    """A photo, and the mark that stands in every part of it that is not its picture."""
    mark = MARK % number
    exif = Image.Exif()
    exif[0x010F], exif[0x9286] = mark.decode(), mark.decode()
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", tuple(float(chance.randrange(60)) for _ in range(3))
    picture = Image.effect_noise((chance.randrange(40, 200), chance.randrange(40, 200)), 60).convert("RGB")
    made = BytesIO()
    said = {"exif": exif, "comment": mark, "xmp": b"<x>" + mark + b"</x>", "icc_profile": mark * 4}
    picture.save(made, "JPEG", quality=60, progressive=chance.random() < 0.3, **said)
    data = made.getvalue()
    preview = b"\xff\xed" + (len(mark) + 2).to_bytes(2) + mark
    return data[:2] + preview + data[2:] + mark * chance.randrange(1, 4), mark


class Sender:
    """A phone that sends photos in pieces after its visit."""

    def __init__(self, crew: Crew) -> None:
        self.client, self.phone = browser(), crew.phones[0]
        self.headers = {"Authorization": f"Bearer {self.phone.token}"}
        self.home = crew.homes[0]

    def visit(self) -> str:
        op = self.phone.visit(self.home.pk)
        self.phone.push()
        return str(json.loads(op["payload"])["visit_id"])

    def send(self, visit: str, data: bytes) -> UUID:
        key = self.phone.new_id()
        about = {"photo_id": key, "visit_id": visit, "size": len(data), "sha256": sha256(data).hexdigest()}
        begun = {"content_type": "application/json", "headers": self.headers}
        self.client.post("/field/photos", json.dumps(about), **begun)
        for start in range(0, len(data), PIECE):
            headers = self.headers | {"Upload-Offset": str(start)}
            piece = data[start : start + PIECE]
            self.client.patch(f"/field/photos/{key}", piece, content_type=TUS, headers=headers)
        return UUID(key)


def prove(tally: Tally, runs: int, chance: Random) -> None:
    """Send `runs` photos and look for what was written into each."""
    switch_on("photos")
    crew = hire_crew(chance, phones=1, homes=1)
    sender = Sender(crew)
    neighbour, friend = browser(), browser()
    enter(neighbour, make_worker(f"NEXT-{chance.getrandbits(32)}", Role.COLLECTOR, crew.areas["V4"]))
    enter(friend, make_worker(f"HEAD-{chance.getrandbits(32)}", Role.TOWN_HEAD, crew.areas["T1"]))
    visit, left = "", 0
    with mock.patch.object(limits, "MOST_A_DAY", runs + 1):
        for number in range(runs):
            if not left:
                visit, left = sender.visit(), limits.MOST_PER_VISIT
            data, mark = of_a_camera(number, chance)
            key, left = sender.send(visit, data), left - 1
            _examine(tally, key, mark)
            address = f"/visits/photos/{key}/"
            seen = {person.get(address).status_code for person in (neighbour, browser())}
            tally.expect(200 not in seen, f"somebody who does not see the home was answered {sorted(seen)}")
            tally.expect(friend.get(address).status_code == 200, "who sees the home was refused its photo")


def _examine(tally: Tally, key: UUID, mark: bytes) -> None:
    if not Photo.objects.filter(pk=key).exists():
        tally.expect(False, "a photo did not arrive")
        return
    stored = keeping.file_of(key).read_bytes()
    try:
        kept = keeping.take(key)
    except keeping.PictureGone:
        tally.expect(False, "a photo does not open")
        return
    beside = beside_the_picture(kept)
    tally.expect(not beside and mark not in kept, f"a photo is kept with {beside or 'its words'}")
    is_plain = mark in stored or kept[:200] in stored or b"JFIF" in stored
    tally.expect(not is_plain, "a photo can be read on the disk")
    tally.expect(not _in_the_database(key, mark), "what was written into a photo stands in the database")


def _in_the_database(key: UUID, mark: bytes) -> bool:
    """Pieces go once a photo is whole; until then they are ciphertext."""
    if connection.vendor != "sqlite" or connection.is_in_memory_db() or connection.in_atomic_block:
        return False
    database = Path(connection.settings_dict["NAME"])
    files = [database, database.with_name(database.name + "-wal")]
    return any(mark in path.read_bytes() for path in files if path.exists())


def switch_on(*codes: str) -> None:
    now = timezone.now()
    decided: dict[str, Any] = {"asked_at": now, "decided_at": now, "outcome": SwitchChange.ADOPTED}
    for code in codes:
        SwitchChange.objects.create(code=code, value="on", reason="会议纪要", **decided)


def notices(breaks: Callable[[], Any]) -> bool:
    """Whether a small run finds fault with a broken variant."""
    tally = Tally()
    with undone(), breaks():
        prove(tally, 3, Random(9))
    return bool(tally.faults)


def kept_as_it_came() -> Any:
    """No stripping at all."""
    return mock.patch.object(arriving, "drawn_anew", lambda data: Picture(data, 1, 1))


def merely_saved_again() -> Any:
    """The library carries comment and profile over by itself."""

    def save(data: bytes) -> Picture:
        made = BytesIO()
        with Image.open(BytesIO(data)) as picture:
            picture.save(made, "JPEG", exif=b"")
            return Picture(made.getvalue(), *picture.size)

    return mock.patch.object(arriving, "drawn_anew", save)


def not_sealed() -> Any:
    return mock.patch.multiple(
        folders, encrypt=lambda data, place: data, decrypt=lambda stored, place: stored
    )


@contextmanager
def shown_to_all() -> Iterator[None]:
    """A page that forgets whose homes a person sees."""
    forgets = mock.patch.object(Enclosed, "seen_by", lambda self, person: self.all())
    asks_nothing = mock.patch.object(enclosed, "ask", lambda person, verb, thing: note_asked(verb))
    with forgets, asks_nothing:
        yield


PROOF = Proof(
    promise=9,
    name="photos",
    says="a photo holds nothing but its picture, lies unreadable, and comes to those who see the home",
    runs=1000,
    prove=prove,
    controls=(
        Control("photos kept as they came", partial(notices, kept_as_it_came)),
        Control("photos merely saved again", partial(notices, merely_saved_again)),
        Control("photos that are not sealed", partial(notices, not_sealed)),
        Control("a page that shows them to everybody", partial(notices, shown_to_all)),
    ),
)
