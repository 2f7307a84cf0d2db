"""Visits made, their afterthoughts, and visits that were tried in vain. None is ever edited or deleted."""

from typing import Any, Self

import msgspec
from django.db import models

from lianxin.ledger.keys import Key, new_key
from lianxin.ledger.models import AppendOnly
from lianxin.people.vault import EncryptedJSONField, EncryptedTextField
from lianxin.visits.models.sight import SeenByPlace, by_staff, in_area, of_household
from lianxin.visits.vocabulary import Place


class ToldField(EncryptedJSONField):
    """JSON as ciphertext; Structs and UUIDs are written as they are, without building plain data first."""

    def deconstruct(self) -> Any:
        """For migrations, and for the database, it is its parent."""
        name, _, args, kwargs = super().deconstruct()
        return name, "lianxin.people.vault.EncryptedJSONField", args, kwargs

    def _pack(self, value: Any) -> bytes:
        return msgspec.json.encode(value)


class VisitQuerySet(SeenByPlace, AppendOnly):
    def made_to(self, household: Any) -> Self:
        return self.filter(household=household).order_by("-begun_at", "-id")


class Visit(models.Model):
    """One visit to a home, or to a place (`household` is None). `area` is where that lay when it came in.

    `begun_at` and `visited_on` are the server's estimate; `started_at` and `ended_at` what the phone's clock
    said. `told` holds answers, people met and duties; keys in it may name something that is not here.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    op_id = Key(unique=True)
    household = of_household("visits", null=True)
    area = in_area()
    staff = by_staff()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    captured_at = models.DateTimeField()
    received_at = models.DateTimeField()
    begun_at = models.DateTimeField()
    visited_on = models.DateField()
    form = models.ForeignKey(
        "policies.Policy", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    place = models.CharField(max_length=40, choices=[(place.value, place.zh) for place in Place])
    met_other = models.CharField(max_length=40, default="", blank=True)
    told = ToldField()
    note = EncryptedTextField()
    nothing_raised = models.BooleanField()
    filling_seconds = models.PositiveIntegerField(default=0)
    fields = models.PositiveIntegerField(default=0)

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-id"]
        indexes = [
            models.Index(fields=["household", "begun_at"], name="visit_household"),
            models.Index(
                fields=["area", "visited_on", "id", "nothing_raised", "filling_seconds", "fields"],
                name="visit_area",  # sums of a place alike
            ),
            models.Index(fields=["staff", "visited_on"], name="visit_staff"),
            models.Index(
                fields=["visited_on", "id", "nothing_raised", "filling_seconds", "fields"],
                name="visit_by_day",  # pages and sums of the whole district, without reading the visits
            ),
            models.Index(
                fields=["area", "visited_on", "place", "household"],
                name="visit_to_home",  # which homes of a place somebody went to
            ),
        ]

    def __str__(self) -> str:
        return f"visit on {self.visited_on}"

    @property
    def answers(self) -> list[dict[str, Any]]:
        """The facts as told, with the fields of `payloads.Answer`."""
        return (self.told or {}).get("answers", [])

    @property
    def met(self) -> list[str]:
        """The residents one spoke with."""
        return (self.told or {}).get("met", [])

    @property
    def duties(self) -> list[str]:
        """What the phone meant the visit to meet."""
        return (self.told or {}).get("duties", [])


class NoteQuerySet(AppendOnly):
    def seen_by(self, person: Any) -> Self:
        return self.filter(visit__in=Visit.objects.seen_by(person).values("pk"))


class VisitNote(models.Model):
    """An afterthought to a visit, of the one who made it."""

    id = Key(primary_key=True, default=new_key, editable=False)
    op_id = Key(unique=True)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="notes")
    text = EncryptedTextField()
    captured_at = models.DateTimeField()
    received_at = models.DateTimeField()
    staff = by_staff()

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["captured_at", "id"]

    def __str__(self) -> str:
        return f"afterthought to {self.visit_id}"


class Missed(models.Model):
    """A visit that was tried and not made. What planning makes of it is its own matter: `outcome` is empty
    until it was asked, then `excused` or the code of its refusal."""

    EXCUSED = "excused"

    id = Key(primary_key=True, default=new_key, editable=False)
    op_id = Key(unique=True)
    household = of_household("missed_visits", null=True)
    area = in_area()
    duty = models.ForeignKey(
        "planning.Duty", null=True, on_delete=models.PROTECT, related_name="+", db_constraint=False
    )
    staff = by_staff()
    code = models.CharField(max_length=40)
    tried_on = models.DateField()
    note = EncryptedTextField()
    captured_at = models.DateTimeField()
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=40, default="", blank=True)

    objects = SeenByPlace.as_manager()

    class Meta:
        ordering = ["-tried_on", "-id"]
        indexes = [models.Index(fields=["household", "tried_on"], name="missed_household")]

    def __str__(self) -> str:
        return f"{self.code} on {self.tried_on}"
