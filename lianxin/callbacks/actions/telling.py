"""What the ledger is told of call-backs."""

from datetime import datetime
from typing import Any

from lianxin.callbacks.models import Round
from lianxin.ledger.actions import record


def note(kind: str, made: Round, actor: Any, now: datetime, after: dict[str, Any]) -> None:
    """Record an event about the round: none may lead a reader from a home to its call."""
    about: Any = ("round", made.pk)
    record(kind=kind, actor=actor, now=now, subject=about, area=made.area_id, after=after)
