"""Rounds of call-backs, their calls, and what people made of differences."""

from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from lianxin.callbacks.vocabulary import Decision, Outcome, Part, Subject
from lianxin.ledger.keys import Key, new_key
from lianxin.people.access import within_sight
from lianxin.people.vault import EncryptedBytesField, EncryptedJSONField, EncryptedTextField
from lianxin.visits.models.sight import by_staff, in_area, of_household

SEE, RUN, ASK, DECIDE = "callback.see", "callback.run", "callback.ask", "finding.decide"


def _choices(words: Any) -> list[tuple[str, str]]:
    return [(one.value, one.zh) for one in words]


class RoundQuerySet(models.QuerySet):
    def seen_by(self, person: Any) -> Self:
        return self.filter(within_sight(person, SEE, field="area"))

    def standing(self) -> Self:
        return self.filter(discarded_at=None)

    def asking(self) -> Self:
        """Drawn, and still being called."""
        return self.standing().exclude(drawn_at=None).filter(closed_at=None)

    def taking(self, subject: Subject, area: Any, from_on: date, to_on: date) -> Self:
        """Those that stand for some days of a period in a place: it is drawn once about each subject."""
        found = self.standing().filter(subject=subject.value, area=area)
        return found.filter(from_on__lte=to_on, to_on__gte=from_on)


class Round(models.Model):
    """Call-backs about the visits of a place, or what was solved there, in a period, both days included.

    Before the draw the ledger knows `commitment` alone; `secret` is shown when the round is closed (`shown`).
    `frame` is what was drawn from (`drawing.frame_bytes`), `strata` [code, homes, drawn by chance] of each,
    `covered` how many claims were left out and why. `tallies`: answers by stratum, at the close.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    subject = models.CharField(max_length=8, choices=_choices(Subject), default=Subject.VISITS.value)
    area = in_area()
    from_on = models.DateField()
    to_on = models.DateField()
    opened_at = models.DateTimeField()
    opened_by = by_staff(null=True)
    confidence = models.PositiveSmallIntegerField()
    margin = models.FloatField()
    calls = models.PositiveIntegerField(null=True)
    commitment = models.CharField(max_length=64)
    secret = EncryptedBytesField()
    shown = models.CharField(max_length=64, default="", blank=True)
    drawn_at = models.DateTimeField(null=True)
    drawn_by = by_staff(null=True)
    frame = models.BinaryField(default=bytes)
    frame_digest = models.CharField(max_length=64, default="", blank=True)
    strata = models.JSONField(default=list)
    covered = models.JSONField(default=dict)
    due_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = by_staff(null=True)
    tallies = EncryptedJSONField()
    discarded_at = models.DateTimeField(null=True)
    discarded_by = by_staff(null=True)
    reason = EncryptedTextField()

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="round_has_a_period"),
            models.CheckConstraint(
                condition=Q(discarded_at=None) | Q(drawn_at=None), name="round_drawn_is_never_discarded"
            ),
            models.UniqueConstraint(
                fields=["subject", "area", "from_on", "to_on"],
                condition=Q(discarded_at=None),
                name="one_round_of_a_subject_place_and_period",
            ),
        ]
        indexes = [models.Index(fields=["area", "from_on"], name="round_area")]

    def __str__(self) -> str:
        return f"round {self.from_on} to {self.to_on}"

    @property
    def is_asking(self) -> bool:
        return self.drawn_at is not None and self.closed_at is None


class CallQuerySet(models.QuerySet):
    def seen_by(self, person: Any) -> Self:
        return self.filter(within_sight(person, SEE, field="area"))

    def open(self) -> Self:
        return self.filter(ended_at=None)

    def of(self, person: Any) -> Self:
        return self.filter(caller=person)

    def callable_at(self, now: datetime) -> Self:
        return self.open().filter(Q(next_at=None) | Q(next_at__lte=now))


class Call(models.Model):
    """A home that is called about one claim: a visit, or the end of something. `reasons` are codes of `Risk`;
    `next_at`: not before then.

    `answers` are codes by question, `words` what the caller noted, `worry` what the home worries about: they
    go when the policy says so or the household asks for it, and `outcome` stays.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="made", db_index=False)
    part = models.CharField(max_length=8, choices=_choices(Part))
    stratum = models.CharField(max_length=12)
    reasons = models.JSONField(default=list)
    visit = models.ForeignKey(
        "visits.Visit", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    ending = models.ForeignKey(
        "problems.Ending", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    household = of_household()
    area = in_area()
    caller = by_staff(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, default="", blank=True, choices=_choices(Outcome))
    ended_at = models.DateTimeField(null=True)
    answers = EncryptedJSONField()
    words = EncryptedTextField()
    worry = EncryptedTextField()
    forgotten_at = models.DateTimeField(null=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "household"], name="a_home_is_called_once_in_a_round"),
            models.CheckConstraint(
                condition=Q(ended_at=None, outcome="") | (Q(ended_at__isnull=False) & ~Q(outcome="")),
                name="call_ends_somehow",
            ),
            models.CheckConstraint(
                condition=Q(visit=None, ending__isnull=False) | Q(visit__isnull=False, ending=None),
                name="call_is_about_one_claim",
            ),
        ]
        indexes = [
            models.Index(fields=["caller", "next_at"], condition=Q(ended_at=None), name="call_open_of"),
            models.Index(fields=["household"], name="call_household"),
        ]

    def __str__(self) -> str:
        return f"{self.part} call of {self.round_id}"


class Attempt(models.Model):
    """Somebody called: when, and what came of it."""

    id = Key(primary_key=True, default=new_key, editable=False)
    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="attempts")
    at = models.DateTimeField()
    by = by_staff()
    outcome = models.CharField(max_length=12, choices=_choices(Outcome))

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.outcome} at {self.at:%Y-%m-%d %H:%M}"


class FindingQuerySet(models.QuerySet):
    def seen_by(self, person: Any) -> Self:
        return self.filter(within_sight(person, SEE, field="call__area"))

    def open(self) -> Self:
        return self.filter(decided_at=None)

    def asked_of(self, person: Any, today: date) -> Self:
        """What a worker is asked, from the day on which he may know of it."""
        return self.filter(staff=person, asks_on__lte=today)

    def unanswered(self) -> Self:
        return self.open().filter(answered_at=None)

    def to_decide(self, today: date) -> Self:
        """The worker answered, or his days for it are over."""
        return self.open().filter(Q(answered_at__isnull=False) | Q(answer_by__lt=today))


class Finding(models.Model):
    """A home said that nobody came. `visits`: the keys, in order, of those the worker is asked about: that
    one among others of his, so that he need not know which home was called. A person decides."""

    call = models.OneToOneField(Call, on_delete=models.PROTECT, primary_key=True, related_name="finding")
    staff = by_staff()
    visits = models.JSONField()
    asks_on = models.DateField()
    answer_by = models.DateField()
    answered_at = models.DateTimeField(null=True)
    answer = EncryptedTextField()
    decided_at = models.DateTimeField(null=True)
    decided_by = by_staff(null=True)
    decision = models.CharField(max_length=10, default="", blank=True, choices=_choices(Decision))
    reason = EncryptedTextField()

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["answer_by", "call_id"]
        indexes = [
            models.Index(fields=["staff", "asks_on"], condition=Q(decided_at=None), name="finding_open_of")
        ]

    def __str__(self) -> str:
        return f"finding of {self.call_id}"

    @property
    def area(self) -> Any:
        """Where the home lies, for `people.access`."""
        return self.call.area
