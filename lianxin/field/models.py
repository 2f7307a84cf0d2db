"""Phones, what they sent as it came in, what became of it, and what was handed out to them."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianxin.field.columns import EncryptedBytesField
from lianxin.field.vocabulary import SHOWN_AFTER, How, State
from lianxin.ledger.keys import Key, new_key
from lianxin.people.access import within_sight

STATES = [
    (State.ACCEPTED.value, _("已收下")),
    (State.HELD.value, _("在等前一条")),
    (State.QUARANTINED.value, _("要人看")),
    (State.SET_ASIDE.value, _("已搁置")),
]
OPEN = [State.HELD.value, State.QUARANTINED.value]
WAYS = [
    (How.ACCEPT.value, _("收下")),
    (How.REASSIGN.value, _("改归后收下")),
    (How.SET_ASIDE.value, _("搁置")),
]


def _staff(**options: Any) -> models.ForeignKey:
    return models.ForeignKey(
        "people.Staff", null=True, on_delete=models.PROTECT, **({"related_name": "+"} | options)
    )


class Epoch(models.Model):
    """A life of this database. Another one begins when it was put back from a backup: phones then send again
    what they keep."""

    id = Key(primary_key=True, default=new_key, editable=False)
    began_at = models.DateTimeField()
    why = models.CharField(max_length=40)

    class Meta:
        ordering = ["-began_at", "-id"]

    def __str__(self) -> str:
        return f"{self.pk} since {self.began_at}"


class DeviceQuerySet(models.QuerySet):
    def current(self) -> Self:
        return self.filter(revoked_at=None)

    def seen_by(self, person: Any) -> Self:
        """One's own, and those of staff whose phones one may take out of use."""
        sight = within_sight(person, "device.revoke", field="staff__posts__area")
        return self.filter(Q(staff=person) | sight).distinct() if sight else self.all()


class Device(models.Model):
    """A phone that somebody signed in with. Of its token only the SHA-256 is kept.

    `password_mark` and `roles` say what the sign-in proved (`sign_ins.py`). `skew_s`: how far its clock was
    ahead at the last sync, in seconds. `wiped_at`: when it was told that it is revoked and had handed over
    what it had not sent.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    staff = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="devices")
    name = models.CharField(max_length=60, default="", blank=True)
    token_hash = models.BinaryField(max_length=32, unique=True)
    password_mark = models.BinaryField(max_length=16, default=bytes)
    roles = models.CharField(max_length=100, default="", blank=True)
    app_version = models.CharField(max_length=40, default="", blank=True)
    enrolled_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(null=True)
    skew_s = models.IntegerField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = _staff(db_index=False)
    wiped_at = models.DateTimeField(null=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        ordering = ["-enrolled_at", "-id"]

    def __str__(self) -> str:
        return f"{self.name or 'phone'} of {self.staff_id}"

    def access_areas(self) -> list[Any]:
        """Where the phone lies, for `people.access`: with its owner."""
        return self.staff.access_areas()


class BatchQuerySet(models.QuerySet):
    def unread(self) -> Self:
        """What could not be read as a batch of ops; spelled as the index has it, or it would not be used."""
        return self.filter(trouble__gt="")


class Batch(models.Model):
    """The inbox: what one request brought, byte by byte, whatever it was. `trouble`: the code of why it could
    not be read as a batch of ops; the phone keeps it then, and so do we."""

    PUSH, RESCUE, SEALED, JOURNAL = "push", "rescue", "sealed", "journal"

    id = Key(primary_key=True, default=new_key, editable=False)
    device = models.ForeignKey(Device, null=True, on_delete=models.PROTECT, db_index=False)
    received_at = models.DateTimeField()
    sha256 = models.BinaryField(max_length=32)
    size = models.PositiveIntegerField()
    raw = EncryptedBytesField()
    via = models.CharField(max_length=8, default=PUSH)
    trouble = models.CharField(max_length=40, default="", blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["received_at", "id"]
        indexes = [
            models.Index(fields=["device", "sha256"], name="batch_of_device"),
            # `trouble > ''`: SQLite does not see that NOT (trouble = '') follows from what a query says.
            models.Index(fields=["device"], condition=Q(trouble__gt=""), name="batch_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.size} bytes at {self.received_at}"


class OpQuerySet(models.QuerySet):
    def quarantined(self) -> Self:
        """A person must look."""
        return self.filter(settled_at=None, state=State.QUARANTINED.value)

    def held(self) -> Self:
        """The op before it is not here yet."""
        return self.filter(settled_at=None, state=State.HELD.value)

    def waiting(self, now: datetime) -> Self:
        """What a supervisor's list shows: quarantined, and held for long."""
        long = Q(state=State.HELD.value, received_at__lte=now - SHOWN_AFTER)
        return self.filter(Q(state=State.QUARANTINED.value) | long, settled_at=None)

    def seen_by(self, person: Any) -> Self:
        """Those of homes in his sight, and those he is asked to look at; from the very top all."""
        sight = within_sight(person, "upload.see", field="area")
        return self.filter(sight | Q(reviewer=person)) if sight else self.all()

    def newest_first(self) -> Self:
        return self.order_by("-received_at", "-op_id")


