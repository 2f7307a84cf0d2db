"""Three tables: events (append-only), what is still to be handed on, and the sealed blocks."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.timezone import make_aware

from lianxin.cipher import decrypt, encrypt
from lianxin.ledger.keys import Key

PLACE = "ledger_event.words"


class AppendOnly(models.QuerySet):
    """A queryset that refuses to change or delete what was written."""

    def update(self, **_: Any) -> int:
        raise TypeError("The ledger is append-only: record a new event instead of changing an old one.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("The ledger is append-only: nothing in it is ever deleted.")


class EventQuerySet(AppendOnly):
    def about(self, subject_kind: str, subject_id: Any) -> Self:
        return self.filter(subject_kind=subject_kind, subject_id=subject_id)

    def by(self, actor_id: UUID | None) -> Self:
        """What a person did, or, with None, the machine."""
        return self.filter(actor_id=actor_id)

    def between(self, first_on: date | None = None, last_on: date | None = None) -> Self:
        """What happened on these days of local time, both of them included; None leaves a side open."""
        limits = {}
        if first_on and first_on > date(1900, 1, 1):  # before that, nothing; and zones end with the calendar
            limits["at__gte"] = make_aware(datetime.combine(first_on, time.min))
        if last_on and last_on < date(9000, 1, 1):
            limits["at__lt"] = make_aware(datetime.combine(last_on, time.min) + timedelta(days=1))
        return self.filter(**limits)

    def before_or_after(self, edge: tuple[datetime, int] | None, *, rises: bool) -> Self:
        """In order of time, the latest first, and from the other side of an event (its moment and number).

        With `rises` the earliest comes first. The moment is compared twice: alone it lets the database begin
        in the right place of an index, which it would not do for the pair.
        """
        order = ("at", "pk") if rises else ("-at", "-pk")
        if edge is None:
            return self.order_by(*order)
        way, (at, number) = ("gt" if rises else "lt"), edge
        beyond = Q(**{f"at__{way}": at}) | Q(**{"at": at, f"pk__{way}": number})
        return self.filter(beyond, **{f"at__{way}e": at}).order_by(*order)


class Event(models.Model):
    """Something that happened: who did what to which thing, what it was before and after, and why.

    Why is either a `cause`, a code of the software's own, or what somebody typed, and then `words` holds it
    as ciphertext. `reason` is whichever there is.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    actor_id = Key(null=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = Key(null=True)
    area_id = Key(null=True)
    before_json = models.TextField(default="")
    after_json = models.TextField(default="")
    cause = models.TextField(default="", blank=True)
    words = models.BinaryField(null=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["subject_id", "id"], name="event_subject"),
            models.Index(fields=["area_id", "at", "id"], name="event_area"),
            models.Index(fields=["actor_id", "at", "id"], name="event_actor"),
            models.Index(fields=["kind", "at", "id"], name="event_kind"),
            models.Index(fields=["at", "id"], name="event_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk and not self._state.adding:
            raise TypeError("The ledger is append-only: record a new event instead of changing an old one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("The ledger is append-only: nothing in it is ever deleted.")

    @property
    def before(self) -> dict[str, Any]:
        return json.loads(self.before_json) if self.before_json else {}

    @property
    def after(self) -> dict[str, Any]:
        return json.loads(self.after_json) if self.after_json else {}

    @property
    def reason(self) -> str:
        """The code or the typed words. Raises VaultError when the words do not open."""
        return self.cause or (opened(self.words) if self.words else "")


def sealed_words(text: str) -> bytes | None:
    """What somebody typed as the ledger keeps it; None when it was nothing."""
    return encrypt(text.encode("utf-8", "surrogatepass"), PLACE) if text else None


def opened(words: bytes) -> str:
    """What was typed. Raises VaultError when the stored bytes do not open."""
    return decrypt(bytes(words), PLACE).decode("utf-8", "surrogatepass")


class PendingQuerySet(models.QuerySet):
    def ready(self, now: datetime) -> Self:
        return self.filter(Q(not_before=None) | Q(not_before__lte=now)).order_by("event_id")

    def stuck(self) -> Self:
        return self.filter(attempts__gte=5).order_by("event_id")


class Pending(models.Model):
    """An event that the corridor (`lianxin.flow`) has not handed on yet."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, primary_key=True, related_name="pending")
    kind = models.CharField(max_length=60, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=200, default="", blank=True)

    objects = PendingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk} waits"


class Block(models.Model):
    """A run of events under one seal; each seal covers the one before it."""

    number = models.PositiveBigIntegerField(primary_key=True)
    last_event_id = models.BigIntegerField()
    events = models.PositiveIntegerField()
    seal = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField()

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"block {self.number}, up to event {self.last_event_id}"
