"""What a card says and how a typed code is read; how often a wrong try is taken. Pure.

The short code is twelve characters of an alphabet of 29: five that name the card, six that are secret, one
that shows slips of the pen. Nobody guesses the six: after a few wrong ones each further try waits twice as
long as the one before. The five are no secret; without them a wrong code could not be counted against the
card it was tried on, and counting by address would lock out a village behind one. Wrong codes count for a
card and the address they come from, so that a stranger shuts a code for himself; and, later, for the card
from everywhere, so that ever new addresses help nobody. The picture never waits.
"""

import re
import secrets
from base64 import b32encode
from collections.abc import Callable
from datetime import datetime, timedelta

from lianxin.voice.vocabulary import Secret

ALPHABET = "23456789ACDEFGHJKMNPQRTUVWXYZ"
"""Without 0 and O, 1 and I and L, and without B and S, which look like 8 and 5 and are read as them. Its
length is a prime, so the last character shows every single slip and every two characters exchanged."""

NAME_LENGTH, SECRET_LENGTH = 5, 6
CODE_LENGTH = NAME_LENGTH + SECRET_LENGTH + 1
TRIES = 5
"""Wrong codes on one card from one address; each further one from there waits."""

TRIES_OF_ALL = 20
"""Wrong codes on one card from everywhere; then every address waits. A right one begins anew."""

FIRST_WAIT = timedelta(minutes=15)
"""Doubled with every wrong code after that: some 35 guesses in a year, of 595 million codes."""

MOST_DOUBLINGS = 20
FORGET_AFTER = timedelta(days=30)
"""Of an address that stayed quiet for so long nothing is remembered; of a card all is."""

TOKEN = re.compile(r"[a-z2-7]{26}")
TOKEN_BYTES = 16
WAITS_M = (0, 0, 0, 0, 15, 30, 60, 120, 240)
"""Minutes to wait after so many wrong last digits; the last holds for all that follow."""

DIGITS_TRIES = 20
"""So many wrong last digits on one household in all, and only the office opens that part again."""

LOOK_ALIKE = str.maketrans("BS", "85")
BLANKS = re.compile(r"[\s\-—–_·.．,，。、]+")


def new_secret(name: str, chance: Callable[[int], bytes] = secrets.token_bytes) -> Secret:
    """A token of 128 bits, and a code that begins with `name`."""
    token = b32encode(chance(TOKEN_BYTES)).decode().rstrip("=").lower()
    body = name + _letters(SECRET_LENGTH, chance)
    return Secret(token, body + check_character(body))


def new_name(chance: Callable[[int], bytes] = secrets.token_bytes) -> str:
    """The first five characters of a code: which card it is."""
    return _letters(NAME_LENGTH, chance)


def check_character(body: str) -> str:
    """The character that makes the weighted sum of a code a multiple of 29 (as ISBN-10 does with 11)."""
    total = sum((at + 2) * ALPHABET.index(letter) for at, letter in enumerate(body))
    return ALPHABET[-total % len(ALPHABET)]


def read_code(text: str) -> str | None:
    """The twelve characters somebody meant, or None where it is no code: too long, too short, a slip.

    Lower case, full width, blanks and dashes are taken as they come.
    """
    plain = BLANKS.sub("", _half_width(text)).upper().translate(LOOK_ALIKE)
    if len(plain) != CODE_LENGTH or any(letter not in ALPHABET for letter in plain):
        return None
    return plain if check_character(plain[:-1]) == plain[-1] else None


def read_token(text: str) -> str | None:
    """The token in what somebody typed or scanned, alone or behind an address; None for others."""
    plain = BLANKS.sub("", _half_width(text)).lower().rstrip("/").rpartition("/")[2]
    return plain if TOKEN.fullmatch(plain) else None


def in_groups(code: str) -> str:
    """`K7M2-93HX-QR4T`: as it is printed."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def code_wait(wrong: int, last_at: datetime | None, free: int) -> datetime | None:
    """Until when no code is taken after so many wrong ones, of which `free` cost nothing; None: at once."""
    if wrong < free or last_at is None:
        return None
    return last_at + FIRST_WAIT * (1 << min(wrong - free, MOST_DOUBLINGS))


def digits_wait(wrong: int, last_at: datetime | None) -> datetime | None:
    """Until when the last digits of a household are not taken after so many wrong ones; None: at once."""
    if not wrong or last_at is None:
        return None
    minutes = WAITS_M[min(wrong, len(WAITS_M)) - 1]
    return last_at + timedelta(minutes=minutes) if minutes else None


def _letters(count: int, chance: Callable[[int], bytes]) -> str:
    """`count` characters of the alphabet, each as likely as any other: bytes beyond a multiple of 29 are
    thrown away."""
    found = ""
    while len(found) < count:
        fit = [byte for byte in chance(2 * count) if byte < 256 // len(ALPHABET) * len(ALPHABET)]
        found += "".join(ALPHABET[byte % len(ALPHABET)] for byte in fit)
    return found[:count]


def _half_width(text: str) -> str:
    """Full-width letters and digits as plain ones; at most 200 characters are looked at."""
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text[:200])
