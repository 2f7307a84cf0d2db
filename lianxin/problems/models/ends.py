"""How problems ended, and what the household says to it."""

from django.db import models
from django.db.models import Q

from lianxin.ledger.keys import Key, new_key
from lianxin.people.vault import EncryptedTextField
from lianxin.problems.models.sight import SeenWithProblem, by_staff, of_problem
from lianxin.problems.vocabulary import Channel, End


class Ending(models.Model):
    """An end, with its evidence, its legal reason (a refusal of the policy) or where it went. It stands until
    the household says that it is not done (`reopened_at`). `is_bare`: solved, and neither words nor a
    file say what shows it."""

    id = Key(primary_key=True, default=new_key, editable=False)
    problem = of_problem("endings")
    end = models.CharField(max_length=12, choices=[(one.value, one.zh) for one in End])
    words = EncryptedTextField()
    evidence = EncryptedTextField()
    refusal = models.CharField(max_length=40, default="", blank=True)
    handed_to = models.CharField(max_length=64, default="", blank=True)
    taken_by = EncryptedTextField()
    into = of_problem("absorbed", null=True)
    ended_at = models.DateTimeField()
    ended_by = by_staff()
    reopened_at = models.DateTimeField(null=True)
    is_bare = models.BooleanField(default=False)

    objects = SeenWithProblem.as_manager()

    class Meta:
        ordering = ["ended_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["problem"], condition=Q(reopened_at=None), name="one_standing_ending_of_a_problem"
            ),
            models.CheckConstraint(
                condition=Q(end=End.MERGED.value, into__isnull=False)
                | (~Q(end=End.MERGED.value) & Q(into=None)),
                name="merged_into_something",
            ),
            models.CheckConstraint(
                condition=~Q(end=End.REFUSED.value, refusal=""), name="refused_for_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["problem", "ended_at"], name="ending_problem"),
            models.Index(fields=["ended_at"], condition=Q(is_bare=True), name="ending_bare"),
            models.Index(fields=["into"], condition=Q(into__isnull=False), name="ending_into"),
        ]

    def __str__(self) -> str:
        return f"{self.end} on {self.ended_at:%Y-%m-%d}"


class Judgement(models.Model):
    """What the household says to an end: done or not. Recorded by somebody other than who did it."""

    ending = models.OneToOneField(
        Ending, on_delete=models.PROTECT, primary_key=True, related_name="judgement"
    )
    is_done = models.BooleanField()
    words = EncryptedTextField()
    channel = models.CharField(max_length=12, choices=[(one.value, one.zh) for one in Channel])
    judged_at = models.DateTimeField()
    recorded_by = by_staff()

    objects = SeenWithProblem.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["judged_at"], condition=Q(is_done=False), name="judgement_not_done"),
        ]

    def __str__(self) -> str:
        return "done" if self.is_done else "not done"
