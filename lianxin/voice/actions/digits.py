"""The last four digits of the head's ID number, which open what is sensitive; wrong ones earn waits."""

import hmac
from datetime import datetime

from django.db import transaction

from lianxin.registry.models import Household
from lianxin.voice.actions.trying import locked
from lianxin.voice.models import DigitTries
from lianxin.voice.rules import DIGITS_TRIES, digits_wait


class DigitsWait(Exception):
    """Too many wrong ones: `until` when none is taken; None: not before the office looked into it."""

    def __init__(self, until: datetime | None) -> None:
        super().__init__(str(until))
        self.until = until


def has_digits(household: Household) -> bool:
    """Whether there is an ID number to compare with."""
    head = household.head
    return bool(head and len(head.id_number) >= 4)


@transaction.atomic
def check_digits(household: Household, digits: str, *, now: datetime) -> bool:
    """Whether these are the last four of the head's ID number (X may be small). Wrong ones are counted for
    the household, from wherever they come. Raises DigitsWait."""
    tries = locked(DigitTries, household=household)
    if tries.wrong >= DIGITS_TRIES:
        raise DigitsWait(None)
    until = digits_wait(tries.wrong, tries.last_at)
    if until and until > now:
        raise DigitsWait(until)
    head = household.head
    wanted = head.id_number[-4:].upper() if head else ""
    given = "".join(digits.split()).upper()
    if len(wanted) == 4 and hmac.compare_digest(wanted.encode(), given.encode("utf-8", "replace")):
        tries.delete()
        return True
    tries.wrong += 1
    tries.last_at = now
    tries.save(update_fields=["wrong", "last_at"])
    return False
