"""Who has which household in his care, from when to when and why; drafts of pairs; wishes and barriers."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.ledger.keys import Key, new_key
from lianxin.people.access import within_sight
from lianxin.people.vault import EncryptedTextField


def _staff(**options: Any) -> models.ForeignKey:
    return models.ForeignKey("people.Staff", on_delete=models.PROTECT, **({"related_name": "+"} | options))


def _household(**options: Any) -> models.ForeignKey:
    return models.ForeignKey("registry.Household", on_delete=models.PROTECT, **options)


class OfHouseholdQuerySet(models.QuerySet):
    def seen_by(self, person: Any) -> Self:
        return self.filter(within_sight(person, "household.see", field="household__area"))


class PairingQuerySet(OfHouseholdQuerySet):
    def on(self, day: date) -> Self:
        """Pairs that hold on the day. `to_on` is the first day on which a pair no longer holds."""
        return self.filter(Q(to_on=None) | Q(to_on__gt=day), from_on__lte=day)

    def lasting(self) -> Self:
        """The pairs without an end: one for each household that is paired."""
        return self.filter(to_on=None)


class Pairing(models.Model):
    """A household and its one cadre, from a day until (not including) another: `from_on <= day < to_on`.

    `cause` says how it came about, `reasons` (bits of `vocabulary.Reason`) why it is this cadre. `note` is
    ciphertext: what somebody typed who chose him against the rules.
    """

    DRAFT, HAND, STAND_IN, WISH, BACK = "draft", "hand", "stand_in", "wish", "back"
    CAUSES = [
        (DRAFT, _("按结对方案")),
        (HAND, _("人工指定")),
        (STAND_IN, _("临时接替")),
        (WISH, _("调整")),
        (BACK, _("撤销后恢复")),
    ]

    id = Key(primary_key=True, default=new_key, editable=False)
    household = _household(related_name="pairings")
    staff = _staff(related_name="pairings")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    cause = models.CharField(max_length=8, choices=CAUSES)
    reasons = models.PositiveIntegerField(default=0)
    note = EncryptedTextField()
    draft = models.ForeignKey("Draft", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    decided_by = _staff(null=True, db_index=False)

    objects = PairingQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(to_on=None), name="one_keeper_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")), name="pairing_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["cause"], condition=Q(to_on=None), name="pairing_cause")]

    def __str__(self) -> str:
        return f"{self.household_id} with {self.staff_id} from {self.from_on}"

    @property
    def area(self) -> Any:
        """Where the household lies, for `people.access`."""
        return self.household.area


class DraftQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Neither adopted nor dropped."""
        return self.filter(adopted_at=None, dropped_at=None)

    def solved(self) -> Self:
        return self.exclude(solved_at=None)


class Draft(models.Model):
    """A plan of pairs to be compared with today and adopted, or dropped. `summary` is what was counted.

    cost, bound and floor are in points: no plan within the same limits can cost less than `bound`, and even
    without quotas none less than `floor`. `leaving` is set when the draft only finds successors for one
    cadre; all other pairs then stay as they are. `trial` is set when it only tries numbers out ({"cadres",
    "visits": {tier: number}}): such a draft has no pairs and can never be adopted.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    seed = models.PositiveIntegerField(default=1)
    asked_at = models.DateTimeField()
    asked_by = _staff(null=True)
    leaving = _staff(null=True)
    trial = models.JSONField(null=True)
    policy = models.ForeignKey("policies.Policy", null=True, on_delete=models.PROTECT, related_name="+")
    solved_at = models.DateTimeField(null=True)
    cost = models.BigIntegerField(null=True)
    bound = models.BigIntegerField(null=True)
    floor = models.BigIntegerField(null=True)
    summary = models.JSONField(default=dict)
    adopted_at = models.DateTimeField(null=True)
    adopted_by = _staff(null=True)
    dropped_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return f"draft of {self.asked_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.adopted_at is None and self.dropped_at is None

    @property
    def gap(self) -> float:
        """By what part of its cost the plan could at most be cheaper."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0


