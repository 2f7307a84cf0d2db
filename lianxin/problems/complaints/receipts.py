"""The receipt that whoever complains takes home: a code of 100 bits, of which only a blind index is kept."""

import secrets

from lianxin.people.vault import blind_index

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that people mistake for each other: I, O, 0, 1."""

GROUPS, PER_GROUP = 4, 5


def new_code() -> str:
    """As in `K7Q2M-9XHTC-…`: four groups of five."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(PER_GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def code_index(code: str) -> bytes:
    """By what a complaint is found again, however the code was typed."""
    plain = "".join(letter for letter in code.upper() if letter in LETTERS)
    return blind_index("complaint-receipt", plain)
