"""Sealing the ledger: runs of events under chained HMACs, and an anchor outside the database.

A block's seal is HMAC-SHA256(key, number | last event | count | moment | previous seal | SHA-256 of events).
The last seals are also appended to `LIANXIN_HOME/anchors/ledger.jsonl`; whoever can write the database but
not that file cannot cut the end off unseen. Events newer than the last block are not covered yet: the
worker seals every minute, and every command seals before it ends.

What is sealed is what was said, not how it is stored: typed words are opened before they are hashed. A seal
therefore outlives a change of cipher or key, and those made when words still stood in clear hold on.
"""

import hashlib
import hmac
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

from django.conf import settings
from django.db import connection, transaction

from lianxin import keyring
from lianxin.cipher import VaultError
from lianxin.databases.reading import AsStored, raw_rows
from lianxin.ledger.anchor import anchor_file, anchored, write_anchor
from lianxin.ledger.keys import key_of
from lianxin.ledger.models import Block, Event, EventQuerySet, opened

BLOCK_EVENTS = 5000
NO_SEAL = bytes(32)
LENGTH = struct.Struct(">I")
EventRow: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True)
class Break:
    """One place where the ledger does not agree with its seals. `block` is 0 for the anchor file."""

    block: int
    code: str
    message: str


def seal_ledger(*, now: datetime) -> int:
    """Seal every event that no block covers yet; returns how many events were sealed."""
    key = keyring.read_key(settings.LIANXIN_HOME, "seal")
    sealed: list[Block] = []
    with transaction.atomic():
        _wait_for_writers()
        last = Block.objects.order_by("-number").first()
        while True:
            after = last.last_event_id if last else 0
            events = list(raw_rows(_rows(Event.objects.filter(id__gt=after))[:BLOCK_EVENTS]))
            if not events:
                break
            number = last.number + 1 if last else 1
            previous = bytes(last.seal) if last else NO_SEAL
            last = Block(number=number, last_event_id=events[-1][0], events=len(events), sealed_at=now)
            last.seal = _seal(key, last, previous, events)
            last.save(force_insert=True)
            sealed.append(last)
    _write_anchor(sealed)
    return sum(block.events for block in sealed)


def check_ledger(progress: Callable[[int, int], None] | None = None) -> list[Break]:
    """Read the whole ledger and return every disagreement with its seals; empty means it is whole.

    `progress` is called with (blocks read, blocks in all) after each block.
    """
    key = keyring.read_key(settings.LIANXIN_HOME, "seal")
    lines = anchored()  # before the blocks: whoever seals while they are read adds to both
    breaks: list[Break] = []
    after, previous, number = 0, NO_SEAL, 0
    seals: dict[int, str] = {}
    blocks = Block.objects.count()
    for block in Block.objects.order_by("number").iterator():
        number += 1
        seals[block.number] = bytes(block.seal).hex()
        if block.number != number:
            breaks.append(Break(number, "block-missing", f"Block {number} is missing."))
            number = block.number
        events = Event.objects.filter(id__gt=after, id__lte=block.last_event_id)
        seal = _seal(key, block, previous, raw_rows(_rows(events)))
        if not hmac.compare_digest(seal, bytes(block.seal)):
            text = f"Block {block.number} (events {after + 1} to {block.last_event_id}) was changed."
            breaks.append(Break(block.number, "block-changed", text))
        after, previous = block.last_event_id, bytes(block.seal)
        if progress:
            progress(len(seals), blocks)
    return breaks + _check_anchor(seals, lines)


def _check_anchor(seals: dict[int, str], lines: list[dict[str, Any]] | None) -> list[Break]:
    """Each line counts, an earlier one about the same block no less than a later."""
    breaks = []
    for number, seal in {(line.get("block", 0), line.get("seal")): None for line in lines or ()}:
        if not number:
            breaks.append(Break(0, "anchor-unreadable", "A line of the anchor file cannot be read."))
        elif seals.get(number) != seal:
            text = f"Block {number} is not the one that was anchored, or is gone."
            breaks.append(Break(0, "anchor-disagrees", text))
    if seals and not lines:
        breaks.append(Break(0, "anchor-missing", f"The anchor file {anchor_file().name} is missing."))
    return breaks


def _rows(events: EventQuerySet) -> EventQuerySet:
    """The events as tuples of what is sealed, to be read raw: a district has hundreds of thousands."""
    return events.values_list(
        *("id", "kind", AsStored("at"), "actor_id", "subject_kind", "subject_id", "area_id"),
        *("before_json", "after_json", "cause", "words"),
    )


def _seal(key: bytes, block: Block, previous: bytes, events: Iterable[EventRow]) -> bytes:
    digest, part = hashlib.sha256(), _Parts()
    read = 0
    for event in events:
        digest.update(_canonical(event, part))
        read += 1
    moment = block.sealed_at.astimezone(UTC).isoformat().encode()
    head = struct.pack(">QQQQ", block.number, block.last_event_id, block.events, read)
    return hmac.new(key, head + moment + previous + digest.digest(), hashlib.sha256).digest()


class _Parts(dict[Any, bytes]):
    """What many events of a block have in common, as bytes behind their length: names, moments and keys, the
    latter two as either database gives them."""

    def __missing__(self, value: Any) -> bytes:
        if isinstance(value, bytes):
            text = str(key_of(value))
        elif isinstance(value, datetime):
            text = value.isoformat()
        else:
            text = str(value)
        self[value] = part = _part(text)
        return part


def _canonical(event: EventRow, part: _Parts) -> bytes:
    """The event as bytes: each part behind its length, so that no two events look alike."""
    number, kind, at, actor, subject_kind, subject, area, before, after, cause, words = event
    if isinstance(at, str):  # SQLite: as Django writes it, in UTC
        at = f"{at[:10]}T{at[11:]}+00:00"
    why = part[cause] if cause or not words else _part(_said(words))
    return b"".join((
        _part(str(number)), part[kind], part[at], part[actor], part[subject_kind],
        part[subject], part[area], _part(before), _part(after), why,
    ))  # fmt: skip


def _part(text: str) -> bytes:
    encoded = text.encode("utf-8", "surrogatepass")
    return LENGTH.pack(len(encoded)) + encoded


def _said(words: bytes) -> str:
    """What was typed. Words that do not open count as what is stored: one altered value breaks the seal it
    is under, and keeps nobody from sealing what comes after it.
    """
    try:
        return opened(words)
    except VaultError:
        return f"unreadable {bytes(words).hex()}"


def _wait_for_writers() -> None:
    """On PostgreSQL, numbers are given before commit: wait until no writer can still fill a gap."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE ledger_event IN SHARE ROW EXCLUSIVE MODE")


def _write_anchor(sealed: Iterable[Block]) -> None:
    if sealed or anchor_file().exists():
        write_anchor(sealed, lambda number: Block.objects.filter(number__gt=number).order_by("number"))
