"""A complaint about staff that somebody let a cadre write down, closed on the phone to the server's key. Pure
but for that key.

The phone cannot open it any more, and whoever opens the phone finds nothing of it. Its op names no home, and
is taken in whoever sends it: that one waits for a person would tell that it is there.
"""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta, Struct

from lianxin.field import sealing

KIND = "item.sealed"
LONGEST = 40_000
"""Characters of what is sealed, as base64; 4,000 characters of words are at most 16,000 bytes before."""
Short = Annotated[str, Meta(max_length=200)]


class SealedItem(Struct, frozen=True):
    """The payload of such an op."""

    sealed: Annotated[str, Meta(max_length=LONGEST)]


class Confided(Struct, frozen=True):
    """What was sealed. `said_of`: of whom, in the words of whoever complains; `pad` hides how long it is."""

    item_id: UUID
    text: Annotated[str, Meta(max_length=4000)]
    said_of: Short = ""
    complainant: Short = ""
    contact: Short = ""
    household_id: UUID | None = None
    at: datetime | None = None
    pad: str = ""


def open_item(payload: str) -> Confided | None:
    """What a payload holds; None where it does not open or is not as agreed."""
    try:
        sealed = msgspec.json.decode(payload.encode("utf-8", "surrogatepass"), type=SealedItem)
        return msgspec.json.decode(sealing.open_sealed(sealed.sealed), type=Confided)
    except (msgspec.MsgspecError, sealing.SealBroken, UnicodeError, RecursionError):
        return None
