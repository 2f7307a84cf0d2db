"""Imports that were run, what came of them, and the journal by which each can be undone."""

import json
import zlib
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models

from lianxin.areas.models import Area
from lianxin.ledger.keys import Key, new_key
from lianxin.people.access import areas_seen, within_sight
from lianxin.people.vault import decrypt, encrypt
from lianxin.registry.actions import Journal

ROSTER, STAFF, CALENDAR, PETITIONS = "roster", "staff", "calendar", "petitions"
VERBS = {ROSTER: "import.run", STAFF: "staff.edit", CALENDAR: "policy.adopt", PETITIONS: "import.run"}
"""Who may bring in a file of a kind, and sees those that were: one kind never shows among the other's."""

# An import that has written nothing for so long has died with its process.
SILENT_AFTER = timedelta(minutes=15)


class PackedJSONField(models.BinaryField):
    """A large JSON value, compressed and encrypted: what intake keeps holds personal data.

    Compressed lightly: journals are mostly keys, which hardly shrink however long one tries.
    """

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None:
            return None
        packed = zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 1)
        return connection.Database.Binary(encrypt(packed, self._place))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return None if value is None else json.loads(zlib.decompress(decrypt(bytes(value), self._place)))

    @property
    def _place(self) -> str:
        return f"{self.model._meta.db_table}.{self.attname}"


def scope_of(actor: Any, kind: str = ROSTER) -> Area | None:
    """The topmost area in which a person may import: where the import lies, and who else sees it."""
    return areas_seen(actor, VERBS[kind]).order_by("path").first()


class SeenByImporters(models.QuerySet):
    def seen_by(self, person: Any, kind: str = ROSTER) -> Self:
        return self.filter(within_sight(person, VERBS[kind]), kind=kind)


class ImportQuerySet(SeenByImporters):
    def in_force(self) -> Self:
        """Imports whose rows are on the register: not undone."""
        return self.filter(undone_at=None)

    def under_way(self, now: datetime) -> Self:
        """Imports that are being written or undone at this moment."""
        return self.filter(state__in=Import.AT_WORK, written_at__gt=now - SILENT_AFTER)


class Import(models.Model):
    """One file that was imported. `counts` and `report` are those of the command's answer.

    `left` are the households (keys) that its undo left as they were, because somebody had gone on working in
    them; `leaves_changed`, that whoever asked for the undo wanted it so.
    """

    RUNNING, DONE, FAILED = "running", "done", "failed"
    UNDOING, HALFWAY, UNDONE = "undoing", "halfway", "undone"
    STATES = [(RUNNING, "正在导入"), (DONE, "已导入"), (FAILED, "中途停止")]
    STATES += [(UNDOING, "正在撤销"), (HALFWAY, "撤销了一部分"), (UNDONE, "已撤销")]
    AT_WORK = (RUNNING, UNDOING)

    id = Key(primary_key=True, default=new_key, editable=False)
    kind = models.CharField(max_length=16, default="roster")
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=8, choices=STATES, default=RUNNING)
    rows = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    report = PackedJSONField(null=True)
    area = models.ForeignKey("areas.Area", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Staff", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    written_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        "people.Staff", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    leaves_changed = models.BooleanField(default=False)
    left = models.JSONField(default=list)

    area_id: UUID | None
    objects: ClassVar[Any] = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.file_name} {self.started_at:%Y-%m-%d}"

    def state_at(self, now: datetime) -> str:
        """The state, one that has gone silent counted as stopped."""
        is_silent = self.state in self.AT_WORK and self.written_at <= now - SILENT_AFTER
        return (
            {self.RUNNING: self.FAILED, self.UNDOING: self.HALFWAY}[self.state] if is_silent else self.state
        )


class ImportBatch(models.Model):
    """What one transaction of an import wrote, in a form that undoes it; `until_event` is its last event.

    Undoing goes through its households in the order of their keys; `undone_to` is how far it has come.
    """

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="batches")
    ordinal = models.PositiveIntegerField()
    until_event = models.BigIntegerField()
    packed_journal = PackedJSONField()
    undone_to = Key(null=True)

    class Meta:
        ordering = ["ordinal"]
        constraints = [models.UniqueConstraint(fields=["run", "ordinal"], name="one_batch_of_an_ordinal")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.ordinal}"

    @property
    def journal(self) -> Journal:
        return Journal(**self.packed_journal)


class Upload(models.Model):
    """A file somebody handed in on a page. It is looked at first (`preview`) and then imported (`run`).

    Its bytes lie sealed in the home until they are imported or dropped; the workbook of refused rows
    (`refused_rows` of them) lies beside it until `cleared_at`.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    kind = models.CharField(max_length=16, default=ROSTER)
    file_name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    preview = PackedJSONField(null=True)
    refused_rows = models.PositiveIntegerField(default=0)
    run = models.OneToOneField(Import, null=True, on_delete=models.PROTECT, related_name="upload")
    dropped_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)

    objects = SeenByImporters.as_manager()

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_waiting(self) -> bool:
        """Whether the file is still there to be imported."""
        return self.run_id is None and self.dropped_at is None
