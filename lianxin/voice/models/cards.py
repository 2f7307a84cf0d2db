"""Cards of households, the batches they were printed in, and wrong tries at the last digits."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from lianxin.ledger.keys import Key, new_key
from lianxin.people.access import within_sight
from lianxin.voice.rules import NAME_LENGTH
from lianxin.voice.vocabulary import CardEnd

PRINT = "card.print"


def by_staff(**options: Any) -> models.ForeignKey:
    wanted = {"on_delete": models.PROTECT, "related_name": "+", "db_index": False, "null": True} | options
    return models.ForeignKey("people.Staff", **wanted)


class BatchQuerySet(models.QuerySet):
    def seen_by(self, person: Any) -> Self:
        return self.filter(within_sight(person, PRINT, field="area"))


class Batch(models.Model):
    """Cards printed together for the homes of a place, or for one home (`household`).

    `site` is the address the cards lead to. The sheet lies sealed on the disk from `made_at` until
    `cleared_at`: it is the only thing besides the cards themselves that knows what they say.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    household = models.ForeignKey(
        "registry.Household", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    site = models.CharField(max_length=200)
    is_for_all = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    asked_by = by_staff()
    cards_made = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["-asked_at"], name="card_batch_asked")]

    def __str__(self) -> str:
        return f"{self.cards_made} cards"


class CardQuerySet(models.QuerySet):
    def working(self) -> Self:
        return self.filter(ended_at=None)


class Card(models.Model):
    """One printed card: it opens the page of one household. Of its token and its code only keyed digests are
    kept. `name` is the part of the code that says which card is meant; it is no secret. A new card takes the
    place of the older ones when it is first opened, so that a home is never without one. `wrong_tries`: wrong
    codes from everywhere since the last right one, the last of them at `tried_at`.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    household = models.ForeignKey(
        "registry.Household", on_delete=models.PROTECT, related_name="printed_cards", db_index=False
    )
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="cards")
    token_digest = models.BinaryField(max_length=16, unique=True)
    name = models.CharField(max_length=NAME_LENGTH, unique=True)
    code_digest = models.BinaryField(max_length=16)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = by_staff()
    end = models.CharField(
        max_length=10, default="", blank=True, choices=[(one.value, one.zh) for one in CardEnd]
    )

    objects = CardQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, end="") | (Q(ended_at__isnull=False) & ~Q(end="")),
                name="card_ends_for_a_reason",
            )
        ]
        indexes = [models.Index(fields=["household"], name="card_household")]

    def __str__(self) -> str:
        return f"card {self.name}"


class CodeTries(models.Model):
    """How often wrong codes of one card came from one address: under a keyed digest of both, whether there is
    such a card or not; gone with the right one, and after a while."""

    digest = models.BinaryField(max_length=16, primary_key=True)
    wrong = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.wrong} wrong"


class DigitTries(models.Model):
    """How often wrong last digits were typed for a household; gone as soon as the right ones are."""

    household = models.OneToOneField(
        "registry.Household", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    wrong = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.wrong} wrong"
