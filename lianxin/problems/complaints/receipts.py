"""The receipt that whoever complains takes home: a code of 100 bits, of which only a blind index is kept."""

import hmac
import secrets

from lianxin.cipher import derived_key
from lianxin.people.vault import blind_index

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that people mistake for each other: I, O, 0, 1."""

GROUPS, PER_GROUP = 4, 5


def new_code() -> str:
    """As in `K7Q2M-9XHTC-…`: four groups of five."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(PER_GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def code_for(key: str) -> str:
    """The code of a form that was handed out with this key: the same again when it is sent twice, and nothing
    that anybody without the server's key could work out."""
    digest = int.from_bytes(hmac.digest(derived_key("receipt"), key.encode(), "sha256"))
    letters = [LETTERS[digest >> 5 * at & 31] for at in range(GROUPS * PER_GROUP)]
    groups = ("".join(letters[at : at + PER_GROUP]) for at in range(0, len(letters), PER_GROUP))
    return "-".join(groups)


def read_code(text: str) -> str | None:
    """The code that somebody meant, in its groups, however it was typed; None where it can be none."""
    wide = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text[:200])
    plain = "".join(letter for letter in wide.upper() if letter in LETTERS)
    if len(plain) != GROUPS * PER_GROUP:
        return None
    return "-".join(plain[at : at + PER_GROUP] for at in range(0, len(plain), PER_GROUP))


def code_index(code: str) -> bytes:
    """By what a complaint is found again, however the code was typed."""
    plain = "".join(letter for letter in code.upper() if letter in LETTERS)
    return blind_index("complaint-receipt", plain)
