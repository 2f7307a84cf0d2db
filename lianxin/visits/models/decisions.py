"""What the desk decides: changes in families, and facts that were told two ways."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from lianxin.ledger.keys import Key, new_key
from lianxin.people.vault import EncryptedTextField
from lianxin.visits.models.sight import SeenByHome, by_staff, in_area, of_household
from lianxin.visits.models.visits import Visit
from lianxin.visits.vocabulary import FamilyChange, Side


class Undecided(SeenByHome):
    def undecided(self) -> Self:
        return self.filter(decided_at=None)


class FamilyProposal(models.Model):
    """A change in a family as a cadre heard of it; the desk decides, and only then the register changes.

    `added`: the resident whom accepting it put on the register.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    op_id = Key(unique=True)
    household = of_household("family_proposals")
    area = in_area()
    change = models.CharField(max_length=40, choices=[(one.value, one.zh) for one in FamilyChange])
    resident = models.ForeignKey(
        "registry.Resident",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    name = models.CharField(max_length=40, default="", blank=True)
    sex = models.CharField(max_length=40, default="u")
    birth_on = models.DateField(null=True)
    relation = models.CharField(max_length=40, default="other")
    happened_on = models.DateField()
    words = EncryptedTextField()
    proposed_at = models.DateTimeField()
    received_at = models.DateTimeField()
    proposed_by = by_staff()
    decided_at = models.DateTimeField(null=True)
    decided_by = by_staff(null=True)
    is_accepted = models.BooleanField(null=True)
    answer = EncryptedTextField()
    added = Key(null=True)

    objects = Undecided.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]
        indexes = [
            models.Index(fields=["household", "received_at"], name="proposal_household"),
            models.Index(fields=["area"], condition=Q(decided_at=None), name="proposal_undecided"),
        ]

    def __str__(self) -> str:
        return f"{self.change} on {self.happened_on}"


class Claim(models.Model):
    """A fact as a visit told it; `known` is what the phone held of it before, None: nothing."""

    fact = models.OneToOneField(
        "registry.Fact", on_delete=models.PROTECT, primary_key=True, related_name="claim"
    )
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="claims")
    known = models.CharField(max_length=64, null=True)

    def __str__(self) -> str:
        return f"claim of {self.visit_id}"


class Clash(models.Model):
    """Two claims about one fact: what a visit `told`, and what the register `held`, of which it did not know.

    Both stay in the history of facts; `stands` says which counts until somebody decides (`decision`).
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    household = of_household("clashes")
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="clashes", db_index=False)
    indicator = models.CharField(max_length=40)
    told = models.OneToOneField("registry.Fact", on_delete=models.PROTECT, related_name="clash")
    held = models.ForeignKey("registry.Fact", on_delete=models.PROTECT, related_name="+", db_index=False)
    stands = models.CharField(max_length=8, choices=[(side.value, side.zh) for side in Side])
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = by_staff(null=True)
    decision = models.CharField(max_length=8, default="", blank=True)
    words = EncryptedTextField()

    objects = Undecided.as_manager()

    class Meta:
        ordering = ["-found_at", "-id"]
        indexes = [
            models.Index(fields=["household", "found_at"], name="clash_household"),
            models.Index(fields=["household"], condition=Q(decided_at=None), name="clash_undecided"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.stands} stands"

    @property
    def area(self) -> Any:
        """Where the household lies, for `people.access`."""
        return self.household.area
