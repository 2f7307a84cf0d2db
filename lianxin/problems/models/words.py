"""What was said about a problem: promises, pauses, notes."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from lianxin.ledger.keys import Key, new_key
from lianxin.people.vault import EncryptedTextField
from lianxin.problems.models.sight import SeenWithProblem, by_staff, of_problem


class PromiseQuerySet(SeenWithProblem):
    def standing(self) -> Self:
        """Those that hold: neither changed, nor kept, nor broken, nor without an object."""
        return self.filter(ended_at=None)

    def due_between(self, first_on: date, last_on: date) -> Self:
        return self.filter(due_on__gte=first_on, due_on__lte=last_on)

    def judged(self) -> Self:
        return self.exclude(kept=None)


class Promise(models.Model):
    """承诺: a date given to the household. A changed one names the one it replaces and why, in words that the
    household reads. `kept` is None while it stands, and where another took its place.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    problem = of_problem("promises")
    due_on = models.DateField()
    words = EncryptedTextField()
    given_at = models.DateTimeField()
    given_by = by_staff()
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    reason = EncryptedTextField()
    ended_at = models.DateTimeField(null=True)
    kept = models.BooleanField(null=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        ordering = ["given_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["problem"], condition=Q(ended_at=None), name="one_standing_promise_of_a_problem"
            )
        ]
        indexes = [
            models.Index(fields=["problem", "given_at"], name="promise_problem"),
            models.Index(fields=["due_on"], name="promise_calendar"),
            models.Index(fields=["due_on"], condition=Q(ended_at=None), name="promise_standing"),
        ]

    def __str__(self) -> str:
        return f"promised for {self.due_on}"


class Pause(models.Model):
    """The clock stands: why (a reason of the policy), until when, and when it really went on."""

    id = Key(primary_key=True, default=new_key, editable=False)
    problem = of_problem("pauses")
    reason = models.CharField(max_length=40)
    words = EncryptedTextField()
    from_at = models.DateTimeField()
    from_by = by_staff()
    until_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True)
    to_by = by_staff()

    objects = SeenWithProblem.as_manager()

    class Meta:
        ordering = ["from_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["problem"], condition=Q(to_at=None), name="one_open_pause_of_a_problem"
            )
        ]
        indexes = [models.Index(fields=["problem", "from_at"], name="pause_problem")]

    def __str__(self) -> str:
        return f"{self.reason} until {self.until_at:%Y-%m-%d}"


class Note(models.Model):
    """Something said about a problem along the way, by whoever works on it."""

    id = Key(primary_key=True, default=new_key, editable=False)
    problem = of_problem("notes")
    words = EncryptedTextField()
    noted_at = models.DateTimeField()
    noted_by = by_staff()

    objects = SeenWithProblem.as_manager()

    class Meta:
        ordering = ["noted_at", "id"]
        indexes = [models.Index(fields=["problem", "noted_at"], name="problem_note")]

    def __str__(self) -> str:
        return f"note on {self.problem_id}"