class Op(models.Model):
    """One op of a phone, and what became of it. Its words lie in the batch it came with (`contents.py`).

    `settled_at` is None while it is held or quarantined. `captured_at` is the moment by the server's clock
    (`rules.estimate`), `said_at` what the phone said. `area` is where the home or village lies, else where
    its worker belongs; `reviewer` who should look first.
    """

    op_id = Key(primary_key=True, editable=False)
    device = models.ForeignKey(
        Device, null=True, on_delete=models.PROTECT, related_name="ops", db_index=False
    )
    device_seq = models.BigIntegerField()
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="ops", db_index=False)
    staff = _staff(db_index=False)
    kind = models.CharField(max_length=40)
    household_id = Key(null=True)
    area = models.ForeignKey(
        "areas.Area", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    state = models.CharField(max_length=11, choices=STATES)
    code = models.CharField(max_length=40, default="", blank=True)
    payload_sha256 = models.BinaryField(max_length=32)
    said_at = models.DateTimeField(null=True)
    captured_at = models.DateTimeField()
    received_at = models.DateTimeField()
    judged_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    reviewer = _staff(db_index=False)
    backed_up_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = _staff(db_index=False)
    how = models.CharField(max_length=9, choices=WAYS, default="", blank=True)

    objects = OpQuerySet.as_manager()

    class Meta:
        ordering = ["received_at", "op_id"]
        indexes = [
            models.Index(fields=["device", "device_seq"], name="op_of_device"),
            models.Index(fields=["area", "received_at"], condition=Q(settled_at=None), name="op_waiting_in"),
            models.Index(fields=["device"], condition=Q(settled_at=None), name="op_waiting_of"),
            models.Index(fields=["received_at"], condition=Q(backed_up_at=None), name="op_to_back_up"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="op_has_a_known_state"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, state__in=OPEN)
                | (Q(settled_at__isnull=False) & ~Q(state__in=OPEN)),
                name="op_is_settled_or_waits",
            ),
            models.CheckConstraint(
                condition=Q(resolved_at=None, how="") | (Q(resolved_at__isnull=False) & ~Q(how="")),
                name="op_is_resolved_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.op_id}"


class Handed(models.Model):
    """A home whose row lies on a phone, from the first time it was handed out until it was taken back."""

    id = Key(primary_key=True, default=new_key, editable=False)
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="handed", db_index=False)
    household_id = Key()
    handed_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["device", "household_id"], name="handed_once_to_a_device")
        ]

    def __str__(self) -> str:
        return f"{self.household_id} on {self.device_id}"


class Sealed(models.Model):
    """What a revoked phone had not sent, sealed to the server's key. `opened_at` is None while it does not
    open."""

    id = Key(primary_key=True, default=new_key, editable=False)
    device = models.ForeignKey(Device, null=True, on_delete=models.PROTECT, related_name="sealed")
    received_at = models.DateTimeField()
    sha256 = models.BinaryField(max_length=32, unique=True)
    content = models.BinaryField()
    opened_at = models.DateTimeField(null=True)
    ops = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["received_at", "id"]

    def __str__(self) -> str:
        return f"{self.ops} sealed ops of {self.device_id}"
