"""Three tables: events (append-only), what is still to be handed on, and the sealed blocks."""

import json
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from lianxin.ledger.keys import Key


class AppendOnly(models.QuerySet):
    """A queryset that refuses to change or delete what was written."""

    def update(self, **_: Any) -> int:
        raise TypeError("The ledger is append-only: record a new event instead of changing an old one.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("The ledger is append-only: nothing in it is ever deleted.")


class EventQuerySet(AppendOnly):
    def about(self, subject_kind: str, subject_id: Any) -> Self:
        return self.filter(subject_kind=subject_kind, subject_id=subject_id)


class Event(models.Model):
    """Something that happened: who did what to which thing, and what it was before and after."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    actor_id = Key(null=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = Key(null=True)
    area_id = Key(null=True)
    before_json = models.TextField(default="")
    after_json = models.TextField(default="")
    reason = models.TextField(default="", blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["subject_id", "id"], name="event_subject"),
            models.Index(fields=["area_id", "id"], name="event_area"),
            models.Index(fields=["actor_id", "id"], name="event_actor"),
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
