"""A list that somebody took out of the system: of what, which ones, what for, and whether it was fetched."""

from collections.abc import Iterable, Sequence
from typing import Any, Self
from uuid import UUID

from django.db import models

from lianxin.exports.vocabulary import Form, Purpose
from lianxin.ledger.keys import Key, new_key


class ExportQuerySet(models.QuerySet):
    def of(self, person: Any) -> Self:
        """What a person asked for himself: nobody fetches another's list."""
        return self.filter(by=person)


class Export(models.Model):
    """`keys` are the households or problems (`kind`) that were chosen, sixteen bytes each, in the order of
    the list.

    `rows` is how many were written: those that the person still saw then. The file lies sealed on the disk
    until it is cleared away.
    """

    HOUSEHOLDS, PROBLEMS = "households", "problems"
    KINDS = [(HOUSEHOLDS, "户情"), (PROBLEMS, "问题")]

    id = Key(primary_key=True, default=new_key, editable=False)
    by = models.ForeignKey("people.Staff", null=True, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=KINDS, default=HOUSEHOLDS)
    keys = models.BinaryField()
    chosen = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    purpose = models.CharField(max_length=12, choices=[(one.value, one.zh) for one in Purpose], default="")
    form = models.CharField(max_length=4, choices=[(one.value, one.value) for one in Form], default="xlsx")
    lang = models.CharField(max_length=2, default="zh")
    rows = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["by", "-asked_at"], name="export_by")]

    def __str__(self) -> str:
        return f"{self.chosen} {self.kind}"

    @property
    def things(self) -> list[UUID]:
        """The keys of what was chosen."""
        packed = bytes(self.keys)
        return [UUID(bytes=packed[at : at + 16]) for at in range(0, len(packed), 16)]


def packed(keys: Iterable[UUID] | Sequence[UUID]) -> bytes:
    """Keys as one run of bytes."""
    return b"".join(key.bytes for key in keys)
