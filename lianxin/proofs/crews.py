"""Workers with phones and homes in their village, for the proofs about the sync."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.field.actions import enrol_device
from lianxin.field.models import Device
from lianxin.people.models import Staff
from lianxin.people.vocabulary import Role
from lianxin.proofs.cast import TREE, browser, make_worker, plant_areas
from lianxin.proofs.phones import Phone, Send, send_by
from lianxin.registry.actions import add_household
from lianxin.registry.models import Household


@dataclass
class Crew:
    """`phones[i]` belongs to `workers[i]`; all of them work in the village V1, where the homes are."""

    areas: dict[str, Area]
    homes: list[Household]
    workers: list[Staff]
    phones: list[Phone]


def hire_crew(
    chance: Random, *, phones: int, homes: int = 6, send_for: Callable[[], Send] | None = None
) -> Crew:
    """Make everybody and everything; `send_for` makes each phone's way to the server."""
    send_for = send_for or (lambda: send_by(browser()))
    known = {area.code: area for area in Area.objects.all()}
    areas = {key: known[code] for key, (code, *_) in TREE.items()} if known else plant_areas()
    begin = Household.objects.count()
    made = [add_home(begin + number, areas["V1"]) for number in range(homes)]
    workers = [
        make_worker(f"F-{begin}-{number}", Role.COLLECTOR, areas["V1"], name=f"干部{number}")
        for number in range(phones)
    ]
    return Crew(areas, made, workers, [enrol(one, chance, send_for()) for one in workers])


def add_home(number: int, area: Area) -> Household:
    head = {"name": "王有田", "phone": "13800000000"}
    return add_household(number=f"HB7{number:06d}", area=area, head=head, actor=None, now=timezone.now())


def enrol(staff: Staff, chance: Random, send: Send) -> Phone:
    device, token = enrol_device(staff=staff, name="phone", actor=staff, now=timezone.now())
    return Phone(send, str(device.pk), token, Random(chance.getrandbits(64)))


def device_of(phone: Phone) -> Device:
    return Device.objects.select_related("staff").get(pk=phone.device_id)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is gone at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def by_nobody() -> dict[str, Any]:
    return {"actor": None, "now": timezone.now()}
