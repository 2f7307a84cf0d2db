"""What phones say about what they enclose with a visit. Pure."""

import math

import msgspec

from lianxin.field.wire import PLAIN_HASH, key_of

PIECES = "application/offset+octet-stream"
"""The content type of a piece, by tus 1.0."""


class PhotoBegun(msgspec.Struct, frozen=True):
    """A photo that is about to come; `sha256` over its `size` bytes."""

    photo_id: str
    visit_id: str
    size: int
    sha256: str


class PositionNoted(msgspec.Struct, frozen=True):
    """Degrees, rounded by the phone; `accuracy_m` as its receiver said."""

    position_id: str
    visit_id: str
    latitude: float
    longitude: float
    accuracy_m: float


class Asked(msgspec.Struct, frozen=True):
    """Keys of what a phone still has a copy of."""

    photos: list[str] = []
    positions: list[str] = []


def is_sound(said: PhotoBegun | PositionNoted) -> bool:
    """Whether keys are keys, and a place lies on the earth."""
    if isinstance(said, PhotoBegun):
        return bool(key_of(said.photo_id) and key_of(said.visit_id) and PLAIN_HASH.fullmatch(said.sha256))
    is_somewhere = abs(said.latitude) <= 90 and abs(said.longitude) <= 180
    is_measured = math.isfinite(said.accuracy_m) and said.accuracy_m >= 0
    return bool(key_of(said.position_id) and key_of(said.visit_id)) and is_somewhere and is_measured
