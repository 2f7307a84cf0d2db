"""The ledger of complaints: each step under a seal that covers it and the one before.

The shared ledger is read by people who must not learn that there is a complaint at all, and numbers its
events one after the other, so that even an event nobody is shown would leave a gap. Steps lie here instead.
"""

import hashlib
import hmac
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from lianxin import keyring
from lianxin.problems.complaints.models import Complaint, Step
from lianxin.problems.complaints.vocabulary import StepKind

NO_SEAL = bytes(32)


def take(complaint: Complaint, kind: StepKind, *, by: Any = None, now: datetime, words: str = "") -> Step:
    """Write down one step; call it inside the action's transaction, with the complaint locked."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("a step needs the transaction of its action")
    last = Step.objects.filter(complaint=complaint).order_by("-number").first()
    step = Step(
        complaint=complaint,
        number=last.number + 1 if last else 1,
        kind=kind.value,
        at=now,
        by=by,
        level=complaint.level,
        words=words,
    )
    step.seal = seal_of(step, bytes(last.seal) if last else NO_SEAL)
    step.save(force_insert=True)
    return step


def seal_of(step: Step, before: bytes) -> bytes:
    """HMAC-SHA256 over what was said and the seal before; the words as they read, not as they are stored."""
    said = "|".join(
        (
            *(str(step.complaint_id), str(step.number), step.kind, step.at.astimezone(UTC).isoformat()),
            *(str(step.by_id or ""), step.level, hashlib.sha256(step.words.encode()).hexdigest()),
        )
    )
    return hmac.digest(sealing_key(), before + said.encode(), "sha256")


def sealing_key() -> bytes:
    """Its own use of the key that chains the ledger."""
    secret = keyring.read_key(settings.LIANXIN_HOME, "seal")
    return hmac.digest(secret, b"lianxin:complaints", "sha256")
