"""What the office answered to cadres, and decisions that were taken back: facts beside what they are of."""

from django.db import models
from django.db.models import Q

from lianxin.ledger.keys import Key, new_key
from lianxin.ledger.models import AppendOnly
from lianxin.people.vault import EncryptedTextField
from lianxin.visits.models.cards import Feedback
from lianxin.visits.models.decisions import Clash, FamilyProposal
from lianxin.visits.models.sight import by_staff
from lianxin.visits.vocabulary import Replied


class FeedbackReply(models.Model):
    """An answer to a word about the system; the latest says what became of it."""

    id = Key(primary_key=True, default=new_key, editable=False)
    feedback = models.ForeignKey(Feedback, on_delete=models.PROTECT, related_name="replies")
    became = models.CharField(max_length=8, choices=[(one.value, one.zh) for one in Replied])
    words = EncryptedTextField()
    replied_at = models.DateTimeField()
    replied_by = by_staff(null=True)

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ["replied_at", "id"]

    def __str__(self) -> str:
        return f"{self.became} {self.feedback_id}"


class Reopening(models.Model):
    """A decision that was taken back, as it was; who took it back, when and why. Of a clash or a proposal."""

    id = Key(primary_key=True, default=new_key, editable=False)
    clash = models.ForeignKey(Clash, null=True, on_delete=models.PROTECT, related_name="reopenings")
    proposal = models.ForeignKey(
        FamilyProposal, null=True, on_delete=models.PROTECT, related_name="reopenings"
    )
    decision = models.CharField(max_length=8)
    decided_at = models.DateTimeField()
    decided_by = by_staff(null=True)
    decided_words = EncryptedTextField()
    reopened_at = models.DateTimeField()
    reopened_by = by_staff(null=True)
    words = EncryptedTextField()

    objects = AppendOnly.as_manager()

    class Meta:
        ordering = ["reopened_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(clash=None, proposal__isnull=False) | Q(clash__isnull=False, proposal=None),
                name="reopening_is_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision} taken back"
