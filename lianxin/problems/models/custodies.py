"""Who had a problem when, what was sent up a rung, and who handles a part of it."""

from django.db import models
from django.db.models import Q

from lianxin.ledger.keys import Key, new_key
from lianxin.people.vault import EncryptedTextField
from lianxin.problems.models.sight import SeenWithProblem, by_staff, in_area, of_problem
from lianxin.problems.vocabulary import How


class Custody(models.Model):
    """A time during which a problem lay in one place with one person; exactly one is open while the problem
    is. `begins_at` is when the rung's clock began, which may be before `from_at`: it runs on when a problem
    changes hands within a rung. `used_workdays` and `used_hours`: what the clock had used when it ended.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    problem = of_problem("custodies")
    rung = models.CharField(max_length=40)
    area = in_area()
    owner = by_staff()
    how = models.CharField(max_length=12, choices=[(how.value, how.zh) for how in How])
    from_at = models.DateTimeField()
    from_by = by_staff()
    accepted_at = models.DateTimeField(null=True)
    begins_at = models.DateTimeField()
    due_at = models.DateTimeField()
    warned_at = models.DateTimeField(null=True)
    to_at = models.DateTimeField(null=True)
    used_workdays = models.PositiveSmallIntegerField(null=True)
    used_hours = models.PositiveIntegerField(null=True)

    objects = SeenWithProblem.as_manager()

    class Meta:
        ordering = ["from_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["problem"], condition=Q(to_at=None), name="one_open_custody_of_a_problem"
            )
        ]
        indexes = [models.Index(fields=["problem", "from_at"], name="custody_problem")]

    def __str__(self) -> str:
        return f"{self.how} on {self.rung} from {self.from_at:%Y-%m-%d}"


class Packet(models.Model):
    """上报: what was tried, why it is not ours, what is asked of the rung above; and the answer.

    `is_second`: it was sent back once, so the district desk decides. `answer` is empty while it waits.
    """

    ACCEPTED, SENT_BACK, DECIDED = "accepted", "sent_back", "decided"
    LAPSED, OVERTAKEN = "lapsed", "overtaken"
    ANSWERS = [
        (ACCEPTED, "接收"),
        (SENT_BACK, "退回"),
        (DECIDED, "裁定"),
        (LAPSED, "逾期未答，视为接收"),
        (OVERTAKEN, "不必再答"),
    ]

    id = Key(primary_key=True, default=new_key, editable=False)
    problem = of_problem("packets")
    from_rung = models.CharField(max_length=40)
    from_area = in_area()
    to_rung = models.CharField(max_length=40)
    to_area = in_area()
    tried = EncryptedTextField()
    why_not_ours = EncryptedTextField()
    asked = EncryptedTextField()
    is_second = models.BooleanField(default=False)
    sent_at = models.DateTimeField()
    sent_by = by_staff()
    answer_due_at = models.DateTimeField()
    answer = models.CharField(max_length=12, choices=ANSWERS, default="", blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = by_staff()
    reason = EncryptedTextField()
    decided_rung = models.CharField(max_length=40, default="", blank=True)

    objects = SeenWithProblem.as_manager()

    class Meta:
        ordering = ["sent_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["problem"], condition=Q(answered_at=None), name="one_open_packet_of_a_problem"
            )
        ]
        indexes = [
            models.Index(fields=["problem", "sent_at"], name="packet_problem"),
            models.Index(
                fields=["to_area", "answer_due_at"], condition=Q(answered_at=None), name="packet_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"packet of {self.problem_id} to {self.to_rung}"


class Joint(models.Model):
    """One of several who handle a problem together: an area, or a unit by its name; one of them leads."""

    id = Key(primary_key=True, default=new_key, editable=False)
    problem = of_problem("joints")
    area = in_area(null=True)
    unit = models.CharField(max_length=64, default="", blank=True)
    is_lead = models.BooleanField(default=False)
    part = EncryptedTextField()
    asked_at = models.DateTimeField()
    asked_by = by_staff()
    answered_at = models.DateTimeField(null=True)
    answered_by = by_staff()
    answer = EncryptedTextField()

    objects = SeenWithProblem.as_manager()

    class Meta:
        ordering = ["-is_lead", "asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["problem"], condition=Q(is_lead=True), name="one_lead_of_a_problem"
            ),
            models.CheckConstraint(condition=~Q(area=None, unit=""), name="joint_is_somebody"),
        ]
        indexes = [
            models.Index(fields=["problem"], name="joint_problem"),
            models.Index(fields=["area"], condition=Q(answered_at=None), name="joint_waiting"),
        ]

    def __str__(self) -> str:
        return f"part of {self.problem_id}"
