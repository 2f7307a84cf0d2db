"""How the chain of seals stands: what it covers, whether the anchor agrees, and when it was last checked.

`chain_status` is quick enough for a page: it reads the ends of things. Only `check_chain` reads the whole
ledger; it writes what it found beside the anchor, outside the database, where a forger would need it too.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from lianxin.ledger.anchor import anchor_file, last_anchored
from lianxin.ledger.models import Block, Event
from lianxin.ledger.queue import waiting_events
from lianxin.ledger.seal import Break, check_ledger

Anchor = Literal["agrees", "missing", "disagrees", "nothing to anchor"]


@dataclass(frozen=True, slots=True)
class Check:
    """A look at the whole chain: when, how many blocks up to which event, and how many breaks it found."""

    at: datetime
    blocks: int
    last_event: int
    breaks: int


@dataclass(frozen=True, slots=True)
class ChainStatus:
    """`last_event` is the newest event under a seal and `sealed_at` when it got there; 0 and None before the
    first. `unsealed` events are newer, at most a minute's; `waiting` ones have not been handed on.
    """

    blocks: int
    last_event: int
    sealed_at: datetime | None
    unsealed: int
    waiting: int
    anchor: Anchor
    checked: Check | None

    @property
    def is_sound(self) -> bool:
        """Whether nothing speaks against the chain; says nothing about how long ago it was read whole."""
        return self.anchor in ("agrees", "nothing to anchor") and not (self.checked and self.checked.breaks)


def chain_status() -> ChainStatus:
    """How the chain stands now. Compares the newest seal with the anchor, and no other."""
    last = Block.objects.order_by("-number").first()
    sealed_to = last.last_event_id if last else 0
    return ChainStatus(
        blocks=last.number if last else 0,
        last_event=sealed_to,
        sealed_at=last.sealed_at if last else None,
        unsealed=Event.objects.filter(pk__gt=sealed_to).count(),
        waiting=waiting_events(),
        anchor=_compare(last, last_anchored()),
        checked=last_check(),
    )


def check_chain(*, now: datetime, progress: Callable[[int, int], None] | None = None) -> list[Break]:
    """Read the whole ledger, note when that was and what came of it, and return every break."""
    last = Block.objects.order_by("-number").first()
    breaks = check_ledger(progress)
    found = {
        "at": now.isoformat(),
        "blocks": last.number if last else 0,
        "last_event": last.last_event_id if last else 0,
        "breaks": len(breaks),
    }
    path = _checks_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(found), "utf-8")
    os.replace(beside, path)
    return breaks


def last_check() -> Check | None:
    """The last time somebody had the whole chain read; None when nobody did, or the note is unreadable."""
    try:
        found = json.loads(_checks_file().read_text("utf-8"))
        return Check(**found | {"at": datetime.fromisoformat(found["at"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _checks_file() -> Path:
    return anchor_file().with_name("checked.json")


def _compare(last: Block | None, anchored: dict[str, Any] | None) -> Anchor:
    if last is None:
        return "disagrees" if anchored else "nothing to anchor"
    if anchored is None:
        return "missing"
    same = (anchored.get("block"), anchored.get("seal")) == (last.number, bytes(last.seal).hex())
    return "agrees" if same else "disagrees"
