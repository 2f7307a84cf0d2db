"""Photos on their way in, piece by piece; a row goes as soon as its photo is whole, refused, or too old."""

from typing import Self

from django.db import models

from lianxin.ledger.keys import Key, new_key
from lianxin.people.vault import EncryptedBytesField
from lianxin.visits.models.sight import by_staff
from lianxin.visits.models.visits import Visit


class UploadQuerySet(models.QuerySet):
    def of(self, person: object) -> Self:
        return self.filter(staff=person)


class PhotoUpload(models.Model):
    """A photo of which `received` of `length` bytes are here. `sha256` names the whole, as the phone said."""

    id = Key(primary_key=True, default=new_key, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="photo_uploads")
    staff = by_staff(db_index=True)
    sha256 = models.BinaryField(max_length=32)
    length = models.PositiveIntegerField()
    received = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["begun_at", "id"]

    def __str__(self) -> str:
        return f"{self.received} of {self.length} bytes"


class PhotoPiece(models.Model):
    """Some bytes of a photo, beginning at `start`."""

    id = Key(primary_key=True, default=new_key, editable=False)
    upload = models.ForeignKey(PhotoUpload, on_delete=models.CASCADE, related_name="pieces", db_index=False)
    start = models.PositiveIntegerField()
    data = EncryptedBytesField()

    class Meta:
        ordering = ["start"]
        constraints = [models.UniqueConstraint(fields=["upload", "start"], name="piece_once_in_a_photo")]

    def __str__(self) -> str:
        return f"piece at {self.start}"
