"""Looking for texts in a heap of bytes, whatever they are disguised as. Pure.

A text counts as found in UTF-8, UTF-16, GB 18030, as JSON or percent escapes, in hexadecimal and in base64 at
any alignment: none of these hides anything. Compressed values are opened first (`layers`).
"""

import base64
import json
import zlib
from collections.abc import Iterable, Iterator

import numpy as np

from lianxin.proofs.awkward import percent

WINDOW = 8  # bytes looked at in one step; every disguise of every text is at least this long
CHUNK = 1 << 22


class Residue:
    """A set of texts to look for, prepared once; `search` then reads about 30 MB a second."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._begins: dict[int, list[tuple[bytes, str]]] = {}
        for text in texts:
            for disguise in disguises(text):
                begin = int.from_bytes(disguise[:WINDOW], "little")
                self._begins.setdefault(begin, []).append((disguise, text))
        self._sorted = np.array(sorted(self._begins), np.uint64)
        self._longest = max((len(one) for ones in self._begins.values() for one, _ in ones), default=0)

    def search(self, data: bytes) -> set[str]:
        """The texts that stand anywhere in `data`."""
        found: set[str] = set()
        for start in range(0, len(data), CHUNK):
            found |= self._search(data[start : start + CHUNK + self._longest])
        return found

    def _search(self, data: bytes) -> set[str]:
        found: set[str] = set()
        for offset in range(min(WINDOW, max(len(data) - WINDOW + 1, 0))):
            count = (len(data) - offset) // WINDOW
            windows = np.frombuffer(data, "<u8", count, offset)
            for at in np.flatnonzero(self._may_begin(windows)):
                place = offset + int(at) * WINDOW
                for disguise, text in self._begins[int(windows[at])]:
                    if data.startswith(disguise, place):
                        found.add(text)
        return found

    def _may_begin(self, windows: np.typing.NDArray[np.uint64]) -> np.typing.NDArray[np.bool_]:
        places = np.searchsorted(self._sorted, windows)
        found: np.typing.NDArray[np.bool_] = (
            self._sorted[np.minimum(places, len(self._sorted) - 1)] == windows
        )
        return found


def disguises(text: str) -> set[bytes]:
    """The ways in which a text can stand somewhere without being hidden."""
    plain = text.encode()
    found = {plain, text.encode("gb18030"), text.encode("utf-16-le"), text.encode("utf-16-be")}
    escaped = percent(plain)
    found |= {json.dumps(text)[1:-1].encode(), escaped.encode(), escaped.lower().encode()}
    found |= {plain.hex().encode(), plain.hex().upper().encode()}
    for shift in range(3):
        # The first and last characters depend on the neighbours, so they are left out.
        packed = base64.b64encode(bytes(shift) + plain)[-(-shift * 8 // 6) : (shift + len(plain)) * 8 // 6]
        found |= {packed, packed.replace(b"+", b"-").replace(b"/", b"_")}
    return {one for one in found if len(one) >= WINDOW}


def layers(value: bytes) -> Iterator[bytes]:
    """A stored value, and what it holds when it is compressed or a signed session."""
    yield value
    for part in value.split(b":")[:1] + [value.lstrip(b".")]:
        for packed in (part, _from_base64(part.lstrip(b"."))):
            try:
                yield zlib.decompress(packed, wbits=47)
            except zlib.error:
                yield packed


def _from_base64(text: bytes) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + b"=" * (-len(text) % 4))
    except ValueError:
        return b""
