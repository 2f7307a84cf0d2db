"""Ballots that wait sealed, the pools they became, and which months were closed.

No table ties a ballot to a household. A ballot's key is random (elsewhere keys begin with the time), it keeps
the month alone, and everything else in it is ciphertext of one length. `Counted` says in which month a
household last counted, so that nobody counts twice in six months; `Answered` says of which visits a household
said something, so that nobody is asked twice. Neither says what was answered, nor on which day, nor is it
kept for longer than that takes.
"""

from typing import Any, Self
from uuid import uuid4

from django.db import models
from django.db.models import Q

from lianxin.ledger.keys import Key, new_key
from lianxin.ratings.vocabulary import Kind, Month

KINDS = [(kind.value, kind.zh) for kind in Kind]


class Ballot(models.Model):
    """One answer in the box, until it goes into a pool or is given up. `sealed`: see `ratings.sealing`."""

    id = Key(primary_key=True, default=uuid4, editable=False)
    month = models.PositiveIntegerField(db_index=True)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return f"a ballot of {self.month}"


class Counted(models.Model):
    """The month in which a household's last ballot of a kind counted as a household."""

    household = models.ForeignKey("registry.Household", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=KINDS)
    month = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["household", "kind"], name="one_count_of_a_household")]

    def __str__(self) -> str:
        return f"{self.kind} {self.month}"


class Answered(models.Model):
    """A visit of which its household was asked and said something: that it did, and no more."""

    visit = models.OneToOneField(
        "visits.Visit", primary_key=True, on_delete=models.CASCADE, related_name="answered"
    )

    def __str__(self) -> str:
        return "an answer is in the box"


class PoolQuerySet(models.QuerySet):
    def told_in(self, month: Month, window: int) -> Self:
        """Those that a figure of this month sums up: formed at the last `window` closes."""
        return self.filter(formed__gt=month - window, formed__lte=month)


class PoolRow(models.Model):
    """Ballots that are told of together: of an area, and of one cadre there or of any. Never changed."""

    id = Key(primary_key=True, default=new_key, editable=False)
    kind = models.CharField(max_length=8, choices=KINDS)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    cadre = models.ForeignKey("people.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    formed = models.PositiveIntegerField(db_index=True)
    households = models.PositiveIntegerField()
    tallies: Any = models.JSONField()

    objects = PoolQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["formed", "kind", "area"], condition=Q(cadre=None), name="one_pool_of_an_area"
            ),
            models.UniqueConstraint(
                fields=["formed", "kind", "area", "cadre"], name="one_pool_of_a_cadre_in_an_area"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.formed}: {self.households}"


class Close(models.Model):
    """A month that was closed: how many pools it brought and how many ballots still wait or were given up."""

    month = models.PositiveIntegerField(primary_key=True)
    closed_at = models.DateTimeField()
    pools = models.PositiveIntegerField()
    waiting = models.PositiveIntegerField()
    given_up = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.month}"
