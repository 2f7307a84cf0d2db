"""Which cards work: opened by token or code, ended by a newer one or by the office, wrong codes counted."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal
from uuid import UUID

from django.db import transaction

from lianxin.ledger import models as ledger
from lianxin.ledger.actions import record
from lianxin.registry.models import Household
from lianxin.visits.actions import end_left_cards
from lianxin.visits.models import Card as LeftCard
from lianxin.voice.actions.printing import code_digest, token_digest
from lianxin.voice.actions.refusals import VoiceRefused
from lianxin.voice.models import Card, DigitTries
from lianxin.voice.rules import NAME_LENGTH, is_burnt
from lianxin.voice.vocabulary import CardEnd


@dataclass(frozen=True, slots=True)
class Opened:
    """A card that works, and whose it is. `kind`: printed by the office, or left by a phone."""

    kind: Literal["printed", "left"]
    key: UUID
    household: UUID


@transaction.atomic
def open_by_token(token: str, *, now: datetime) -> Opened | None:
    """The card whose picture says this; None where there is none, or it does not work any more."""
    card = Card.objects.working().select_for_update().filter(token_digest=token_digest(token)).first()
    if card is not None:
        return _opened(card, now)
    digest = sha256(token.encode()).digest()
    left = LeftCard.objects.filter(token_hash=digest, ended_at=None).first()
    return Opened("left", left.pk, left.household_id) if left else None


@transaction.atomic
def open_by_code(code: str, *, now: datetime) -> Opened | None:
    """The card of a short code that has no slip in it (`rules.read_code`); None for every other.

    A wrong code is counted on the card whose name it begins with; from the fifth on that card's code is
    burnt, and the right one opens nothing any more. From where it was tried plays no part.
    """
    card = Card.objects.working().select_for_update().filter(name=code[:NAME_LENGTH]).first()
    if card is None or card.burnt_at is not None:
        return None
    if hmac.compare_digest(bytes(card.code_digest), code_digest(code)):
        card.wrong_tries = 0
        card.save(update_fields=["wrong_tries"])
        return _opened(card, now)
    card.wrong_tries += 1
    card.burnt_at = now if is_burnt(card.wrong_tries) else None
    card.save(update_fields=["wrong_tries", "burnt_at"])
    if card.burnt_at:
        record(kind="card.burnt", actor=None, now=now, **_about(card.household))
    return None


def still_works(kind: str, key: UUID) -> UUID | None:
    """The household of a card that was opened before, or None once it does not work any more."""
    table = Card if kind == "printed" else LeftCard
    return table.objects.filter(pk=key, ended_at=None).values_list("household", flat=True).first()


@transaction.atomic
def revoke_cards(household: Household, *, actor: Any, now: datetime) -> int:
    """End every card of a household at once, lost or in wrong hands; returns how many.

    Raises VoiceRefused: no-card.
    """
    ended = _end(Card.objects.working().filter(household=household), CardEnd.REVOKED, actor, now)
    ended += end_left_cards(household, now=now)
    if not ended:
        raise VoiceRefused("no-card")
    DigitTries.objects.filter(household=household).delete()
    record(kind="card.revoked", actor=actor, now=now, after={"cards": ended}, **_about(household))
    return ended


@transaction.atomic
def end_printed(events: Sequence[ledger.Event], *, now: datetime) -> int:
    """A phone left a card (`card.left`): the printed ones from before do not work any more."""
    homes = {event.subject_id for event in events}
    moments = {event.subject_id: event.at for event in events}
    rows = Card.objects.working().filter(household__in=homes).select_related("batch")
    old = [card.pk for card in rows if (card.batch.made_at or now) <= moments[card.household_id]]
    return _end(Card.objects.filter(pk__in=old), CardEnd.RENEWED, None, now)


def _opened(card: Card, now: datetime) -> Opened:
    """The first opening of a card ends those it takes the place of."""
    if card.opened_at is None:
        card.opened_at = now
        card.save(update_fields=["opened_at"])
        older = Card.objects.working().filter(household=card.household_id, id__lt=card.pk)
        ended = _end(older, CardEnd.RENEWED, None, now)
        ended += end_left_cards(card.household, now=now)
        after = {"renewed": ended} if ended else {}
        record(kind="card.opened", actor=None, now=now, after=after, **_about(card.household))
    return Opened("printed", card.pk, card.household_id)


def _end(cards: Any, why: CardEnd, actor: Any, now: datetime) -> int:
    return cards.update(ended_at=now, ended_by=actor, end=why.value)


def _about(household: Household) -> dict[str, Any]:
    return {"subject": ("household", household.pk), "area": household.area_id}