class DraftPair(models.Model):
    """One household in a draft: who has it now, who would; `staff` is None when nobody could."""

    id = models.BigAutoField(primary_key=True)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="pairs", db_index=False)
    household = _household(related_name="+", db_index=False)
    staff = _staff(null=True, db_index=False)
    before = _staff(null=True, db_index=False)
    reasons = models.PositiveIntegerField(default=0)
    points = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "household"], name="household_once_in_a_draft")
        ]
        indexes = [models.Index(fields=["draft", "id"], name="draft_pair_order")]

    def __str__(self) -> str:
        return f"{self.household_id} → {self.staff_id}"


class Barrier(models.Model):
    """A cadre and a household that must not be paired, and why. Of a complaint only the desk is told.

    `note` is ciphertext; it may say who is whose cousin.
    """

    KIN, COMPLAINT, WISH, OTHER = "kin", "complaint", "wish", "other"
    KINDS = [
        (KIN, _("亲属")),
        (COMPLAINT, _("有未了结的投诉")),
        (WISH, _("这一户要求换人")),
        (OTHER, _("其他利害关系")),
    ]

    id = Key(primary_key=True, default=new_key, editable=False)
    household = _household(related_name="barriers")
    staff = _staff()
    kind = models.CharField(max_length=10, choices=KINDS)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    note = EncryptedTextField()
    noted_by = _staff(null=True, db_index=False)

    objects = PairingQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "staff", "kind"], condition=Q(to_on=None), name="one_barrier_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.household_id} and {self.staff_id}"

    @property
    def area(self) -> Any:
        return self.household.area


class WishQuerySet(OfHouseholdQuerySet):
    def open(self) -> Self:
        return self.filter(answered_at=None)


class Wish(models.Model):
    """A household asks for another person. The desk answers by `due_on`, with a reason either way."""

    GRANTED, DECLINED = "granted", "declined"
    OUTCOMES = [(GRANTED, _("同意换人")), (DECLINED, _("暂不换人"))]

    id = Key(primary_key=True, default=new_key, editable=False)
    household = _household(related_name="wishes")
    about = _staff()
    words = EncryptedTextField()
    asked_at = models.DateTimeField()
    noted_by = _staff(null=True)
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = _staff(null=True)
    outcome = models.CharField(max_length=8, choices=OUTCOMES, default="", blank=True)
    answer = EncryptedTextField()

    objects = WishQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(answered_at=None), name="one_open_wish_for_another"
            )
        ]

    def __str__(self) -> str:
        return f"wish of {self.household_id}"

    @property
    def area(self) -> Any:
        return self.household.area


class HandOverQuerySet(OfHouseholdQuerySet):
    def open(self) -> Self:
        return self.filter(ended_on=None)


class HandOver(models.Model):
    """A change of cadres: until they went to the household together, or `due_on` is past, both owe it."""

    MET, LAPSED, TAKEN_BACK = "met", "lapsed", "taken_back"
    ENDS = [(MET, _("已上门交接")), (LAPSED, _("到期未交接")), (TAKEN_BACK, _("换人已撤销"))]

    id = Key(primary_key=True, default=new_key, editable=False)
    household = _household(related_name="handovers")
    leaving = _staff(related_name="handovers_left")
    coming = _staff(related_name="handovers_come")
    from_on = models.DateField()
    due_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    end = models.CharField(max_length=10, choices=ENDS, default="", blank=True)

    objects = HandOverQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(ended_on=None), name="one_open_handover"
            )
        ]
        indexes = [models.Index(fields=["due_on"], condition=Q(ended_on=None), name="handover_due")]

    def __str__(self) -> str:
        return f"{self.household_id}: {self.leaving_id} → {self.coming_id}"

    @property
    def area(self) -> Any:
        return self.household.area
