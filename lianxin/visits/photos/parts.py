"""What stands in the bytes of a JPEG beside its picture. Pure.

A JPEG is a run of segments, each with a marker of two bytes. A picture needs tables, a frame and scans;
where, when and with which phone it was taken, a preview or anything else hides in other segments or behind
the end.
"""

from collections.abc import Iterator

START, END, SCAN, PLAIN_HEAD = 0xD8, 0xD9, 0xDA, 0xE0
NEEDED = frozenset({0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD, SCAN})
"""Frames, tables of Huffman codes and of quantisation, restart intervals, scans."""
WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD8)})
JFIF = b"JFIF\0"
JFIF_BYTES = 14
"""Of a plain head, without a preview."""


class NotAJpeg(ValueError):
    """The bytes are no JPEG, or are cut off."""


def beside_the_picture(data: bytes) -> list[str]:
    """Name all that is not the picture in these bytes: `APP1` (Exif, XMP), `COM`, `bytes after the end`.

    Raises NotAJpeg.
    """
    found = []
    for marker, content in _segments(data):
        is_plain_head = marker == PLAIN_HEAD and content[:5] == JFIF and len(content) == JFIF_BYTES
        if marker == END:
            if content:
                found.append("bytes after the end")
        elif marker not in NEEDED and not is_plain_head:
            found.append(_name(marker))
    return found


def scans(data: bytes) -> int:
    """How many passes over the picture a decoder has to make. Raises NotAJpeg."""
    return sum(marker == SCAN for marker, _content in _segments(data))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, content) of every segment; that of the end marker is whatever follows it."""
    if data[:2] != bytes([0xFF, START]):
        raise NotAJpeg("does not begin as one")
    at = 2
    while True:
        marker, at = _marker(data, at)
        if marker == END:
            yield marker, data[at:]
            return
        if marker in WITHOUT_LENGTH:
            continue
        length = int.from_bytes(data[at : at + 2])
        if length < 2 or at + length > len(data):
            raise NotAJpeg("a segment is cut off")
        yield marker, data[at + 2 : at + length]
        at += length
        if marker == SCAN:
            at = _end_of_scan(data, at)


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """The marker that begins here, and where what follows it begins; fill bytes are passed over."""
    if data[at : at + 1] != b"\xff":
        raise NotAJpeg("no segment where one must begin")
    while data[at : at + 1] == b"\xff":
        at += 1
    if at >= len(data):
        raise NotAJpeg("cut off")
    return data[at], at + 1


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the coded picture of a scan ends: at the next marker that is neither escaped nor a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise NotAJpeg("a scan is cut off")
        following = data[at + 1]
        if following == 0 or 0xD0 <= following <= 0xD7:
            at += 2
        elif following == 0xFF:
            at += 1
        else:
            return at


def _name(marker: int) -> str:
    if 0xE0 <= marker <= 0xEF:
        return f"APP{marker - 0xE0}"
    return "COM" if marker == 0xFE else f"0x{marker:02X}"
