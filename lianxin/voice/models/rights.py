"""What households ask about what is kept of them, and what they agreed to."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from lianxin.ledger.keys import Key, new_key
from lianxin.people.access import within_sight
from lianxin.people.vault import EncryptedTextField
from lianxin.voice.models.cards import by_staff
from lianxin.voice.vocabulary import Outcome, Purpose, RequestKind

SEE, ANSWER = "rights.see", "rights.answer"


class RequestQuerySet(models.QuerySet):
    def seen_by(self, person: Any) -> Self:
        return self.filter(within_sight(person, SEE, field="household__area"))

    def open(self) -> Self:
        return self.filter(answered_at=None)

    def overdue(self, today: date) -> Self:
        return self.open().filter(due_on__lt=today)


class Request(models.Model):
    """个人信息保护法第四十四至四十九条: to look, copy, correct, delete, restrict, have explained. A person
    answers it by `due_on`; the household reads the answer on its page. `taken_by`: who wrote it down for the
    household; nobody where it came by its card.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    household = models.ForeignKey(
        "registry.Household", on_delete=models.PROTECT, related_name="rights_requests", db_index=False
    )
    kind = models.CharField(max_length=10, choices=[(one.value, one.zh) for one in RequestKind])
    words = EncryptedTextField()
    asked_at = models.DateTimeField()
    taken_by = by_staff()
    due_on = models.DateField()
    answered_at = models.DateTimeField(null=True)
    answered_by = by_staff()
    outcome = models.CharField(
        max_length=8, default="", blank=True, choices=[(one.value, one.zh) for one in Outcome]
    )
    answer = EncryptedTextField()
    erased_at = models.DateTimeField(null=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "kind"],
                condition=Q(answered_at=None),
                name="one_open_request_of_a_kind",
            )
        ]
        indexes = [
            models.Index(fields=["household", "asked_at"], name="request_household"),
            models.Index(fields=["due_on"], condition=Q(answered_at=None), name="request_open"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} due {self.due_on}"

    @property
    def area(self) -> Any:
        """Where the household lies, for `people.access`."""
        return self.household.area


class Consent(models.Model):
    """What a household agreed to beyond what the law asks of the office, from when to when, and in which
    words it was asked (`voice.wordings`). Without `given_at` it refused on its page what it had never been
    asked there."""

    id = Key(primary_key=True, default=new_key, editable=False)
    household = models.ForeignKey(
        "registry.Household", on_delete=models.PROTECT, related_name="consents", db_index=False
    )
    purpose = models.CharField(max_length=10, choices=[(one.value, one.zh) for one in Purpose])
    wording = models.CharField(max_length=10, default="", blank=True)
    given_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["given_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "purpose"],
                condition=Q(withdrawn_at=None),
                name="one_standing_consent_of_a_purpose",
            ),
            models.CheckConstraint(
                condition=Q(given_at__isnull=False) | Q(withdrawn_at__isnull=False),
                name="consent_was_given_or_refused",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} from {self.given_at:%Y-%m-%d}" if self.given_at else f"{self.purpose}: no"


class Contact(models.Model):
    """How the people of a place reach its office: the number that the household page shows."""

    area = models.OneToOneField(
        "areas.Area", on_delete=models.PROTECT, primary_key=True, related_name="contact"
    )
    phone = models.CharField(max_length=40)
    hours = models.CharField(max_length=80, default="", blank=True)
    place = models.CharField(max_length=120, default="", blank=True)
    set_at = models.DateTimeField()
    set_by = by_staff()

    def __str__(self) -> str:
        return self.phone
