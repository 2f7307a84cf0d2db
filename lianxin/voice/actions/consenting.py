"""A household agrees, refuses, takes back; from then on it holds."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.ledger.actions import record
from lianxin.registry.models import Household
from lianxin.visits.actions import remove_photo, remove_position
from lianxin.visits.models import Photo, Position
from lianxin.voice.consents import holds
from lianxin.voice.models import Consent
from lianxin.voice.vocabulary import Purpose
from lianxin.voice.wordings import wording_of

REASON = "这一户收回了同意"


@transaction.atomic
def give_consent(household: Household, purpose: Purpose, *, actor: Any, now: datetime) -> None:
    """Note that a household agrees, and to which words; once is enough."""
    _made, is_new = Consent.objects.get_or_create(
        household=household,
        purpose=purpose.value,
        withdrawn_at=None,
        defaults={"given_at": now, "wording": wording_of(purpose).version},
    )
    if is_new:
        _tell("consent.given", household, purpose, actor, now)


@transaction.atomic
def withdraw_consent(household: Household, purpose: Purpose, *, actor: Any, now: datetime) -> None:
    """Take it back, as easily as it was given, or refuse what is asked each time; it holds from now on.

    What rested on it goes: photos of visits, and places (个人信息保护法 article 47).
    """
    standing = Consent.objects.filter(household=household, purpose=purpose.value, withdrawn_at=None)
    if not standing.update(withdrawn_at=now):
        if not holds(household, purpose):
            return
        said = {"purpose": purpose.value, "wording": wording_of(purpose).version}
        Consent.objects.create(household=household, withdrawn_at=now, **said)
    _tell("consent.withdrawn", household, purpose, actor, now)
    if purpose is Purpose.PHOTOS:
        remove_photos(household, reason=REASON, actor=actor, now=now)
    if purpose is Purpose.PLACE:
        remove_places(household, reason=REASON, actor=actor, now=now)


def remove_photos(household: Household, *, reason: str, actor: Any, now: datetime) -> int:
    """Remove every photo of a household's visits that is still here; returns how many."""
    found = list(Photo.objects.present().filter(visit__household=household))
    for one in found:
        remove_photo(one, reason=reason, actor=actor, now=now)
    return len(found)


def remove_places(household: Household, *, reason: str, actor: Any, now: datetime) -> int:
    """Remove every place noted at a household's visits that is still here; returns how many."""
    found = list(Position.objects.present().filter(visit__household=household))
    for one in found:
        remove_position(one, reason=reason, actor=actor, now=now)
    return len(found)


def _tell(kind: str, household: Household, purpose: Purpose, actor: Any, now: datetime) -> None:
    about: Any = ("household", household.pk)
    after = {"purpose": purpose.value, "wording": wording_of(purpose).version}
    record(kind=kind, actor=actor, now=now, subject=about, area=household.area_id, after=after)
