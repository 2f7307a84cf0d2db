"""Complaints about staff, whom they are about, and what was done with them.

No other table points here, and no event of the shared ledger names a row of these: see decision 12. Nothing
here has a `seen_by`: who hears a complaint is asked of `hearing` each time (`queries`).
"""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from lianxin.ledger.keys import Key, new_key
from lianxin.people.vault import EncryptedTextField
from lianxin.problems.complaints.vocabulary import Level, Matter, Outcome, Standing, StepKind
from lianxin.problems.vocabulary import Channel


def _to(model: str, **options: Any) -> models.ForeignKey:
    """A key that holds nothing back: that a row elsewhere cannot be deleted would tell of a complaint."""
    loose = {"on_delete": models.DO_NOTHING, "db_constraint": False, "db_index": False, "related_name": "+"}
    return models.ForeignKey(model, **(loose | options))


def _staff(**options: Any) -> models.ForeignKey:
    return _to("people.Staff", **options)


class ComplaintQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(ended_at=None)

    def stirring(self, now: Any) -> Self:
        """Open ones with which the clock has something to do by now."""
        return self.open().filter(next_at__lte=now).order_by("next_at", "id")


class Complaint(models.Model):
    """What somebody says about staff. `level` hears it now and `floor` is the lowest that still may; who that
    is, is worked out anew at each request. `item`: the item of a visit it was told in; `code_index`: a blind
    index of the receipt's code. `due_at`: by when this level has to answer.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    item = Key(null=True, unique=True)
    code_index = models.BinaryField(max_length=16, unique=True)
    channel = models.CharField(max_length=12, choices=[(one.value, one.zh) for one in Channel])
    matter = models.CharField(max_length=12, choices=[(one.value, one.zh) for one in Matter])
    area = _to("areas.Area")
    household = _to("registry.Household", null=True)
    said_of = EncryptedTextField()
    words = EncryptedTextField()
    complainant = EncryptedTextField()
    contact = EncryptedTextField()
    raised_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = _staff(null=True)
    floor = models.CharField(max_length=12, choices=[(one.value, one.zh) for one in Level])
    level = models.CharField(max_length=12, choices=[(one.value, one.zh) for one in Level])
    begins_at = models.DateTimeField()
    due_at = models.DateTimeField()
    is_provisional = models.BooleanField(default=False)
    next_at = models.DateTimeField(null=True)
    taken_up_at = models.DateTimeField(null=True)
    taken_up_by = _staff(null=True)
    answer = EncryptedTextField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(
        max_length=12, default="", blank=True, choices=[(one.value, one.zh) for one in Outcome]
    )
    reasons = EncryptedTextField()

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, outcome="", next_at__isnull=False)
                | (Q(ended_at__isnull=False, next_at=None) & ~Q(outcome="")),
                name="complaint_has_a_clock_or_an_end",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(ended_at=None), name="complaint_stirring"),
            models.Index(fields=["recorded_at"], name="complaint_recorded"),
        ]

    def __str__(self) -> str:
        return "complaint"

    @property
    def standing(self) -> Standing:
        if self.ended_at is not None:
            return Standing.ENDED
        if self.answered_at is not None:
            return Standing.ANSWERED
        return Standing.WAITING if self.taken_up_at is None else Standing.HEARD


class Named(models.Model):
    """Whom a complaint is about, or may be."""

    id = Key(primary_key=True, default=new_key, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="named")
    staff = _staff()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "staff"], name="named_once_in_a_complaint")
        ]

    def __str__(self) -> str:
        return "named in a complaint"


class Step(models.Model):
    """What was done with a complaint, in its own sealed order: `seal` covers the step and the seal before.

    This is the ledger of complaints; the shared one hears only a digest over all of it, once a day.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=[(one.value, one.zh) for one in StepKind])
    at = models.DateTimeField()
    by = _staff(null=True)
    level = models.CharField(max_length=12, choices=[(one.value, one.zh) for one in Level])
    words = EncryptedTextField()
    seal = models.BinaryField(max_length=32)

    class Meta:
        ordering = ["complaint_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "number"], name="steps_of_a_complaint_in_order")
        ]
        indexes = [models.Index(fields=["at"], name="complaint_step_at")]

    def __str__(self) -> str:
        return "step with a complaint"


class QuestionQuerySet(models.QuerySet):
    def put_to(self, person: Any) -> Self:
        return self.filter(staff=person)

    def open(self) -> Self:
        return self.filter(answered_at=None)


class Question(models.Model):
    """What a person concerned is asked to explain: all that he ever sees, and it names nobody."""

    id = Key(primary_key=True, default=new_key, editable=False)
    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="questions")
    staff = _staff()
    words = EncryptedTextField()
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answer = EncryptedTextField()
    answered_at = models.DateTimeField(null=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [models.Index(fields=["staff", "asked_at"], name="complaint_question_to")]

    def __str__(self) -> str:
        return "question"
