"""What was enclosed with visits, as pages show it: photos as thumbnails, the place as words."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms import Plain
from lianxin.people.access import may
from lianxin.registry.models import Household
from lianxin.visits.models import Photo, Position, Visit

LATEST = 6
"""Photos on the page of a household."""


class RemovalForm(Plain):
    """Why a photo or a position is removed; it stays in the ledger."""

    reason = forms.CharField(label=_("为什么删"), max_length=200)


@dataclass(frozen=True, slots=True)
class Enclosed:
    """`removed`: how many photos there were and are no more. `position` is None where none was noted; its
    `spot` is None once it was removed."""

    photos: list[Photo]
    removed: int
    position: Position | None
    may_remove: bool

    @property
    def is_empty(self) -> bool:
        return not (self.photos or self.removed or self.position)

    @property
    def place(self) -> str:
        """`32.685, 109.029`, latitude first."""
        spot = self.position.spot if self.position else None
        return ", ".join(f"{degrees:.3f}" for degrees in spot) if spot else ""


def enclosed_with(visit: Visit, person: Any) -> Enclosed:
    """What a person who sees the visit sees with it."""
    photos = list(visit.photos.all())
    present = [one for one in photos if one.removed_at is None]
    position = Position.objects.filter(visit=visit).first()
    is_editor = may(person, "household.edit", visit)
    return Enclosed(present, len(photos) - len(present), position, is_editor)


def photos_of(household: Household) -> list[Photo]:
    """The latest photos of a home that the person sees, the newest first."""
    present = Photo.objects.present().filter(household=household)
    return list(present.select_related("visit").order_by("-received_at", "-pk")[:LATEST])
