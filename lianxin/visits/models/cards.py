"""The card left with a home, and what cadres say about the system itself."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from lianxin.ledger.keys import Key, new_key
from lianxin.ledger.models import AppendOnly
from lianxin.people.models import Staff
from lianxin.people.vault import EncryptedTextField
from lianxin.visits.models.sight import SeenByHome, by_staff, of_household
from lianxin.visits.vocabulary import Replied


class Card(models.Model):
    """The card with the household's own page; of its token only the SHA-256 is kept. The newest counts."""

    id = Key(primary_key=True, default=new_key, editable=False)
    op_id = Key(unique=True)
    household = of_household("cards")
    token_hash = models.BinaryField(max_length=32, unique=True)
    left_at = models.DateTimeField()
    left_by = by_staff()
    ended_at = models.DateTimeField(null=True)

    objects = SeenByHome.as_manager()

    class Meta:
        ordering = ["-left_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(ended_at=None), name="one_card_of_a_household"
            )
        ]

    def __str__(self) -> str:
        return f"card left {self.left_at:%Y-%m-%d}"

    @property
    def area(self) -> Any:
        """Where the household lies, for `people.access`."""
        return self.household.area


class FeedbackQuerySet(AppendOnly):
    def unanswered(self) -> Self:
        """Nobody has said yet what becomes of it; a word that it is being looked at leaves it open."""
        return self.exclude(replies__became__in=[Replied.DONE.value, Replied.DECLINED.value])

    def answered(self) -> Self:
        return self.filter(replies__became__in=[Replied.DONE.value, Replied.DECLINED.value]).distinct()

    def seen_by(self, person: Any) -> Self:
        return self.filter(staff__in=Staff.objects.seen_by(person).values("pk"))


class Feedback(models.Model):
    """What a cadre says about the system's own burden: form, app, repeated work."""

    id = Key(primary_key=True, default=new_key, editable=False)
    op_id = Key(unique=True)
    about = models.CharField(max_length=40)
    text = EncryptedTextField()
    staff = by_staff()
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField()

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]

    def __str__(self) -> str:
        return f"feedback about {self.about}"
