"""Visits that are owed, what was reported of places and homes, days planned as trips, calendar addresses."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lianxin.ledger.keys import Key, new_key
from lianxin.people.access import areas_seen
from lianxin.people.vault import EncryptedTextField
from lianxin.planning.vocabulary import Reason

REASON_CHOICES = [(reason.value, reason.zh) for reason in Reason]


def _staff(**options: Any) -> models.ForeignKey:
    return models.ForeignKey("people.Staff", on_delete=models.PROTECT, **({"related_name": "+"} | options))


class DutyQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Owed and not ended."""
        return self.filter(ended_on=None)

    def due(self, today: date) -> Self:
        """Open ones that may be done today."""
        return self.open().filter(opens_on__lte=today)

    def overdue(self, today: date) -> Self:
        return self.open().filter(due_on__lt=today)

    def of(self, person: Any) -> Self:
        """What a person owes himself, alone or as the companion of a hand-over."""
        return self.filter(Q(staff=person) | Q(companion=person))


class Duty(models.Model):
    """A visit owed by a cadre to a home, or to a village (`household` is None), from `opens_on` to `due_on`.

    `why` holds the values of its sentence (`sentences.sentence`). `companion` is the cadre who hands the home
    over and owes the visit too. `planned_on` is the Monday of the week that the rounds mean it for.
    """

    DONE, EXCUSED, DROPPED = "done", "excused", "dropped"
    ENDS = [(DONE, _("已走访")), (EXCUSED, _("没能走访，已说明")), (DROPPED, _("不再需要"))]

    id = Key(primary_key=True, default=new_key, editable=False)
    household = models.ForeignKey(
        "registry.Household", null=True, on_delete=models.PROTECT, related_name="duties", db_index=False
    )
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+", db_index=False)
    staff = _staff(related_name="duties", db_index=False)
    companion = _staff(null=True, db_index=False)
    reason = models.CharField(max_length=28, choices=REASON_CHOICES)
    why = models.JSONField(default=dict)
    opens_on = models.DateField()
    due_on = models.DateField()
    planned_on = models.DateField(null=True)
    minutes = models.PositiveSmallIntegerField()
    made_on = models.DateField()
    ended_on = models.DateField(null=True)
    end = models.CharField(max_length=8, choices=ENDS, default="")

    objects = DutyQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gte=F("opens_on")), name="duty_has_a_window"),
            models.CheckConstraint(
                condition=Q(ended_on=None, end="") | (Q(ended_on__isnull=False) & ~Q(end="")),
                name="duty_ends_somehow",
            ),
        ]
        indexes = [
            models.Index(fields=["staff", "due_on"], condition=Q(ended_on=None), name="duty_open_of"),
            models.Index(fields=["area", "due_on"], condition=Q(ended_on=None), name="duty_open_in"),
            models.Index(fields=["household", "due_on"], name="duty_household"),
            models.Index(
                # The homes of a season by area from the index alone: a district has 60,000 of them.
                fields=["area", "ended_on", "end", "household"],
                condition=Q(ended_on__isnull=False),
                name="duty_ended_in",
            ),
            # IS NOT NULL, which SQLite sees to hold for `companion = …`; NOT (… IS NULL) it would not.
            models.Index(fields=["companion"], condition=Q(companion__isnull=False), name="duty_companion"),
            models.Index(fields=["due_on"], condition=Q(ended_on=None), name="duty_open_due"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} until {self.due_on}"


class Excuse(models.Model):
    """Why a visit could not be made: a code of `vocabulary.Cannot`; some codes need somebody's approval."""

    id = Key(primary_key=True, default=new_key, editable=False)
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="excuses")
    code = models.CharField(max_length=28)
    tried_on = models.DateField()
    note = EncryptedTextField()
    said_at = models.DateTimeField()
    said_by = _staff(null=True)
    needs_approval = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True)
    decided_by = _staff(null=True)
    is_approved = models.BooleanField(null=True)

    class Meta:
        ordering = ["said_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty"],
                condition=Q(needs_approval=True, decided_at=None),
                name="one_open_excuse_of_a_duty",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.duty_id}"

    @property
    def area(self) -> Any:
        """Where the visit was owed, for `people.access`."""
        return self.duty.area


