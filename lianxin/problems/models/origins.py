"""Where problems came from, and what is owed to who gave advice."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from lianxin.ledger.keys import Key, new_key
from lianxin.people.vault import EncryptedTextField
from lianxin.problems.models.sight import SeenWithHome, SeenWithProblem, by_staff, in_area, of_problem
from lianxin.problems.vocabulary import Channel


class Origin(models.Model):
    """Somebody raised it: an item of a visit, a home, a caller, a line of a list. All of them stay informed.

    `via`: the problem it was an origin of before that was merged into this one.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    problem = of_problem("origins")
    item = models.ForeignKey(
        "visits.Item", null=True, on_delete=models.PROTECT, related_name="origins", db_index=False
    )
    household = models.ForeignKey(
        "registry.Household", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    channel = models.CharField(max_length=12, choices=[(one.value, one.zh) for one in Channel])
    reference = models.CharField(max_length=60, default="", blank=True)
    caller = EncryptedTextField()
    raised_at = models.DateTimeField()
    raised_by = by_staff()
    via = of_problem("+", null=True)

    objects = SeenWithProblem.as_manager()

    class Meta:
        ordering = ["raised_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["problem", "item"], name="item_once_in_a_problem"),
        ]
        indexes = [
            models.Index(fields=["problem"], name="origin_problem"),
            models.Index(fields=["reference"], condition=~Q(reference=""), name="origin_reference"),
            models.Index(fields=["item"], condition=Q(item__isnull=False), name="origin_item"),
            models.Index(fields=["household"], condition=Q(household__isnull=False), name="origin_home"),
        ]

    def __str__(self) -> str:
        return f"origin of {self.problem_id}"


class ReplyQuerySet(SeenWithHome):
    def owed(self) -> Self:
        return self.filter(answered_at=None)

    def overdue(self, now: datetime) -> Self:
        return self.owed().filter(due_at__lt=now)

    def of(self, person: Any) -> Self:
        return self.owed().filter(owner=person)


class Reply(models.Model):
    """What is owed to a home that gave advice, or said that something did no good: an answer, by a day."""

    item = models.OneToOneField(
        "visits.Item", on_delete=models.PROTECT, primary_key=True, related_name="reply"
    )
    household = models.ForeignKey(
        "registry.Household", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    area = in_area()
    owner = by_staff()
    owed_from = models.DateTimeField()
    due_at = models.DateTimeField()
    is_provisional = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True)
    answered_by = by_staff()
    words = EncryptedTextField()

    objects = ReplyQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "item"]
        indexes = [
            models.Index(fields=["owner", "due_at"], condition=Q(answered_at=None), name="reply_owed_by"),
            models.Index(fields=["area", "due_at"], condition=Q(answered_at=None), name="reply_owed_in"),
            models.Index(fields=["household"], name="reply_household"),
        ]

    def __str__(self) -> str:
        return f"reply to {self.item_id}"
