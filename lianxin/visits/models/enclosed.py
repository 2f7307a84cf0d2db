"""What may be enclosed with a visit where the district has switched it on: photos, and one position.

The row of a photo stays when its picture is removed: it says that there was one, and a phone that asks again
does not send it a second time.
"""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from lianxin.ledger.keys import Key, new_key
from lianxin.people.vault import EncryptedJSONField
from lianxin.visits.models.sight import SeenByPlace, by_staff, in_area, of_household
from lianxin.visits.models.visits import Visit


class Enclosed(SeenByPlace):
    def present(self) -> Self:
        """Those nobody has removed, and no time limit."""
        return self.filter(removed_at=None)

    def of(self, person: Any) -> Self:
        """Those a person himself enclosed."""
        return self.filter(staff=person)

    def received_before(self, moment: datetime) -> Self:
        return self.filter(received_at__lt=moment)


class Photo(models.Model):
    """A picture of a visit; the picture itself lies sealed on the disk (`visits.photos.keeping`).

    `sha256` is that of the bytes as the phone sent them, by which they are known again; `picture_sha256` that
    of what is kept, drawn anew without anything but the picture. `size` in bytes, `width` and `height` in
    pixels, of what is kept.
    """

    id = Key(primary_key=True, default=new_key, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="photos")
    household = of_household("photos", null=True)
    area = in_area()
    staff = by_staff()
    sha256 = models.BinaryField(max_length=32)
    picture_sha256 = models.BinaryField(max_length=32)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    backed_up_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = by_staff(null=True)

    objects = Enclosed.as_manager()

    class Meta:
        ordering = ["received_at", "id"]
        indexes = [
            models.Index(fields=["household", "received_at"], name="photo_household"),
            models.Index(fields=["staff", "received_at"], name="photo_staff"),
            models.Index(fields=["received_at"], condition=Q(removed_at=None), name="photo_to_expire"),
        ]

    def __str__(self) -> str:
        return f"photo of {self.visit_id}"


class Position(models.Model):
    """Where a cadre pressed "note the place", once: `spot` is [latitude, longitude] in degrees, rounded to
    about 100 m before it left the phone; None once it was removed. `accuracy_m` as the phone said."""

    id = Key(primary_key=True, default=new_key, editable=False)
    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="position")
    household = of_household(null=True)
    area = in_area()
    staff = by_staff()
    spot = EncryptedJSONField()
    accuracy_m = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    backed_up_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = by_staff(null=True)

    objects = Enclosed.as_manager()

    class Meta:
        ordering = ["received_at", "id"]
        indexes = [
            models.Index(fields=["received_at"], condition=Q(removed_at=None), name="position_to_expire")
        ]

    def __str__(self) -> str:
        return f"position of {self.visit_id}"
