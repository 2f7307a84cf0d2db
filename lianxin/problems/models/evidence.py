"""Files that show what was said of a problem: photos drawn anew, documents as they came."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from lianxin.ledger.keys import Key, new_key
from lianxin.people.vault import EncryptedTextField
from lianxin.problems.evidence.kinds import EvidenceKind
from lianxin.problems.models.sight import SeenWithProblem, by_staff, of_problem


class EvidenceQuerySet(SeenWithProblem):
    def present(self) -> Self:
        """Those nobody has removed, and no time limit."""
        return self.filter(removed_at=None)

    def photos(self) -> Self:
        return self.filter(kind=EvidenceKind.PHOTO.value)

    def of_ended_before(self, moment: datetime) -> Self:
        """Those whose problem has ended, and did so before a moment."""
        return self.filter(problem__ended_at__lt=moment)


class Evidence(models.Model):
    """A file handed in with a step; the file itself lies sealed on the disk (`problems.evidence.keeping`).

    `step` is the noun of the step, `name` the file's as handed in. `sha256` is that of the bytes handed in,
    by which the same file is known again within its problem; `kept_sha256` that of what is kept. `size` in
    bytes, width and height in points. `is_for_household`: somebody said that the home may see this photo.
    When it is removed the row stays, and its name goes.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    problem = of_problem("evidence")
    step = models.CharField(max_length=20)
    kind = models.CharField(max_length=10, choices=[(one.value, one.zh) for one in EvidenceKind])
    name = EncryptedTextField()
    sha256 = models.BinaryField(max_length=32)
    kept_sha256 = models.BinaryField(max_length=32)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    is_for_household = models.BooleanField(default=False)
    attached_at = models.DateTimeField()
    attached_by = by_staff()
    removed_at = models.DateTimeField(null=True)
    removed_by = by_staff()

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["attached_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["problem", "sha256"], condition=Q(removed_at=None), name="evidence_once_in_a_problem"
            ),
            models.CheckConstraint(
                condition=Q(is_for_household=False) | Q(kind=EvidenceKind.PHOTO.value),
                name="only_photos_for_a_household",
            ),
        ]
        indexes = [models.Index(fields=["problem", "attached_at"], name="evidence_problem")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.problem_id}"

    @property
    def is_photo(self) -> bool:
        return self.kind == EvidenceKind.PHOTO

    def access_areas(self) -> list[Any]:
        """Where its problem lies, for `people.access`."""
        return self.problem.access_areas()

    def in_care_of(self, verb: str) -> tuple[UUID | None, ...]:
        return self.problem.in_care_of(verb)
