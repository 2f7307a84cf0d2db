"""Phones as lines of a list: whose, when last heard of, what is known to be missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, Q
from django.utils import timezone

from lianxin.desk.phones.words import skew_words
from lianxin.field.models import Batch, Device, Op
from lianxin.field.sealed_items import KIND as SEALED
from lianxin.field.sign_ins import still_holds
from lianxin.people.models import Post


@dataclass(frozen=True, slots=True)
class Line:
    """`missing`: records whose numbers the phone has used and that have not arrived; the phone may hold newer
    ones of which nobody knows. `waits`: of those that arrived, how many a person must decide about; `unread`:
    batches that nobody could read. `must_sign_in`: the owner's password or role has changed since."""

    device: Device
    received: int
    missing: int
    waits: int
    unread: int
    skew: str
    must_sign_in: bool


def lines_of(devices: Sequence[Device]) -> list[Line]:
    """In the order given; four queries."""
    ops = Op.objects.filter(device__in=devices).order_by().values_list("device")
    closed = Count("pk", filter=Q(kind=SEALED))  # of which no number may tell
    held = {
        key: (number - sealed, last - sealed)
        for key, number, last, sealed in ops.annotate(Count("pk"), Max("device_seq"), closed=closed)
    }
    waits = dict(ops.filter(settled_at=None).annotate(number=Count("pk")))
    unread = dict(
        Batch.objects.unread()
        .filter(device__in=devices)
        .order_by()
        .values_list("device")
        .annotate(number=Count("pk"))
    )
    roles = _roles_today(devices)
    lines = []
    for device in devices:
        received, last = held.get(device.pk, (0, 0))
        missing = max(0, last - received)
        now = roles.get(device.staff_id, "")
        is_out = device.revoked_at is not None or not device.staff.is_active or not now
        holds = is_out or still_holds(device.password_mark, device.roles, device.staff.password, now)
        lines.append(
            Line(
                device,
                received,
                missing,
                waits.get(device.pk, 0),
                unread.get(device.pk, 0),
                skew_words(device.skew_s),
                not holds,
            )
        )
    return lines


def _roles_today(devices: Sequence[Device]) -> dict[UUID, str]:
    posts = Post.objects.on(timezone.localdate()).filter(staff__in=[one.staff_id for one in devices])
    roles: dict[UUID, set[str]] = {}
    for staff, role in posts.order_by().values_list("staff", "role"):
        roles.setdefault(staff, set()).add(role)
    return {staff: ",".join(sorted(held)) for staff, held in roles.items()}
