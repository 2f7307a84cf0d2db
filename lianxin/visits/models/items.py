"""What homes raised, and how it was settled."""

from typing import Any, Self

from django.db import models

from lianxin.ledger.keys import Key, new_key
from lianxin.people.vault import EncryptedTextField
from lianxin.visits.models.sight import SeenByPlace, by_staff, in_area, of_household
from lianxin.visits.models.visits import Visit
from lianxin.visits.vocabulary import ItemKind


class ItemQuerySet(SeenByPlace):
    def open(self) -> Self:
        return self.filter(settlement=None)

    def settled(self) -> Self:
        return self.exclude(settlement=None)

    def raised_by(self, person: Any) -> Self:
        return self.filter(raised_by=person)


class Item(models.Model):
    """Something raised in a visit, or urgently without one (`visit` is None).

    `about` is the earlier item that an answer to 问效 speaks of; like `for_resident` it may name something
    this database does not have.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    op_id = Key()
    visit = models.ForeignKey(
        Visit, null=True, on_delete=models.PROTECT, related_name="items", db_index=False
    )
    household = of_household("items", null=True)
    area = in_area()
    kind = models.CharField(max_length=40, choices=[(kind.value, kind.zh) for kind in ItemKind])
    category = models.CharField(max_length=40)
    text = EncryptedTextField()
    quantity = models.FloatField(null=True)
    unit = models.CharField(max_length=40, default="", blank=True)
    for_resident = models.ForeignKey(
        "registry.Resident",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    wanted_on = models.DateField(null=True)
    is_urgent = models.BooleanField(default=False)
    about = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="effects",
        db_constraint=False,
        db_index=False,
    )
    worked = models.CharField(max_length=40, default="", blank=True)
    raised_at = models.DateTimeField()
    raised_by = by_staff()

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-id"]
        indexes = [
            models.Index(fields=["visit", "kind", "is_urgent"], name="item_of_visit"),
            models.Index(fields=["household", "raised_at"], name="item_household"),
            models.Index(fields=["raised_by", "raised_at"], name="item_raised_by"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.category}"

    @property
    def is_settled(self) -> bool:
        return hasattr(self, "settlement")


class Settlement(models.Model):
    """即办, or settled later: how, when and by whom."""

    item = models.OneToOneField(Item, on_delete=models.PROTECT, primary_key=True, related_name="settlement")
    how = EncryptedTextField()
    settled_at = models.DateTimeField()
    settled_by = by_staff(null=True)

    def __str__(self) -> str:
        return f"settlement of {self.item_id}"
