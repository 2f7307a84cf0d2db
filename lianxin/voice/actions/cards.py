"""Which cards work: found by token, opened by code, ended by a newer one or by the office."""

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
from lianxin.voice.actions.trying import let_pass, tries_from
from lianxin.voice.models import Card, DigitTries
from lianxin.voice.rules import NAME_LENGTH, TRIES, TRIES_OF_ALL, code_wait
from lianxin.voice.vocabulary import CardEnd


@dataclass(frozen=True, slots=True)
class Opened:
    """A card that works, and whose it is. `kind`: printed by the office, or left by a phone. `is_new`: it has
    yet to be opened, see `note_opening`."""

    kind: Literal["printed", "left"]
    key: UUID
    household: UUID
    is_new: bool = False


def card_of(token: str) -> Opened | None:
    """The card whose picture says this; None where there is none, or it does not work any more.

    Nothing is written: an address may be fetched by whatever shows a preview of it.
    """
    card = Card.objects.working().filter(token_digest=token_digest(token)).first()
    if card is not None:
        return _opened(card)
    digest = sha256(token.encode()).digest()
    left = LeftCard.objects.filter(token_hash=digest, ended_at=None).first()
    return Opened("left", left.pk, left.household_id) if left else None


@transaction.atomic
def open_by_code(code: str, *, source: str, now: datetime) -> Opened | None:
    """The card of a short code that has no slip in it (`rules.read_code`); None for every other.

    A wrong code is counted for the card whose name it begins with and `source`, the address it came from, and
    for the card from everywhere. During a wait nothing is compared and nothing counted. Raises CodeWait.
    """
    tries = tries_from(code, source, now)
    let_pass(code_wait(tries.wrong, tries.last_at, TRIES), now)
    card = Card.objects.working().select_for_update().filter(name=code[:NAME_LENGTH]).first()
    if card is not None:
        let_pass(code_wait(card.wrong_tries, card.tried_at, TRIES_OF_ALL), now)
        if hmac.compare_digest(bytes(card.code_digest), code_digest(code)):
            tries.delete()
            card.wrong_tries = 0
            card.save(update_fields=["wrong_tries"])
            note_opening(card.pk, now=now)
            return Opened("printed", card.pk, card.household_id)
        _count(card, now)
    tries.wrong += 1
    tries.last_at = now
    tries.save(update_fields=["wrong", "last_at"])
    return None


@transaction.atomic
def note_opening(key: UUID, *, now: datetime) -> None:
    """Somebody sees the page of a printed card for the first time: the cards it takes the place of end."""
    card = Card.objects.working().select_for_update().filter(pk=key, opened_at=None).first()
    if card is None:
        return
    card.opened_at = now
    card.save(update_fields=["opened_at"])
    older = Card.objects.working().filter(household=card.household_id, id__lt=card.pk)
    ended = _end(older, CardEnd.RENEWED, None, now)
    ended += end_left_cards(card.household, now=now)
    after = {"renewed": ended} if ended else {}
    record(kind="card.opened", actor=None, now=now, after=after, **_about(card.household))


def still_works(kind: str, key: UUID) -> Opened | None:
    """A card that was found before, or None once it does not work any more."""
    if kind == "printed":
        card = Card.objects.working().filter(pk=key).first()
        return _opened(card) if card else None
    left = LeftCard.objects.filter(pk=key, ended_at=None).first()
    return Opened("left", left.pk, left.household_id) if left else None


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


def _opened(card: Card) -> Opened:
    return Opened("printed", card.pk, card.household_id, card.opened_at is None)


def _count(card: Card, now: datetime) -> None:
    """One more wrong code, from wherever; the office is told when from then on every address waits."""
    card.wrong_tries += 1
    card.tried_at = now
    card.save(update_fields=["wrong_tries", "tried_at"])
    if card.wrong_tries == TRIES_OF_ALL:
        record(kind="card.guessed", actor=None, now=now, **_about(card.household))


def _end(cards: Any, why: CardEnd, actor: Any, now: datetime) -> int:
    return cards.update(ended_at=now, ended_by=actor, end=why.value)


def _about(household: Household) -> dict[str, Any]:
    return {"subject": ("household", household.pk), "area": household.area_id}
