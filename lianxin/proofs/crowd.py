"""A district's worth of phones: thousands of workers, each with homes of his own, and a day's visits."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.databases.inserting import insert_many
from lianxin.field.models import Device
from lianxin.field.sign_ins import mark_of
from lianxin.field.tokens import hash_of
from lianxin.ledger.keys import new_keys
from lianxin.people.models import Post, Staff
from lianxin.people.vocabulary import Role
from lianxin.proofs.cast import TREE, plant_areas
from lianxin.proofs.phones import Phone
from lianxin.registry.models import Household

HOMES_EACH = 14


@dataclass(frozen=True)
class Day:
    """What one phone uploads of a day: its token, the bytes, and the ids of the ops in them."""

    token: str
    body: bytes
    op_ids: tuple[str, ...]


@transaction.atomic
def plant_crowd(phones: int, chance: Random, *, homes_each: int = HOMES_EACH) -> list[Day]:
    """Make workers, posts, homes in their care and phones, and each phone's visits of a day."""
    known = {area.code: area for area in Area.objects.all()}
    areas = {key: known[code] for key, (code, *_) in TREE.items()} if known else plant_areas()
    now = timezone.now()
    begin = Staff.objects.count()
    staff = [
        Staff(id=key, number=f"R-{begin + at}", name="干部", must_change_password=False)
        for at, key in enumerate(new_keys(phones))
    ]
    insert_many(staff)
    role, since = Role.COLLECTOR.value, timezone.localdate(now)
    insert_many([Post(staff=one, role=role, area=areas["V4"], from_on=since) for one in staff])
    tokens = [f"crowd-{begin + at}-{chance.getrandbits(64):x}" for at in range(phones)]
    proved = {"password_mark": mark_of(staff[0].password), "roles": role} if staff else {}
    devices = [
        Device(
            staff=one, name="phone", token_hash=hash_of(token), enrolled_at=now, last_seen_at=now, **proved
        )
        for one, token in zip(staff, tokens, strict=True)
    ]
    insert_many(devices)
    homes = [
        Household(number=f"HB8{begin + at:05d}{number:02d}", area=areas["V1"], keeper=one, created_at=now)
        for at, one in enumerate(staff)
        for number in range(homes_each)
    ]
    insert_many(homes)
    mine = [homes[at * homes_each : (at + 1) * homes_each] for at in range(phones)]
    triples = zip(devices, tokens, mine, strict=True)
    return [_day(device, token, some, chance) for device, token, some in triples]


def _day(device: Device, token: str, homes: Sequence[Household], chance: Random) -> Day:
    phone = Phone(_nowhere, str(device.pk), token, Random(chance.getrandbits(64)))
    ops = [_visit(phone, home.pk) for home in homes]
    return Day(token, phone.body(ops), tuple(op["op_id"] for op in ops))


def _visit(phone: Phone, home: Any) -> dict[str, Any]:
    """A visit with two facts beside its need."""
    answers = [
        {"indicator": "income_per_head", "value": str(phone.chance.randint(1000, 9000)), "old": None},
        {"indicator": "housing_is_safe", "value": "true", "old": None},
    ]
    return phone.visit(home, answers=answers)


def _nowhere(path: str, body: bytes, headers: Any) -> tuple[int, bytes]:
    raise OSError("these phones are spoken for by somebody else")
