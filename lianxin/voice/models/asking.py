"""What people raise on the open page, and how much came lately."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from lianxin.ledger.keys import Key, new_key
from lianxin.people.access import within_sight
from lianxin.people.vault import EncryptedTextField
from lianxin.voice.models.cards import by_staff
from lianxin.voice.models.rights import SEE
from lianxin.voice.vocabulary import AskEnd, AskKind, Waits


class AskingQuerySet(models.QuerySet):
    def seen_by(self, person: Any) -> Self:
        return self.filter(within_sight(person, SEE, field="area"))

    def waiting(self) -> Self:
        return self.filter(ended_at=None)


class Asking(models.Model):
    """A need or a suggestion of somebody without an account. `code_index` is a blind index of the receipt.

    A need that opened a problem at once has `problem` and no words of its own: they are there. All others
    wait for a look, for the reason `waits`, until `due_at`. `answer` is read by whoever holds the receipt.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    code_index = models.BinaryField(max_length=16, unique=True)
    kind = models.CharField(max_length=8, choices=[(one.value, one.zh) for one in AskKind])
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+", db_index=False)
    household = models.ForeignKey(
        "registry.Household", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    category = models.CharField(max_length=40, default="", blank=True)
    words = EncryptedTextField()
    wished = EncryptedTextField()
    caller = EncryptedTextField()
    asked_at = models.DateTimeField()
    waits = models.CharField(
        max_length=8, default="", blank=True, choices=[(one.value, one.zh) for one in Waits]
    )
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = by_staff()
    end = models.CharField(
        max_length=8, default="", blank=True, choices=[(one.value, one.zh) for one in AskEnd]
    )
    answer = EncryptedTextField()
    problem = models.ForeignKey(
        "problems.Problem", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    objects = AskingQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, end="") | (Q(ended_at__isnull=False) & ~Q(end="")),
                name="asking_ends_somehow",
            ),
            models.CheckConstraint(
                condition=Q(end="opened", problem__isnull=False) | (~Q(end="opened") & Q(problem=None)),
                name="asking_opened_has_a_problem",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(ended_at=None), name="asking_waiting"),
            models.Index(fields=["ended_at"], name="asking_ended"),
            models.Index(fields=["household"], condition=Q(household__isnull=False), name="asking_household"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.asked_at:%Y-%m-%d}"


class AskCount(models.Model):
    """How much came in one hour from one address about one place, about a place, or with one card. Of what is
    counted only a keyed digest is kept, and that until the hours after."""

    digest = models.BinaryField(max_length=16, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.count} until {self.until:%H:%M}"
