"""What a ballot holds, as bytes of one length, so that not even its size tells anything."""

from dataclasses import dataclass
from uuid import UUID

from lianxin.cipher import decrypt, encrypt
from lianxin.ratings.vocabulary import ANSWERS, QUESTIONS, Answer, Kind

PLACE = "ratings_ballot.sealed"
KINDS = tuple(Kind)
NOBODY = bytes(16)


@dataclass(frozen=True, slots=True)
class Content:
    """`area` and `cadre` are keys; `answers` stand in the order of `QUESTIONS[kind]`."""

    kind: Kind
    area: UUID
    cadre: UUID | None
    is_first: bool
    answers: tuple[Answer, ...]


def seal(content: Content) -> bytes:
    codes = bytes(ANSWERS.index(answer) for answer in content.answers)
    cadre = content.cadre.bytes if content.cadre else NOBODY
    plain = bytes([KINDS.index(content.kind), content.is_first]) + content.area.bytes + cadre + codes
    return encrypt(plain, PLACE)


def unseal(sealed: bytes) -> Content:
    """Raises `cipher.VaultError` for what was not sealed here."""
    plain = decrypt(bytes(sealed), PLACE)
    kind, cadre = KINDS[plain[0]], plain[18:34]
    answers = tuple(ANSWERS[code] for code in plain[34 : 34 + len(QUESTIONS[kind])])
    return Content(
        kind, UUID(bytes=plain[2:18]), UUID(bytes=cadre) if cadre != NOBODY else None, bool(plain[1]), answers
    )
