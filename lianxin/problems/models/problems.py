"""The problem itself: what must be solved, and where it stands today."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from lianxin.ledger.keys import Key, new_key
from lianxin.people.vault import EncryptedTextField
from lianxin.problems.ladder import State
from lianxin.problems.models.sight import SeenWithHome, by_staff, in_area
from lianxin.problems.vocabulary import Channel, End, Phase

NUMBER_LENGTH = 20
OPEN = Q(ended_at=None)

# The columns that sum up where a problem stands: those of `ladder.State`, under their own names but one.
STANDING = (
    *("phase", "rung", "urgency", "begins_at", "due_at", "is_provisional", "warn_at", "answer_due_at"),
    *("pause_ends_at", "remind_at", "promise_due_at", "ask_at", "was_sent_back", "is_decided", "not_done"),
)


class ProblemQuerySet(SeenWithHome):
    def open(self) -> Self:
        """Still to be solved."""
        return self.filter(OPEN)

    def ended(self) -> Self:
        return self.exclude(OPEN)

    def overdue(self, now: datetime) -> Self:
        """Open ones whose rung has used up its time."""
        return self.open().filter(due_at__lt=now)

    def at(self, phase: Phase) -> Self:
        return self.filter(phase=phase.value)

    def lying_in(self, *areas: Any) -> Self:
        """Open ones that one of these areas, or whoever in it, has to settle: a rung's board."""
        return self.open().filter(holder__in=areas)

    def of(self, person: Any) -> Self:
        """Open ones that lie with a person."""
        return self.open().filter(owner=person)

    def longstanding(self) -> Self:
        """历史遗留: matters that are older than the problem's number says."""
        return self.filter(is_longstanding=True)

    def stirring(self, now: datetime) -> Self:
        """Those with which the clock has something to do by now."""
        return self.filter(next_at__lte=now).order_by("next_at", "id")

    def nearest_first(self) -> Self:
        return self.order_by("due_at", "id")


class Problem(models.Model):
    """What must be solved. `area` is where it lies; `town` the town whose head answers for it from the first
    minute (the district itself where it lies in no town); `holder` the area of its rung, `owner` whoever has
    it now: the one who received it first, until somebody accepts it.

    The columns of `STANDING`, `holder`, `owner`, `next_at`, `ended_at` and `end` are kept by actions.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    number = models.CharField(max_length=NUMBER_LENGTH, unique=True)
    household = models.ForeignKey(
        "registry.Household", null=True, on_delete=models.PROTECT, related_name="problems", db_index=False
    )
    area = in_area()
    town = in_area()
    category = models.CharField(max_length=40)
    words = EncryptedTextField()
    quantity = models.FloatField(null=True)
    unit = models.CharField(max_length=40, default="", blank=True)
    wished = EncryptedTextField()
    wanted_on = models.DateField(null=True)
    channel = models.CharField(max_length=12, choices=[(one.value, one.zh) for one in Channel])
    is_longstanding = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    phase = models.CharField(max_length=12, choices=[(one.value, one.zh) for one in Phase])
    rung = models.CharField(max_length=40)
    urgency = models.CharField(max_length=40)
    begins_at = models.DateTimeField()
    due_at = models.DateTimeField()
    is_provisional = models.BooleanField(default=False)
    warn_at = models.DateTimeField(null=True)
    answer_due_at = models.DateTimeField(null=True)
    pause_ends_at = models.DateTimeField(null=True)
    remind_at = models.DateTimeField(null=True)
    promise_due_at = models.DateTimeField(null=True)
    ask_at = models.DateTimeField(null=True)
    was_sent_back = models.BooleanField(default=False)
    is_decided = models.BooleanField(default=False)
    not_done = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    holder = in_area()
    owner = by_staff()
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(
        max_length=12, default="", blank=True, choices=[(one.value, one.zh) for one in End]
    )

    objects = ProblemQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, end="") | (Q(ended_at__isnull=False) & ~Q(end="")),
                name="problem_ends_somehow",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, next_at__isnull=False) | Q(ended_at__isnull=False),
                name="problem_open_has_a_clock",
            ),
        ]
        indexes = [
            models.Index(fields=["holder", "due_at"], condition=OPEN, name="problem_open_at"),
            models.Index(fields=["owner", "due_at"], condition=OPEN, name="problem_open_of"),
            models.Index(fields=["area", "due_at"], condition=OPEN, name="problem_open_in"),
            models.Index(fields=["due_at"], condition=OPEN, name="problem_open_due"),
            models.Index(fields=["area", "rung", "phase", "due_at"], condition=OPEN, name="problem_board"),
            models.Index(fields=["phase", "due_at"], condition=OPEN, name="problem_open_phase"),
            models.Index(fields=["opened_at", "id"], condition=OPEN, name="problem_open_long"),
            models.Index(
                fields=["area", "opened_at"], condition=Q(is_longstanding=True), name="problem_longstanding"
            ),
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="problem_stirring"),
            models.Index(fields=["household", "opened_at"], name="problem_household"),
            models.Index(fields=["area", "opened_at", "category"], name="problem_area"),
            models.Index(fields=["category", "opened_at", "area", "ended_at"], name="problem_category"),
            models.Index(fields=["opened_at", "id"], name="problem_opened"),
            models.Index(fields=["ended_at"], condition=Q(ended_at__isnull=False), name="problem_ended"),
            models.Index(fields=["phase", "ended_at"], name="problem_phase"),
            models.Index(fields=["due_at"], condition=Q(is_provisional=True), name="problem_provisional"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def state(self) -> State:
        """Where it stands, as the pure part of the room knows it."""
        return State(Phase(self.phase), *(getattr(self, name) for name in STANDING[1:]))

    def access_areas(self) -> list[Any]:
        """Where it lies, for `people.access`: to act, both its place and its holder must be in reach."""
        own = self.household.area if self.household_id else self.area
        return [own, self.holder]

    def in_care_of(self, verb: str) -> tuple[UUID | None, ...]:
        """Who reaches it wherever it lies: whoever has it, and, to see it, the keeper of its household."""
        if verb != "problem.see" or not self.household_id:
            return (self.owner_id,)
        return (self.owner_id, self.household.keeper_id, self.household.handing_over_id)
