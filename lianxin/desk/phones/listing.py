"""Phones as lines of a list: whose, when last heard of, what is known to be missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Max

from lianxin.desk.phones.words import skew_words
from lianxin.field.models import Device, Op


@dataclass(frozen=True, slots=True)
class Line:
    """`missing`: records whose numbers the phone has used and that have not arrived; the phone may hold newer
    ones of which nobody knows. `waits`: of those that arrived, how many a person must decide about."""

    device: Device
    received: int
    missing: int
    waits: int
    skew: str


def lines_of(devices: Sequence[Device]) -> list[Line]:
    """In the order given; two queries."""
    ops = Op.objects.filter(device__in=devices).order_by().values_list("device")
    held = {key: (number, last) for key, number, last in ops.annotate(Count("pk"), Max("device_seq"))}
    waits = dict(ops.filter(settled_at=None).annotate(number=Count("pk")))
    lines = []
    for device in devices:
        received, last = held.get(device.pk, (0, 0))
        missing = max(0, last - received)
        lines.append(Line(device, received, missing, waits.get(device.pk, 0), skew_words(device.skew_s)))
    return lines
