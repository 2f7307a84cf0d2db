"""Drawing a sample that nobody can predict and anybody can draw again. Pure.

Before the draw a secret of 256 random bits is committed to: its SHA-256 goes into the sealed ledger. At the
draw the frame is frozen, and seed = HMAC-SHA256(secret, SHA-256 of the frame). A visit's ticket is
HMAC-SHA256(seed, part and key); in each stratum the smallest tickets are drawn. Then the secret is shown.
As the frame was unknown when the secret was made, and the secret is unknown when the frame is made, neither
can be chosen to fit. (Commit and reveal; selection by permanent random numbers: Ohlsson 1995.)
"""

import hmac
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from math import log

from lianxin.callbacks.vocabulary import Unit

SECRET_BYTES, KEY_BYTES, CODE_DIGITS = 32, 16, 12
ROW = CODE_DIGITS + KEY_BYTES + 1
MOST_WEIGHT = 255
LEAST_BYTES = 16
"""Of 32 random bytes fewer than 16 are different less than once in 10 ** 15 times."""
COMMITTED = b"lianxin call-backs 1\n"


class FrameBroken(ValueError):
    """Bytes that are no frame."""


def commitment(secret: bytes) -> str:
    """What is told of a secret before the draw, 64 hexadecimal digits."""
    return sha256(COMMITTED + secret).hexdigest()


def frame_bytes(units: Iterable[Unit]) -> bytes:
    """The frame as it is frozen: for each unit the stratum's 12 digits, its key, its weight, in that order.

    Raises ValueError for a unit that is there twice, and for a key, code or weight out of bounds.
    """
    rows = sorted((one.stratum.encode("ascii"), one.key, one.weight) for one in units)
    for code, key, weight in rows:
        if len(code) != CODE_DIGITS or len(key) != KEY_BYTES or not 0 <= weight <= MOST_WEIGHT:
            raise ValueError(f"{key.hex()} is no unit of a frame")
    if len({key for _code, key, _weight in rows}) != len(rows):
        raise ValueError("a unit is in the frame twice")
    return b"".join(code + key + bytes([weight]) for code, key, weight in rows)


def units_in(frame: bytes) -> Iterator[Unit]:
    """The units of a frame, in its order. Raises FrameBroken."""
    if len(frame) % ROW:
        raise FrameBroken("the frame is cut short")
    for at in range(0, len(frame), ROW):
        code, key = frame[at : at + CODE_DIGITS], frame[at + CODE_DIGITS : at + ROW - 1]
        if not code.isdigit():
            raise FrameBroken("a stratum is no code of an area")
        yield Unit(key, code.decode("ascii"), frame[at + ROW - 1])


def digest(frame: bytes) -> str:
    """The frame's own number, 64 hexadecimal digits."""
    return sha256(frame).hexdigest()


def sample_digest(random: Sequence[bytes], risk: Sequence[bytes]) -> str:
    """What the ledger is told of a sample at the draw, while the secret is still kept: it names nobody."""
    return sha256(b"".join(sorted(random)) + b"\n" + b"".join(sorted(risk))).hexdigest()


def beside(keys: Iterable[bytes], seed: bytes, own: bytes, count: int) -> list[bytes]:
    """Other visits that a worker is asked about together with `own`, so that it does not stand out."""
    others = sorted((_ticket(seed, b"beside " + own, key), key) for key in keys if key != own)
    return [key for _ticket_of, key in others[:count]]


def seed_of(secret: bytes, frame_digest: str) -> bytes:
    """The seed of a draw, 32 bytes, of the secret and the frame's digest."""
    return hmac.new(secret, bytes.fromhex(frame_digest), sha256).digest()


def draw_random(units: Iterable[Unit], wanted: Mapping[str, int], seed: bytes) -> list[bytes]:
    """The keys drawn by chance, in the order of their tickets: `wanted` of each stratum, or all there are."""
    by_stratum: dict[str, list[tuple[bytes, bytes]]] = defaultdict(list)
    for one in units:
        by_stratum[one.stratum].append((_ticket(seed, b"random", one.key), one.key))
    drawn = [pair for code, some in by_stratum.items() for pair in sorted(some)[: wanted.get(code, 0)]]
    return [key for _ticket_of, key in sorted(drawn)]


def draw_risk(units: Iterable[Unit], wanted: int, seed: bytes, besides: Sequence[bytes] = ()) -> list[bytes]:
    """Keys drawn for their weight, heavier ones sooner but none for certain; never one of `besides`.

    Efraimidis and Spirakis 2006: the largest u ** (1 / weight), where u comes of the ticket.
    """
    taken, race = set(besides), []
    for one in units:
        if one.weight and one.key not in taken:
            number = int.from_bytes(_ticket(seed, b"risk", one.key)[:8], "big")
            race.append((-log((number + 1) / (2**64 + 1)) / one.weight, one.key))
    return [key for _time, key in sorted(race)[: max(wanted, 0)]]


def _ticket(seed: bytes, part: bytes, key: bytes) -> bytes:
    return hmac.new(seed, part + b"\n" + key, sha256).digest()


def faults_of(
    *,
    committed: str,
    secret: bytes,
    frame: bytes,
    frame_digest: str,
    wanted: Mapping[str, int],
    for_risk: int,
    random: Sequence[bytes],
    risk: Sequence[bytes],
    drawn: str,
) -> list[str]:
    """What is wrong with a sample, as codes; [] where drawing it again gives the same.

    commitment: the secret is not the one that was committed to. weak: it is no 256 random bits. frame: it is
    not the frame that was frozen. random, risk: another sample than the seed draws. sample: another one than
    the ledger was told of at the draw (`drawn`).
    """
    found = []
    if commitment(secret) != committed:
        found.append("commitment")
    if len(secret) != SECRET_BYTES or len(set(secret)) < LEAST_BYTES:
        found.append("weak")
    if digest(frame) != frame_digest:
        found.append("frame")
    try:
        units = list(units_in(frame))
    except FrameBroken:
        return sorted({*found, "frame"})
    seed = seed_of(secret, frame_digest)
    again = draw_random(units, wanted, seed)
    if set(again) != set(random):
        found.append("random")
    if set(draw_risk(units, for_risk, seed, again)) != set(risk):
        found.append("risk")
    if sample_digest(random, risk) != drawn:
        found.append("sample")
    return found
