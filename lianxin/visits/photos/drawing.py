"""Drawing a photo anew: only points of colour come through. Pure.

Exif, positions, the phone's name, previews, comments and whatever was hung on behind the end are not removed
one by one; the picture is decoded and a new file is made of its points.
"""

import hashlib
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from lianxin.visits.photos.parts import NotAJpeg, beside_the_picture, scans

LONGEST, QUALITY = 1600, 80
THUMBNAIL, THUMBNAIL_QUALITY = 240, 75
MOST_POINTS, MOST_SIDE, MOST_SCANS = 8_000_000, 4096, 32
"""A phone of ours sends at most 1600 points a side; a small file that unfolds into more is none of ours."""

TROUBLE = (
    OSError,
    ValueError,
    SyntaxError,
    ArithmeticError,
    LookupError,
    TypeError,
    EOFError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


class PhotoRefused(ValueError):
    """Bytes that are no photo; `code` is stable: not-a-photo, too-many-points."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG of our own making: its bytes, width and height in points."""

    data: bytes
    width: int
    height: int

    @property
    def sha256(self) -> bytes:
        return hashlib.sha256(self.data).digest()


def drawn_anew(data: bytes) -> Picture:
    """Decode a photo and draw it again, at most 1600 points a side. Raises PhotoRefused."""
    return _drawn(data, LONGEST, QUALITY)


def thumbnail(data: bytes) -> Picture:
    """The same in small, for a page with several. Raises PhotoRefused."""
    return _drawn(data, THUMBNAIL, THUMBNAIL_QUALITY)


def _drawn(data: bytes, longest: int, quality: int) -> Picture:
    try:
        if scans(data) > MOST_SCANS:
            raise PhotoRefused("too-many-points")
        with Image.open(BytesIO(data), formats=("JPEG",)) as found:
            width, height = found.size
            if width * height > MOST_POINTS or max(width, height) > MOST_SIDE:
                raise PhotoRefused("too-many-points")
            found.draft("RGB", (longest, longest))
            upright = ImageOps.exif_transpose(found).convert("RGB")
        upright.thumbnail((longest, longest))
        clean = Image.new("RGB", upright.size)
        clean.paste(upright)  # points alone: what else the file said stays behind
        made = BytesIO()
        clean.save(made, "JPEG", quality=quality, optimize=True)
    except (*TROUBLE, NotAJpeg) as trouble:
        if isinstance(trouble, PhotoRefused):
            raise
        raise PhotoRefused("not-a-photo") from None
    picture = Picture(made.getvalue(), *clean.size)
    if left := beside_the_picture(picture.data):
        raise AssertionError(f"a photo drawn anew still holds {left}")
    return picture