class ReportQuerySet(models.QuerySet):
    def seen_by(self, person: Any) -> Self:
        return self.filter(area__in=areas_seen(person, "area.see").values("pk"))

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)


class Report(models.Model):
    """What was reported of a place, or of one home, on a day: it makes 五必去 and 五必访 visits due.

    `count`: petitions from the place, or the like; never about a person. `household` is None for a place.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    kind = models.CharField(max_length=20)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="reports")
    household = models.ForeignKey(
        "registry.Household", null=True, on_delete=models.PROTECT, related_name="reports"
    )
    happened_on = models.DateField()
    count = models.PositiveIntegerField(default=1)
    note = EncryptedTextField()
    reported_at = models.DateTimeField()
    reported_by = _staff(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_on", "-id"]
        indexes = [models.Index(fields=["kind", "happened_on"], name="report_kind")]

    def __str__(self) -> str:
        return f"{self.kind} on {self.happened_on}"


class Trip(models.Model):
    """One cadre's day: doors in order. Times are minutes after midnight, `km` there and back.

    `stops`: [{"household", "area", "duties": [keys], "arrives", "leaves", "km"}, …].
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    staff = _staff(related_name="trips", db_index=False)
    day = models.DateField()
    stops = models.JSONField(default=list)
    minutes = models.PositiveSmallIntegerField()
    km = models.FloatField()
    leaves = models.PositiveSmallIntegerField()
    back = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["day", "id"]
        constraints = [models.UniqueConstraint(fields=["staff", "day"], name="one_trip_a_day")]

    def __str__(self) -> str:
        return f"trip of {self.staff_id} on {self.day}"


class Plan(models.Model):
    """One planning of the whole district: how far its rounds reach, and what was counted then."""

    id = Key(primary_key=True, default=new_key, editable=False)
    made_at = models.DateTimeField()
    made_by = _staff(null=True, db_index=False)
    from_on = models.DateField()
    to_on = models.DateField()
    summary = models.JSONField(default=dict)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"plan from {self.from_on} to {self.to_on}"


class Calling(models.Model):
    """A day on which the rules of 五必去 and 五必访 were asked of the whole district, once a day."""

    day = models.DateField(primary_key=True)
    called_at = models.DateTimeField()
    duties = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.duties} duties called on {self.day}"


class Laying(models.Model):
    """A day on which the visits that were near and in no trip were given days, once a day."""

    day = models.DateField(primary_key=True)
    laid_at = models.DateTimeField()
    trips = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.trips} trips laid out on {self.day}"


class Weighing(models.Model):
    """A day on which it was counted who owes too much in the weeks ahead, once a day and after each plan."""

    day = models.DateField(primary_key=True)
    weighed_at = models.DateTimeField()
    cadres = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.cadres} cadres owe too much, counted on {self.day}"


class Overfull(models.Model):
    """A cadre who owed too much in some week ahead at the last weighing, and the cheapest way out of it.

    `weeks`: [[Monday, owed, allowed], …]; `moves`: [{"duties": [keys], "from", "to", "cadre", "points"}, …],
    with "cadre" None where nobody had room. In the order of the first such week.
    """

    staff = models.OneToOneField("people.Staff", on_delete=models.PROTECT, related_name="+")
    weeks = models.JSONField()
    moves = models.JSONField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.staff_id} owes too much"


class Feed(models.Model):
    """A calendar address of a cadre's own. Only the SHA-256 of its secret is kept; the newest one counts."""

    id = Key(primary_key=True, default=new_key, editable=False)
    staff = _staff(related_name="feeds")
    secret_hash = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["staff"], condition=Q(ended_at=None), name="one_feed_each")
        ]

    def __str__(self) -> str:
        return f"feed of {self.staff_id}"
