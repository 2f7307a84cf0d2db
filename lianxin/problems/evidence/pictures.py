"""Photos of evidence: JPEG, PNG or WebP in, a JPEG of points alone out. Pure.

The size is read from the head of a file before anything decodes it; then the points are drawn anew by the
machinery of photos of visits, which leaves Exif, positions and whatever hung on behind.
"""

from io import BytesIO

from PIL import Image, ImageOps

from lianxin.problems.evidence.faults import FileRefused
from lianxin.visits.photos.drawing import LONGEST, MOST_SCANS, TROUBLE, PhotoRefused, Picture, drawn_anew
from lianxin.visits.photos.parts import NotAJpeg, scans

JPEG, PNG, WEBP = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF"
FORMATS = {"JPEG": 64_000_000, "PNG": 24_000_000, "WEBP": 24_000_000}
"""Points at most: a JPEG is decoded in small, the others are unfolded whole."""
MOST_SIDE = 12_000
QUALITY = 92


def format_of(data: bytes) -> str | None:
    """`JPEG`, `PNG` or `WEBP` by the first bytes; None for anything else."""
    if data.startswith(JPEG):
        return "JPEG"
    if data.startswith(PNG):
        return "PNG"
    return "WEBP" if data.startswith(WEBP) and data[8:12] == b"WEBP" else None


def picture_of(data: bytes) -> Picture:
    """The picture in a file, drawn anew at most 1600 points a side. Raises FileRefused: not-a-file,
    picture-too-large."""
    kind = format_of(data)
    if kind is None:
        raise FileRefused("not-a-file")
    try:
        if kind == "WEBP":
            _refuse_large(kind, *_size_of_webp(data))  # Pillow unfolds it as soon as it opens it
        elif kind == "JPEG" and scans(data) > MOST_SCANS:
            raise FileRefused("picture-too-large")
        return drawn_anew(_small(data, kind))
    except FileRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise FileRefused("picture-too-large") from None
    except (*TROUBLE, NotAJpeg, PhotoRefused):
        raise FileRefused("not-a-file") from None


def _small(data: bytes, kind: str) -> bytes:
    with Image.open(BytesIO(data), formats=(kind,)) as found:
        _refuse_large(kind, *found.size)
        found.draft("RGB", (LONGEST, LONGEST))
        found.thumbnail((LONGEST, LONGEST))
        upright = ImageOps.exif_transpose(found)
        points = _on_white(upright) if upright.mode in ("RGBA", "LA", "PA", "P") else upright.convert("RGB")
    made = BytesIO()
    points.save(made, "JPEG", quality=QUALITY)
    return made.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """What shines through becomes white, as paper is."""
    whole = picture.convert("RGBA")
    paper = Image.new("RGB", whole.size, "white")
    paper.paste(whole, mask=whole.getchannel("A"))
    return paper


def _refuse_large(kind: str, width: int, height: int) -> None:
    if width * height > FORMATS[kind] or max(width, height) > MOST_SIDE:
        raise FileRefused("picture-too-large")


def _size_of_webp(data: bytes) -> tuple[int, int]:
    """Width and height as the head of a WebP says: plain, without loss, or extended. Raises ValueError."""
    chunk = data[12:16]
    if chunk == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if chunk == b"VP8L" and data[20:21] == b"\x2f":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if chunk == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        sizes = (int.from_bytes(data[at : at + 2], "little") & 0x3FFF for at in (26, 28))
        return next(sizes), next(sizes)
    raise ValueError("no WebP that says how large it is")
