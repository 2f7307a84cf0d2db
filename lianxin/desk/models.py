"""What belongs to the pages themselves: filters kept under a name, and what was done to many at once."""

from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from lianxin.ledger.keys import Key, new_key
from lianxin.people.vault import EncryptedJSONField


class SavedViewQuerySet(models.QuerySet):
    def for_person(self, person: Any, areas: Any) -> Self:
        """His own, and those shared with one of the areas his posts lie in or under."""
        return self.filter(removed_at=None).filter(Q(by=person) | Q(shared_with__in=areas))


class SavedView(models.Model):
    """The filters of a list (households, or problems: `list`) under a name: codes only, never a name or a
    number of anybody.

    `shared_with` is the area whose staff see it too; None: nobody but its author.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=20)
    query = models.JSONField(default=dict)
    shared_with = models.ForeignKey("areas.Area", null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "name"], condition=Q(removed_at=None), name="saved_view_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class DeedQuerySet(models.QuerySet):
    def of(self, person: Any) -> Self:
        return self.filter(by=person)

    def of_households(self) -> Self:
        return self.exclude(kind=Deed.DISPATCH)

    def of_problems(self) -> Self:
        return self.filter(kind=Deed.DISPATCH)

    def done(self) -> Self:
        return self.exclude(done_at=None)

    def standing(self) -> Self:
        """Done and not taken back."""
        return self.done().filter(undone_at=None)


class Deed(models.Model):
    """Something done to several households or problems at once: proposed, looked at, carried out, perhaps
    taken back.

    `keys` are the households, or the problems of a dispatch, sixteen bytes each. `values` is what the person
    filled in (ciphertext: they may be anybody's words). `outcome` has the keys of what came of it (`made`:
    events, reviews, or the problems themselves) and how many were left out, by reason (`refused`).
    """

    REVIEW, PLACE, DISPATCH = "review", "place", "dispatch"
    KINDS = [(REVIEW, "请求复核"), (PLACE, "更正村组"), (DISPATCH, "交办问题")]

    id = Key(primary_key=True, default=new_key, editable=False)
    kind = models.CharField(max_length=8, choices=KINDS)
    by = models.ForeignKey("people.Staff", on_delete=models.PROTECT, related_name="+")
    keys = models.BinaryField()
    chosen = models.PositiveIntegerField()
    values = EncryptedJSONField()
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    outcome = models.JSONField(default=dict)

    objects = DeedQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["by", "-done_at"], name="deed_by")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.chosen}"

    @property
    def things(self) -> list[UUID]:
        """The keys of what was chosen, in the order of the list."""
        packed = bytes(self.keys)
        return [UUID(bytes=packed[at : at + 16]) for at in range(0, len(packed), 16)]

    @property
    def made(self) -> int:
        """How many it was done to."""
        return len(self.outcome.get("made", []))

    @property
    def refused(self) -> dict[str, int]:
        """How many were left out, by the code of the reason."""
        return dict(self.outcome.get("refused", {}))
