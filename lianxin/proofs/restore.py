"""Promise 4: a restored server gets back what phones still hold, in one sync, and nobody has to do anything.

Phones send visits, a backup is made, they send as many again and are told that these were received. Then the
disk is lost, journal and all; only keys and backup are left. The backup is restored; each phone syncs once.
"""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from unittest import mock

from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.field import epochs
from lianxin.field.actions import enrol_device
from lianxin.field.models import Op
from lianxin.field.vocabulary import State
from lianxin.ledger.keys import new_key
from lianxin.operations.backups.databases import way
from lianxin.operations.backups.making import make_backup
from lianxin.operations.backups.restoring import restore_backup
from lianxin.people.vocabulary import Role
from lianxin.proofs.cast import browser, make_worker, plant_areas
from lianxin.proofs.phones import Phone, send_by
from lianxin.proofs.vocabulary import Control, Proof, Tally
from lianxin.registry.actions import add_household
from lianxin.visits.models import Visit

PHONES = 50


def silent(step: str, done: int = 0, total: int = 0) -> None:
    """Nobody listens to the progress of a proof."""


class District:
    """A village with homes and workers, made where there is none yet, and the phones of one run."""

    def __init__(self, chance: Random, phones: int) -> None:
        self.chance = chance
        village = Area.objects.filter(level="village").first() or plant_areas()["V1"]
        now = timezone.now() - timedelta(days=1)
        homes = [
            add_household(
                number=f"HB{new_key().int % 10**9:09d}",
                area=village,
                head={"name": "王有田"},
                actor=None,
                now=now,
            )
            for _ in range(20)
        ]
        self.homes = [home.pk for home in homes]
        self.phones = [self._phone(village, number) for number in range(phones)]

    def _phone(self, village: Area, number: int) -> Phone:
        worker = make_worker(f"P{new_key().int % 10**12:012d}", Role.COLLECTOR, village)
        device, token = enrol_device(staff=worker, name="", actor=worker, now=timezone.now())
        return Phone(send_by(browser()), str(device.pk), token, Random(self.chance.random()))

    def visit(self, visits: int) -> list[str]:
        """So many visits, all sent and answered; returns the numbers of their ops."""
        made = []
        for number in range(visits):
            phone = self.phones[number % len(self.phones)]
            made.append(phone.visit(self.chance.choice(self.homes))["op_id"])
        for phone in self.phones:
            sync(phone)
        return made


def sync(phone: Phone) -> None:
    """What the app does when it is opened with a network: send, fetch, send what it then finds to send."""
    phone.push()
    phone.pull()
    while phone.outbox:
        phone.push()


def lose_the_disk() -> None:
    """Home and database are gone; the keys lie somewhere else."""
    connections.close_all()
    home = Path(settings.LIANXIN_HOME)
    for path in home.iterdir():
        if path.name not in ("keys", "tmp"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if connection.vendor == "postgresql":
        schema = way().own_schema()
        with connection.cursor() as cursor:
            cursor.execute(f'DROP SCHEMA "{schema}" CASCADE')
            cursor.execute(f'CREATE SCHEMA "{schema}"')


def prove(tally: Tally, runs: int, chance: Random, phones: int = PHONES) -> None:
    """`runs` visits before the backup, and as many after it, which the restored server gets back."""
    district = District(chance, phones)
    with TemporaryDirectory() as folder:
        before = district.visit(runs)
        made = make_backup(Path(folder) / "backup", now=timezone.now(), tell=silent)
        after = district.visit(runs)
        known = {phone.epoch for phone in district.phones}
        received = [phone.answers.get(op, {}).get("answer") for phone in district.phones for op in phone.kept]
        tally.expect(set(received) == {"accepted"}, f"phones were told {set(received)}")
        lose_the_disk()
        restore_backup(made.folder, replaces=False, inbox=None, now=timezone.now(), tell=silent)
    tally.expect(not Visit.objects.filter(op_id__in=after).exists(), "the backup held what came after it")
    for phone in district.phones:
        sync(phone)
    tally.expect({phone.epoch for phone in district.phones}.isdisjoint(known), "the epoch is the old one")
    tally.expect(all(phone.agrees() for phone in district.phones), "a receipt differs")
    waiting = Op.objects.exclude(state=State.ACCEPTED.value).count()
    tally.expect(waiting == 0, f"{waiting} ops wait for a person")
    found = Visit.objects.filter(household__in=district.homes).values_list("op_id", flat=True)
    tally.expect(len(found) == len(set(found)) <= 2 * runs, "visits are doubled")
    there = {str(op) for op in found}
    for op in before:
        tally.expect(op in there, "a visit from before the backup is lost")
    for op in after:
        tally.expect(op in there, "a visit from after the backup is lost")


def notices(spoil: Callable[[], object]) -> bool:
    """Whether a small run finds what is lost when this is broken."""
    tally = Tally()
    with spoil():  # type: ignore[attr-defined]
        prove(tally, 12, Random(4), phones=3)
    return any("lost" in fault for fault in tally.faults)


def an_epoch_that_stays() -> bool:
    def go_on(why: str, *, now: datetime) -> str:
        return epochs.current()

    return notices(lambda: mock.patch.object(epochs, "begin", go_on))


def phones_that_keep_nothing() -> bool:
    push = Phone.push

    def push_and_forget(phone: Phone, most: int = 50) -> dict:
        answer = push(phone, most)
        phone.kept = {op["op_id"]: op for op in phone.outbox}
        return answer

    return notices(lambda: mock.patch.object(Phone, "push", push_and_forget))


PROOF = Proof(
    promise=4,
    name="restore",
    says="a restored server gets back what phones still hold",
    runs=500,
    prove=prove,
    controls=(
        Control("a restore that keeps the old epoch", an_epoch_that_stays),
        Control("phones that forget what was received", phones_that_keep_nothing),
    ),
)
