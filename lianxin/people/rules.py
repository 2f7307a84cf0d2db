"""How long a sign-in must wait after wrong passwords. Pure: tries and the moment come in as arguments.

Three aims that pull apart: guessing must be hopeless, five hundred people behind one address must not lock
each other out, and nobody may lock a colleague out of his own desk by typing wrong passwords for him. So:

- an address alone never counts, only a number together with an address, and a number over all addresses;
- the wait grows: nothing for the first tries, then one minute, two, four …;
- someone who has signed in from this address before does not feel what others try from elsewhere.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

FORGET_AFTER = timedelta(hours=24)
TRUST_ADDRESS_FOR = timedelta(days=30)
FIRST_WAIT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Patience:
    """How many wrong tries are free, and the longest wait that follows them."""

    free_tries: int
    longest_wait: timedelta

    def wait(self, failures: int) -> timedelta:
        """Return the wait that the last of `failures` wrong tries in a row has earned."""
        if failures < self.free_tries:
            return timedelta(0)
        doublings = min(failures - self.free_tries, 20)
        return min(FIRST_WAIT * (1 << doublings), self.longest_wait)


FROM_ONE_ADDRESS = Patience(free_tries=5, longest_wait=timedelta(hours=1))
FROM_ALL_ADDRESSES = Patience(free_tries=20, longest_wait=timedelta(minutes=15))


@dataclass(frozen=True, slots=True)
class Tries:
    """What is remembered of one number at one address."""

    address: str
    failures: int
    failed_at: datetime | None
    signed_in_at: datetime | None


def waits_until(tries: Iterable[Tries], address: str, now: datetime) -> datetime | None:
    """Return the moment from which one may try again at `address`, or None when one may try now.

    `tries` are all that is remembered of the one number. Failures are forgotten after 24 hours of quiet.
    """
    tries = list(tries)
    recent = [(one, one.failed_at) for one in tries if one.failed_at and one.failed_at > now - FORGET_AFTER]
    until = [at + FROM_ONE_ADDRESS.wait(one.failures) for one, at in recent if one.address == address]
    if recent and not _is_trusted(tries, address, now):
        failures = sum(one.failures for one, _ in recent)
        until.append(max(at for _, at in recent) + FROM_ALL_ADDRESSES.wait(failures))
    latest = max(until, default=now)
    return latest if latest > now else None


def _is_trusted(tries: Iterable[Tries], address: str, now: datetime) -> bool:
    return any(
        one.signed_in_at is not None and one.signed_in_at > now - TRUST_ADDRESS_FOR
        for one in tries
        if one.address == address
    )


def plain_number(typed: str) -> str:
    """Return a staff number as it is kept: full-width characters made narrow, no spaces, capital letters."""
    return "".join(unicodedata.normalize("NFKC", typed).split()).upper()


def plain_text(typed: str) -> str:
    """Return what was typed into a search as a database can look for it: narrow, without blanks, 40 long."""
    return re.sub(r"[\s\x00\ud800-\udfff]+", "", unicodedata.normalize("NFKC", typed))[:40]
