"""One table: work that was asked for, is being done, or came to an end. It is the queue and the record."""

from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID

from django.db import models

from lianxin.ledger.keys import Key, new_key
from lianxin.people.vault import EncryptedJSONField

# Work from which nothing was heard for so long has died with its process.
LOST_AFTER = timedelta(minutes=15)


class WorkQuerySet(models.QuerySet):
    def of(self, person: Any) -> Self:
        """What a person started, newest first."""
        return self.filter(by=person).order_by("-asked_at")

    def about(self, subject_id: UUID) -> Self:
        return self.filter(subject_id=subject_id).order_by("-asked_at")

    def open(self) -> Self:
        """Not come to an end yet."""
        return self.filter(state__in=(Work.WAITING, Work.RUNNING))

    def alive(self, now: datetime) -> Self:
        return self.filter(state=Work.RUNNING, heard_at__gt=now - LOST_AFTER)

    def lost(self, now: datetime) -> Self:
        return self.filter(state=Work.RUNNING, heard_at__lte=now - LOST_AFTER)


class Work(models.Model):
    """One piece of work. `kind` names the job (flow.JOBS), `subject_id` the thing it is about.

    `step` is a code for what is being done right now; `done` of `total` rows (0: not known yet). `resumed`:
    how often it was taken up again after its process had died. `outcome` is what the job answered or, of
    failed work, {"code", "zh", "en"}; ciphertext, for it may name people.
    """

    WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
    STATES = [(WAITING, "等着开始"), (RUNNING, "正在进行"), (DONE, "已完成"), (FAILED, "没有做成")]

    id = Key(primary_key=True, default=new_key, editable=False)
    kind = models.CharField(max_length=40)
    subject_id = Key(null=True)
    state = models.CharField(max_length=8, choices=STATES, default=WAITING)
    by = models.ForeignKey("people.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    step = models.CharField(max_length=20, default="")
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    resumed = models.PositiveSmallIntegerField(default=0)
    outcome = EncryptedJSONField()

    objects = WorkQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "asked_at"], name="work_state"),
            models.Index(fields=["by", "-asked_at"], name="work_by"),
            models.Index(fields=["subject_id", "-asked_at"], name="work_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def is_open(self) -> bool:
        return self.state in (self.WAITING, self.RUNNING)
