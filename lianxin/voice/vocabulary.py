"""The words of the household's voice: why a card no longer works. Pure.

Codes are what the database keeps; they are never renamed, only retired.
"""

from dataclasses import dataclass

from lianxin.wording import Word


class CardEnd(Word):
    """Why a card no longer works."""

    RENEWED = "renewed", "换了新卡", "a newer card is in use"
    REVOKED = "revoked", "作废", "withdrawn"


@dataclass(frozen=True, slots=True)
class Secret:
    """What a card says: `token` (26 letters, 128 bits) in its picture, `code` (12 characters) to be typed.

    Neither is kept anywhere but on the card: the database knows keyed digests of both.
    """

    token: str
    code: str


@dataclass(frozen=True, slots=True)
class Printed:
    """One card as it is drawn: whose it is, in the words that stand on it, and what it says. `place` ends
    with the village, `group` is the part of it."""

    place: str
    group: str
    number: str
    name: str
    secret: Secret
