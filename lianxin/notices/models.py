"""What waits for each person, whom he lets know how, and what went outside."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from lianxin.ledger.keys import Key, new_key
from lianxin.notices.vocabulary import State, Vendor
from lianxin.people.vault import EncryptedTextField


class Round(models.Model):
    """A part of a day in which everybody's list was brought up to date."""

    id = Key(primary_key=True, default=new_key, editable=False)
    window = models.CharField(max_length=20, unique=True)
    told_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.window


class EntryQuerySet(models.QuerySet):
    def of(self, person: Any) -> Self:
        return self.filter(person=person)

    def standing(self) -> Self:
        """What still waits, read or not."""
        return self.filter(passed_at=None)

    def unread(self) -> Self:
        return self.filter(passed_at=None, read_at=None)


class Entry(models.Model):
    """A line of somebody's list: it stands while something waits, and one kind and subject has one line.

    `read_at` is taken back when the number grows. `passed_at`: nothing waits any more, or he saw to it.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    person = models.ForeignKey(
        "people.Staff", on_delete=models.CASCADE, related_name="notices", db_index=False
    )
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=80, default="", blank=True)
    count = models.PositiveIntegerField()
    url = models.CharField(max_length=200)
    is_urgent = models.BooleanField(default=False)
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    passed_at = models.DateTimeField(null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["-is_urgent", "-told_at", "-id"]
        indexes = [
            models.Index(fields=["person"], condition=Q(passed_at=None, read_at=None), name="notice_unread"),
            models.Index(fields=["passed_at"], name="notice_passed"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "subject"],
                condition=Q(passed_at=None),
                name="one_line_for_each_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.count} {self.kind}"


class Preference(models.Model):
    """How somebody wants to be told. `mail` is his own address, as he typed it; `muted` are kinds he does not
    want by e-mail (his list in the app has everything)."""

    person = models.OneToOneField(
        "people.Staff", on_delete=models.CASCADE, primary_key=True, related_name="notice_preference"
    )
    mail = EncryptedTextField()
    is_mailed = models.BooleanField(default=False)
    muted = models.CharField(max_length=400, default="", blank=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"preference of {self.person_id}"

    @property
    def muted_kinds(self) -> frozenset[str]:
        return frozenset(self.muted.split())


class ChannelQuerySet(models.QuerySet):
    def current(self) -> Self:
        return self.filter(ended_at=None)


class Channel(models.Model):
    """The robot of a place's group in an office messenger. Its address holds its secret, so both are
    ciphertext."""

    id = Key(primary_key=True, default=new_key, editable=False)
    vendor = models.CharField(max_length=8, choices=[(one.value, one.zh) for one in Vendor])
    name = models.CharField(max_length=60)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    address = EncryptedTextField()
    secret = EncryptedTextField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        "people.Staff", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    ended_at = models.DateTimeField(null=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return f"{self.vendor} {self.name}"


class DeliveryQuerySet(models.QuerySet):
    def due(self, now: Any) -> Self:
        return self.filter(state=State.WAITING.value, next_try_at__lte=now)

    def failed(self) -> Self:
        return self.filter(state=State.FAILED.value)


class Delivery(models.Model):
    """One message to one group, or by e-mail to one person. `window` is the part of a day, `test`, or what an
    urgent one is about; for each of them there is one. `text` holds counts and a link, nothing else."""

    id = Key(primary_key=True, default=new_key, editable=False)
    channel = models.ForeignKey(Channel, null=True, on_delete=models.CASCADE, related_name="deliveries")
    person = models.ForeignKey(
        "people.Staff", null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    window = models.CharField(max_length=130)
    text = models.TextField()
    made_at = models.DateTimeField()
    state = models.CharField(
        max_length=7, choices=[(one.value, one.value) for one in State], default=State.WAITING.value
    )
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=12, default="", blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(state="waiting"), name="delivery_due"),
            models.Index(fields=["made_at"], name="delivery_made"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "window"], condition=Q(person=None), name="one_message_to_a_group"
            ),
            models.UniqueConstraint(
                fields=["person", "window"], condition=Q(channel=None), name="one_message_to_a_person"
            ),
            models.CheckConstraint(
                condition=Q(channel=None, person__isnull=False) | Q(channel__isnull=False, person=None),
                name="delivery_goes_to_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.window}"
