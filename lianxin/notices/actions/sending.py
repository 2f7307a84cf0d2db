"""What became of each message that was to go outside."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from lianxin.ledger.actions import record
from lianxin.ledger.keys import new_key
from lianxin.notices.models import Delivery
from lianxin.notices.rules import next_try
from lianxin.notices.vocabulary import State, Trouble
from lianxin.work.actions import ask_for

KIND = "notices.send"
OUTBOX = UUID("0f6a7c1e-52a4-5b0f-9a65-6b8b3d1c7e21")
"""What the work is about: all that waits, so that it is asked for once."""


def ask_to_send(*, now: datetime) -> bool:
    """Leave work for the worker when a message is due; `tick` asks, so that a failed one is tried again."""
    if not Delivery.objects.due(now).exists():
        return False
    ask_for(KIND, subject_id=OUTBOX, actor=None, now=now)
    return True


@transaction.atomic
def note_sent(delivery: Delivery, *, now: datetime) -> None:
    delivery.state, delivery.sent_at, delivery.trouble = State.SENT.value, now, ""
    delivery.tries += 1
    delivery.save(update_fields=["state", "sent_at", "trouble", "tries"])


@transaction.atomic
def note_failed(delivery: Delivery, trouble: Trouble, *, now: datetime, is_final: bool = False) -> None:
    """Try again later, with growing pauses, or give it up."""
    delivery.tries += 1
    delivery.trouble = trouble.value
    again = None if is_final else next_try(delivery.tries, now)
    delivery.next_try_at = again or now
    delivery.state = State.WAITING.value if again else State.FAILED.value
    delivery.save(update_fields=["state", "next_try_at", "trouble", "tries"])


@transaction.atomic
def note_tally(tally: dict[str, int], *, now: datetime) -> None:
    """Tell the ledger what one round of sending came to: how many by which way, how many were given up."""
    record(kind="notices.sent", actor=None, now=now, subject=("notices", new_key()), after=tally)
