"""每月一题: what recurs in a town and was taken up for a month, what is done about it, what came of it."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from lianxin.ledger.keys import Key, new_key
from lianxin.people.access import areas_seen
from lianxin.people.vault import EncryptedTextField
from lianxin.problems.models.sight import SEE, by_staff, in_area


class OfArea(models.QuerySet):
    def seen_by(self, person: Any) -> Self:
        """Those of areas in which the person sees problems: a topic is about a place and not about a home."""
        return self.filter(area__in=areas_seen(person, SEE).values("pk"))


class TopicQuerySet(OfArea):
    def standing(self) -> Self:
        """Those that nobody took back."""
        return self.filter(taken_back_at=None)

    def open(self) -> Self:
        return self.standing().filter(closed_at=None)

    def closed(self) -> Self:
        return self.exclude(closed_at=None)


class Topic(models.Model):
    """One kind of problem in one area, taken up for a month. `month` is its first day; `category` stands for
    everything below it.

    `problems`, `homes`, `villages` of the window before it was taken up, as they were counted that day.
    When it is closed, `changed` says what is different now, and `before`, `after`, `days` keep how often it
    came up in so many days before it was taken up and in as many after. `taken_back_at`: whoever took it up
    by mistake took that back; the month is free again.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    area = in_area()
    category = models.CharField(max_length=40)
    month = models.DateField()
    title = EncryptedTextField()
    plan = EncryptedTextField()
    owner = by_staff()
    problems = models.PositiveIntegerField()
    homes = models.PositiveIntegerField()
    villages = models.PositiveIntegerField()
    taken_up_on = models.DateField()
    taken_up_at = models.DateTimeField()
    taken_up_by = by_staff()
    taken_back_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = by_staff()
    changed = EncryptedTextField()
    before = models.PositiveIntegerField(null=True)
    after = models.PositiveIntegerField(null=True)
    days = models.PositiveSmallIntegerField(null=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ["-month", "-taken_up_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "month"], condition=Q(taken_back_at=None), name="one_topic_of_a_month"
            ),
            models.UniqueConstraint(
                fields=["area", "category"],
                condition=Q(closed_at=None, taken_back_at=None),
                name="one_open_topic_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None)
                | Q(before__isnull=False, after__isnull=False, days__isnull=False),
                name="topic_closed_with_its_count",
            ),
        ]
        indexes = [
            models.Index(
                fields=["owner"], condition=Q(closed_at=None, taken_back_at=None), name="topic_open_of"
            )
        ]

    def __str__(self) -> str:
        return f"{self.category} in {self.month:%Y-%m}"


class TopicStepQuerySet(models.QuerySet):
    def owed(self) -> Self:
        return self.filter(done_at=None, topic__closed_at=None, topic__taken_back_at=None)

    def overdue(self, today: date) -> Self:
        return self.owed().filter(due_on__lt=today)


class TopicStep(models.Model):
    """What is done about a topic by a day, and how it turned out."""

    id = Key(primary_key=True, default=new_key, editable=False)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="steps")
    due_on = models.DateField()
    words = EncryptedTextField()
    planned_at = models.DateTimeField()
    planned_by = by_staff()
    done_at = models.DateTimeField(null=True)
    done_by = by_staff()
    result = EncryptedTextField()

    objects = TopicStepQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return f"step of {self.topic_id} by {self.due_on}"


class Recurring(models.Model):
    """A candidate as last night's count found it: what enough homes of more than one village raised lately.
    `before`: problems of the window before that one."""

    id = Key(primary_key=True, default=new_key, editable=False)
    area = in_area()
    category = models.CharField(max_length=40)
    problems = models.PositiveIntegerField()
    homes = models.PositiveIntegerField()
    villages = models.PositiveIntegerField()
    before = models.PositiveIntegerField()

    objects = OfArea.as_manager()

    class Meta:
        ordering = ["-homes", "-problems", "category", "id"]
        constraints = [models.UniqueConstraint(fields=["area", "category"], name="recurring_once")]

    def __str__(self) -> str:
        return f"{self.category}: {self.problems}"


class TopicCount(models.Model):
    """A day on which candidates were counted: from how many problems, and how many candidates it found."""

    day = models.DateField(primary_key=True)
    problems = models.PositiveIntegerField()
    found = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"counted on {self.day}"
