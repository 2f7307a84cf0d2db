"""不计入考核: a problem that staff are not measured by, because nobody could have done what was asked.

Proposed by whoever works on it, reviewed by somebody outside of its town, told to the household, which may
appeal; a third person has the last word. One that is no longer right is lifted, by two people again. The
problem itself, its clock and what the household may do with it stay exactly as they are.
"""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from lianxin.ledger.keys import Key, new_key
from lianxin.people.vault import EncryptedTextField
from lianxin.problems.models.problems import Problem
from lianxin.problems.models.sight import by_staff, of_problem
from lianxin.problems.vocabulary import Channel, Stage

STANDS = Q(is_accepted=True, lifted_at=None) & (Q(is_upheld=None) | Q(is_upheld=True))
"""It was accepted, and neither overturned nor lifted: the problem does not count."""
LIVE = Q(is_accepted=None) | Q(is_accepted=True, lifted_at=None)
"""Neither refused nor lifted: a problem has one of these at most, so that what was overturned stays so."""


class ExclusionQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Those by which a problem does not count."""
        return self.filter(STANDS)

    def to_review(self) -> Self:
        return self.filter(is_accepted=None)

    def to_decide(self) -> Self:
        """Appealed against, and not decided yet."""
        return self.filter(appealed_at__isnull=False, is_upheld=None)

    def to_lift(self) -> Self:
        """Standing ones of which somebody says that they are no longer right: a second person is owed, after
        an appeal has been decided."""
        asked = Lifting.objects.filter(is_agreed=None).order_by().values("exclusion")
        return self.standing().filter(pk__in=asked).exclude(appealed_at__isnull=False, is_upheld=None)

    def told(self) -> Self:
        """Accepted at some time, whatever became of it: those of which a household is told."""
        return self.filter(is_accepted=True)

    def overdue(self, now: datetime) -> Self:
        """Those for whose answer the days are over."""
        return self.filter(Q(is_accepted=None) | Q(appealed_at__isnull=False, is_upheld=None), due_at__lt=now)

    def seen_by(self, person: Any) -> Self:
        """Those of problems in sight."""
        return self.filter(problem__in=Problem.objects.seen_by(person).order_by().values("pk"))


class Exclusion(models.Model):
    """One proposal that a problem does not count, with its ground (a code of the policy) and what became of
    it. `due_at`: by when the review, and after an appeal the decision, is owed; `appeal_until_at`: how long
    the household may appeal, once it was accepted. `appeal_recorded_by`: nobody where it tapped itself."""

    id = Key(primary_key=True, default=new_key, editable=False)
    problem = of_problem("exclusions")
    ground = models.CharField(max_length=40)
    words = EncryptedTextField()
    proposed_at = models.DateTimeField()
    proposed_by = by_staff()
    due_at = models.DateTimeField()
    is_accepted = models.BooleanField(null=True)
    review = EncryptedTextField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = by_staff()
    appeal_until_at = models.DateTimeField(null=True)
    appeal = EncryptedTextField()
    appealed_at = models.DateTimeField(null=True)
    appeal_channel = models.CharField(
        max_length=12, default="", blank=True, choices=[(one.value, one.zh) for one in Channel]
    )
    appeal_recorded_by = by_staff()
    is_upheld = models.BooleanField(null=True)
    decision = EncryptedTextField()
    decided_at = models.DateTimeField(null=True)
    decided_by = by_staff()
    lifted_at = models.DateTimeField(null=True)

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["problem"],
                condition=LIVE,
                name="one_live_exclusion_of_a_problem",
            ),
            models.CheckConstraint(
                condition=Q(is_accepted=None, reviewed_at=None)
                | Q(is_accepted__isnull=False, reviewed_at__isnull=False),
                name="exclusion_reviewed_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(appealed_at=None) | Q(is_accepted=True, appeal_until_at__isnull=False),
                name="appeal_against_what_was_accepted",
            ),
            models.CheckConstraint(
                condition=Q(is_upheld=None, decided_at=None)
                | Q(is_upheld__isnull=False, decided_at__isnull=False, appealed_at__isnull=False),
                name="exclusion_decided_after_an_appeal",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | Q(is_accepted=True) & (Q(is_upheld=None) | Q(is_upheld=True)),
                name="exclusion_lifted_that_stood",
            ),
        ]
        indexes = [
            models.Index(fields=["problem", "proposed_at"], name="exclusion_problem"),
            models.Index(fields=["problem"], condition=STANDS, name="exclusion_standing"),
            models.Index(fields=["due_at"], condition=Q(is_accepted=None), name="exclusion_to_review"),
            models.Index(
                fields=["due_at"],
                condition=Q(appealed_at__isnull=False, is_upheld=None),
                name="exclusion_to_decide",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ground}: {self.stage.value}"

    @property
    def stage(self) -> Stage:
        """How far it has come; see `Stage`."""
        if self.is_accepted is None:
            return Stage.PROPOSED
        if not self.is_accepted:
            return Stage.REFUSED
        if self.lifted_at is not None:
            return Stage.LIFTED
        if self.appealed_at is None:
            return Stage.ACCEPTED
        if self.is_upheld is None:
            return Stage.APPEALED
        return Stage.UPHELD if self.is_upheld else Stage.OVERTURNED

    @property
    def stands(self) -> bool:
        """Whether the problem does not count, as `standing()` asks the database."""
        return self.stage in (Stage.ACCEPTED, Stage.APPEALED, Stage.UPHELD)

    def may_be_appealed(self, now: datetime) -> bool:
        return (
            self.stage is Stage.ACCEPTED and self.appeal_until_at is not None and now <= self.appeal_until_at
        )


class Lifting(models.Model):
    """Somebody says, with a reason, that an exclusion is no longer right; a second person agrees or does not.
    `due_at`: by when that one is owed. With `is_agreed` the problem counts again (`Exclusion.lifted_at`)."""

    id = Key(primary_key=True, default=new_key, editable=False)
    exclusion = models.ForeignKey(
        Exclusion, on_delete=models.PROTECT, related_name="liftings", db_index=False
    )
    words = EncryptedTextField()
    asked_at = models.DateTimeField()
    asked_by = by_staff()
    due_at = models.DateTimeField()
    is_agreed = models.BooleanField(null=True)
    answer = EncryptedTextField()
    answered_at = models.DateTimeField(null=True)
    answered_by = by_staff()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["exclusion"],
                condition=Q(is_agreed=None) | Q(is_agreed=True),
                name="one_live_lifting_of_an_exclusion",
            ),
            models.CheckConstraint(
                condition=Q(is_agreed=None, answered_at=None)
                | Q(is_agreed__isnull=False, answered_at__isnull=False),
                name="lifting_answered_on_a_day",
            ),
        ]
        indexes = [models.Index(fields=["exclusion", "asked_at"], name="lifting_exclusion")]

    def __str__(self) -> str:
        return f"lifting of {self.exclusion_id}"
