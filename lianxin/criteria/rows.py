"""Turn packed bits, one line per rule, into one mask per row."""

from typing import Any

import numpy as np
import numpy.typing as npt

from lianxin.criteria.columns import Bits


def row_masks(planes: Bits, length: int) -> npt.NDArray[np.unsignedinteger[Any]]:
    """`planes`: packed bits, shape (lines, bytes). Bit i of a row's mask is its bit in line i.

    The mask has the smallest of 8, 16, 32, 64 bits that holds all lines, shape (length,); more than 64 lines
    give uint64 of shape (length, chunks), 64 lines to a chunk.
    """
    lines = len(planes)
    if lines > 64:
        chunks = [row_masks(planes[at : at + 64], length).astype(np.uint64) for at in range(0, lines, 64)]
        return np.stack(chunks, axis=1)
    width = next(bits for bits in (8, 16, 32, 64) if lines <= bits)
    masks = np.zeros((length, width // 8), np.uint8)
    for at in range(lines):
        flags = np.unpackbits(planes[at], count=length, bitorder="little")
        masks[:, at // 8] |= flags << np.uint8(at % 8)
    return masks.view(f"<u{width // 8}").reshape(length)
