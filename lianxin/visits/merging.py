"""What counts when a fact was told more than once: the same answer in whatever order it all came in. Pure.

A claim says a value and what its teller knew before. Claims are gone through in the order in which they were
observed, never in that of their arrival: one that knew what stands then takes its place, and so does one that
says the same; one that knew something else clashes, and the better source stands, of equal ones the later.
So every server and every replay that holds the same claims comes to the same value, and none is left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import TypeAlias
from uuid import UUID

Order: TypeAlias = tuple[date, bytes]


@dataclass(frozen=True, slots=True)
class Claim:
    """One value of one fact. `rank` is the source's (`registry.vocabulary.Source.rank`).

    `is_told`: a visit told it, knowing `known` before (None: nothing); else it was recorded by an office or
    an import, which see what stands.
    """

    id: UUID
    value: str
    observed_on: date
    rank: int
    is_told: bool = False
    known: str | None = None

    @property
    def order(self) -> Order:
        return self.observed_on, self.id.bytes


@dataclass(frozen=True, slots=True)
class Clashing:
    """A claim that did not know what stood, and which of both then stands."""

    told: Claim
    held: Claim
    told_stands: bool


@dataclass(frozen=True, slots=True)
class Merged:
    """What stands after some claims, None without any, and where they clashed."""

    standing: Claim | None
    clashes: tuple[Clashing, ...] = ()


def merge(claims: Iterable[Claim]) -> Merged:
    """Go through all claims about one fact."""
    return merge_later(None, claims)


def merge_later(standing: Claim | None, claims: Iterable[Claim]) -> Merged:
    """Go on from what stands; every one of `claims` must come after all that were gone through before."""
    clashes: list[Clashing] = []
    for claim in sorted(claims, key=lambda one: one.order):
        if standing is None or _follows(claim, standing):
            standing = claim
        elif claim.is_told:
            stands = claim.rank >= standing.rank
            clashes.append(Clashing(claim, standing, stands))
            standing = claim if stands else standing
    return Merged(standing, tuple(clashes))


def _follows(claim: Claim, standing: Claim) -> bool:
    """Whether a claim takes the place of what stands without a question."""
    if claim.is_told:
        return standing.value in (claim.known, claim.value)
    return (claim.observed_on, claim.rank) >= (standing.observed_on, standing.rank)


def restated_key(former: UUID, now: datetime) -> UUID:
    """The key of a claim that is said anew: it keeps the former one's place among those of its day."""
    digest = sha256(b"restated\n" + former.bytes + now.isoformat().encode()).digest()
    return UUID(int=former.int >> 62 << 62 | int.from_bytes(digest[:8]) >> 2)


def claim_key(op_id: UUID, captured_at: datetime, parts: Sequence[str]) -> UUID:
    """The key of the fact that an operation tells: a UUIDv7 of when it was captured, the same each time.

    `parts` name the fact: indicator, and the resident or "".
    """
    digest = sha256("\n".join([str(op_id), *parts]).encode()).digest()
    milliseconds = int(captured_at.timestamp() * 1000) & (1 << 48) - 1
    number = milliseconds << 80 | 0x7 << 76 | (digest[0] << 4 | digest[1] >> 4) << 64
    return UUID(int=number | 0b10 << 62 | int.from_bytes(digest[2:10]) >> 2)
