"""What becomes of each message that is to go outside.

It is claimed before it is sent, and the claim is on the disk: of two processes one sends it, and one that was
being sent when its process died is not sent again, since nobody knows whether it went.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from lianxin.ledger.actions import record
from lianxin.ledger.keys import new_key
from lianxin.notices.actions.refusals import NoticesRefused
from lianxin.notices.models import Delivery
from lianxin.notices.rules import next_try
from lianxin.notices.vocabulary import State, Trouble

STALE = timedelta(hours=6)
"""What a digest counts is too old after that: the next one counts anew."""
LONGEST = timedelta(minutes=5)
"""Longer than this nobody is at one message: its process is gone."""


def claim(delivery: Delivery, *, now: datetime) -> bool:
    """Take a message that is due, to send it; False when somebody else has. Counts as a try."""
    due = Delivery.objects.due(now).filter(pk=delivery.pk)
    if not due.update(state=State.SENDING.value, next_try_at=now, tries=F("tries") + 1):
        return False
    delivery.refresh_from_db(fields=["state", "next_try_at", "tries"])
    return True


def give_up_unclear(*, now: datetime) -> int:
    """Give up what was being sent when its process died; returns how many. The administrator sees them."""
    lost = Delivery.objects.filter(state=State.SENDING.value, next_try_at__lt=now - LONGEST)
    return lost.update(state=State.FAILED.value, trouble=Trouble.UNCLEAR.value)


def messages_due(*, now: datetime) -> int:
    """How many messages wait for their turn."""
    return Delivery.objects.due(now).count()


@transaction.atomic
def note_sent(delivery: Delivery, *, now: datetime) -> None:
    delivery.state, delivery.sent_at, delivery.trouble = State.SENT.value, now, ""
    delivery.save(update_fields=["state", "sent_at", "trouble"])


@transaction.atomic
def note_failed(delivery: Delivery, trouble: Trouble, *, now: datetime, is_final: bool = False) -> None:
    """Try again later, with growing pauses, or give it up."""
    delivery.trouble = trouble.value
    again = None if is_final else next_try(delivery.tries, now)
    delivery.next_try_at = again or now
    delivery.state = State.WAITING.value if again else State.FAILED.value
    delivery.save(update_fields=["state", "next_try_at", "trouble"])


@transaction.atomic
def send_again(delivery: Delivery, *, actor: Any, now: datetime) -> Delivery:
    """Send what may not have arrived once more: somebody looked and wants it so. Raises NoticesRefused:
    not-unclear, ended, too-old."""
    found = Delivery.objects.select_for_update(of=("self",)).select_related("channel").get(pk=delivery.pk)
    if found.state != State.FAILED.value or found.trouble != Trouble.UNCLEAR.value:
        raise NoticesRefused("not-unclear")
    if found.channel is not None and found.channel.ended_at is not None:
        raise NoticesRefused("ended")
    if now - found.made_at > STALE:
        raise NoticesRefused("too-old")
    found.state, found.next_try_at, found.trouble = State.WAITING.value, now, ""
    found.save(update_fields=["state", "next_try_at", "trouble"])
    area = found.channel.area_id if found.channel else None
    after = {"vendor": found.channel.vendor, "name": found.channel.name} if found.channel else {}
    record(kind="notices.sent_again", actor=actor, now=now, subject=found, area=area, after=after)
    return found


@transaction.atomic
def note_tally(tally: dict[str, int], *, now: datetime) -> None:
    """Tell the ledger what one round of sending came to: how many by which way, how many were given up."""
    record(kind="notices.sent", actor=None, now=now, subject=("notices", new_key()), after=tally)
