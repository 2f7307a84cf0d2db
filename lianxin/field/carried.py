"""What a rescue file of the second format holds, once it is open: ops, photos and positions. Pure.

Layout: 4 bytes, the length of the head (big-endian) | the head, JSON | the bytes of the photos, one after
the other, in the order of the head. A phone keeps a file to about 6 MB and makes several where that is not
enough.
"""

from dataclasses import dataclass
from hashlib import sha256

import msgspec

from lianxin.field.enclosed_wire import PhotoBegun, PositionNoted, is_sound
from lianxin.field.wire import Unreadable, read

LENGTH_BYTES = 4


class Head(msgspec.Struct, frozen=True):
    ops: list[msgspec.Raw] = []
    photos: list[PhotoBegun] = []
    positions: list[PositionNoted] = []


@dataclass(frozen=True, slots=True)
class Carried:
    """`photos`: each with its bytes, which have the hash that it names."""

    ops: list[bytes]
    photos: list[tuple[PhotoBegun, bytes]]
    positions: list[PositionNoted]


def unpacked(raw: bytes) -> Carried:
    """Read an opened file. Raises Unreadable: not-json, not-as-agreed."""
    length = int.from_bytes(raw[:LENGTH_BYTES])
    at = LENGTH_BYTES + length
    head: Head = read(raw[LENGTH_BYTES:at], Head)
    are_sound = [*map(is_sound, head.photos), *map(is_sound, head.positions)]
    if not all(are_sound):
        raise Unreadable("not-as-agreed")
    photos = []
    for one in head.photos:
        data = raw[at : at + one.size] if one.size > 0 else b""
        if sha256(data).hexdigest() != one.sha256.lower():
            raise Unreadable("not-as-agreed")
        photos.append((one, data))
        at += one.size
    if at != len(raw):
        raise Unreadable("not-as-agreed")
    return Carried([bytes(op) for op in head.ops], photos, list(head.positions))


def packed(carried: Carried) -> bytes:
    """What a phone does, for tests: the bytes that it seals."""
    head = msgspec.json.encode(
        Head(
            ops=[msgspec.Raw(op) for op in carried.ops],
            photos=[one for one, _data in carried.photos],
            positions=carried.positions,
        )
    )
    return len(head).to_bytes(LENGTH_BYTES) + head + b"".join(data for _one, data in carried.photos)
