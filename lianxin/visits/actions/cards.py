"""The card that is left with a home: the newest one counts, in whatever order they are told of."""

from datetime import datetime
from uuid import UUID

from lianxin.databases.inserting import insert_many
from lianxin.databases.updating import update_rows
from lianxin.ledger.actions import Note
from lianxin.ledger.keys import new_key
from lianxin.registry.models import Household
from lianxin.visits.actions.told import Refused, Told
from lianxin.visits.models import Card


def take_cards(told: list[Told]) -> list[Note]:
    """Write cards down; of each home all but the newest are ended. Raises Refused: card-known."""
    hashes = {bytes.fromhex(one.payload.token_sha256) for one in told}
    known = {bytes(card.token_hash): card.op_id for card in Card.objects.filter(token_hash__in=hashes)}
    new: dict[bytes, Card] = {}
    notes = []
    for one in told:
        digest = bytes.fromhex(one.payload.token_sha256)
        if known.get(digest) == one.op_id:
            continue
        if one.household_id is None:
            raise Refused(one.op_id, "no-household")
        if digest in known or digest in new:
            raise Refused(one.op_id, "card-known")
        new[digest] = Card(
            id=new_key(),
            op_id=one.op_id,
            household_id=one.household_id,
            token_hash=digest,
            left_at=one.captured_at,
            left_by_id=one.staff_id,
        )
        notes.append(Note("card.left", "household", one.household_id, one.area_id, actor_id=one.staff_id))
    _end_older_ones(list(new.values()))
    insert_many(list(new.values()))
    return notes


def end_left_cards(household: Household, *, now: datetime) -> int:
    """End the card a phone left with a home, because another took its place or it was lost; returns how many.
    Whoever calls it tells the ledger why."""
    return Card.objects.filter(household=household, ended_at=None).update(ended_at=now)


def _end_older_ones(new: list[Card]) -> None:
    homes: dict[UUID, list[Card]] = {}
    standing = Card.objects.filter(household__among=[card.household_id for card in new], ended_at=None)
    for card in [*standing, *new]:
        homes.setdefault(card.household_id, []).append(card)
    ended = []
    for cards in homes.values():
        *older, newest = sorted(cards, key=lambda card: (card.left_at, card.op_id))
        for card in older:
            card.ended_at = newest.left_at
            if not card._state.adding:
                ended.append((card.pk, card.ended_at))
    update_rows(Card, ["ended_at"], ended)
