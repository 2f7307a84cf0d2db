"""The class each household stands in, the classes it stood in, and the reviews in which people decide."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from lianxin.ledger.keys import Key, new_key
from lianxin.people.access import within_sight
from lianxin.people.vault import EncryptedTextField

TIERS = [("priority", "连心户"), ("watch", "关心户"), ("fine", "放心户"), ("unassessed", "待评")]


class StandingQuerySet(models.QuerySet):
    def seen_by(self, person: Any) -> Self:
        return self.filter(within_sight(person, "classification.see", field="household__area"))

    def expired(self, today: date) -> Self:
        return self.filter(expires_on__lt=today)


class Standing(models.Model):
    """The class in force and what the rules say now; the two differ only while an exit is under review.

    `rules` are the ids of the rules that hold, `could_be` the tiers that unknown facts leave open, `ask` the
    facts that could still change the tier, the most telling first.
    """

    household = models.OneToOneField(
        "registry.Household", on_delete=models.CASCADE, primary_key=True, related_name="standing"
    )
    tier = models.CharField(max_length=10, choices=TIERS)
    since_on = models.DateField()
    ruled_tier = models.CharField(max_length=10, choices=TIERS)
    rules = models.JSONField(default=list)
    could_be = models.JSONField(default=list)
    ask = models.JSONField(default=list)
    policy = models.ForeignKey("policies.Policy", on_delete=models.PROTECT, related_name="+")
    ruled_on = models.DateField()
    expires_on = models.DateField()

    objects = StandingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["tier", "household"], name="standing_tier"),
            models.Index(fields=["expires_on"], name="standing_expiry"),
            models.Index(fields=["since_on", "household"], name="standing_since"),
        ]

    def __str__(self) -> str:
        return f"{self.household_id} {self.tier}"

    @property
    def is_leaving(self) -> bool:
        """Whether the rules no longer call for 连心户 and people have yet to decide."""
        return self.tier == "priority" != self.ruled_tier and "priority" not in self.could_be


class Tenure(models.Model):
    """A time a household spent in one class: from a day until, not including, another."""

    id = Key(primary_key=True, default=new_key, editable=False)
    household = models.ForeignKey("registry.Household", on_delete=models.CASCADE, related_name="tenures")
    tier = models.CharField(max_length=10, choices=TIERS)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    cause = models.CharField(max_length=40)

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(to_on=None), name="one_class_at_a_time"
            ),
        ]
        indexes = [
            models.Index(fields=["from_on", "tier", "household"], name="tenure_begun"),
            models.Index(
                fields=["to_on", "tier", "household"],
                condition=Q(to_on__isnull=False),
                name="tenure_ended",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tier} {self.from_on}–{self.to_on or ''}"


class ReviewQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(decided_at=None)

    def seen_by(self, person: Any) -> Self:
        return self.filter(within_sight(person, "classification.see", field="household__area"))


class Review(models.Model):
    """A question about a household's class that people decide: an objection, an exit, or an expiry."""

    OBJECTION, EXIT, EXPIRY = "objection", "exit", "expiry"
    KINDS = [(OBJECTION, "群众异议"), (EXIT, "退出连心户"), (EXPIRY, "分类到期")]
    OUTCOMES = [
        ("kept", "维持原类别"),
        ("changed", "已按新情况改"),
        ("left", "同意退出"),
        ("moot", "不再需要"),
    ]

    id = Key(primary_key=True, default=new_key, editable=False)
    household = models.ForeignKey("registry.Household", on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=10, choices=KINDS)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("people.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    words = EncryptedTextField()
    visited_on = models.DateField(null=True, blank=True)
    visited_by = models.ForeignKey("people.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("people.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=OUTCOMES, default="", blank=True)
    answer = EncryptedTextField()

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "kind"], condition=Q(decided_at=None), name="one_open_review_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.household_id}"

    @property
    def area(self) -> Any:
        """Where the household lies, for `people.access`."""
        return self.household.area


class Approval(models.Model):
    """One of the two people who agree that a household may leave 连心户."""

    id = Key(primary_key=True, default=new_key, editable=False)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="approvals")
    by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "by"], name="one_approval_per_person")]

    def __str__(self) -> str:
        return f"{self.by_id} approves {self.review_id}"


class PolicyTrial(models.Model):
    """What a draft would change in the register, by the last time it was tried; see `actions.trials`.

    It is past its time once the draft, the policy in force or the register changed: `draft_version`,
    `compared_with` and `last_event` (the newest of the ledger at the time) tell.
    """

    draft = models.OneToOneField(
        "policies.PolicyDraft", primary_key=True, on_delete=models.CASCADE, related_name="trial"
    )
    draft_version = models.PositiveIntegerField()
    compared_with = models.ForeignKey(
        "policies.Policy", null=True, on_delete=models.PROTECT, related_name="+"
    )
    as_of = models.DateField()
    last_event = models.BigIntegerField()
    result = models.JSONField()
    tried_by = models.ForeignKey("people.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    tried_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.draft_id} tried {self.tried_at:%Y-%m-%d}"
