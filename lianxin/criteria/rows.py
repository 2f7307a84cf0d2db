"""Turn packed bits, one line per rule, into one mask per row.

That is a transposition of a bit matrix: lines of bits become columns of bits. It is done for whole arrays at
once by the classic halving: swap the off-diagonal quarters of every 32 × 32 square, then of every 16 × 16
inside it, down to single bits (H. S. Warren, Hacker's Delight, section 7-3).
"""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from lianxin.criteria.columns import Bits
from lianxin.criteria.threads import over_blocks

Masks: TypeAlias = npt.NDArray[np.unsignedinteger[Any]]


def row_masks(lines: Bits, length: int, *, threads: int = 2) -> Masks:
    """`lines`: packed bits, shape (lines, bytes). Bit i of a row's mask is its bit in line i.

    The mask has the smallest of 8, 16, 32, 64 bits that holds all lines, shape (length,); more than 64 lines
    give uint64 of shape (length, chunks), with line i at bit i % 64 of chunk i // 64.
    """
    masks = empty_masks(len(lines), length)

    def worker(block: int) -> Callable[[int, int], None]:
        turner = Turner(len(lines), block)

        def work(start: int, stop: int) -> None:
            turner.turn(lines[:, start // 8 : (stop + 7) // 8], masks[start:stop])

        return work

    over_blocks(length, threads, worker)
    return masks


def empty_masks(lines: int, length: int) -> Masks:
    """Room for the masks of `lines` lines, not yet filled."""
    if lines > 64:
        return np.empty((length, -(-lines // 64)), "<u8")
    return np.empty(length, f"<u{_width(lines) // 8}")


class Turner:
    """Turns lines of up to `block` rows into masks, in buffers that are used again."""

    def __init__(self, lines: int, block: int) -> None:
        self.width = _width(min(lines, 64))
        self.square = np.zeros((self.width, block // 64), "<u8")
        self.spare = np.empty(self.square.size // 2, "<u8")

    def turn(self, lines: Bits, out: Masks) -> None:
        """Fill `out`, shape (rows,) or (rows, chunks), from `lines`, shape (lines, bytes)."""
        if out.ndim == 2:
            for chunk in range(out.shape[1]):
                self.turn(lines[chunk * 64 : chunk * 64 + 64], out[:, chunk])
            return
        room = self.square.view(np.uint8)
        room[: len(lines), : lines.shape[1]] = lines
        room[len(lines) :] = 0
        self.halve()
        # Word w of line k now holds the mask of row w * width + k.
        words = self.square.view(f"<u{self.width // 8}")
        whole, rest = divmod(len(out), self.width)
        for k in range(self.width):
            out[k : whole * self.width : self.width] = words[k, :whole]
        if rest:
            out[whole * self.width :] = words[:rest, whole]

    def halve(self) -> None:
        step = self.width // 2
        while step:
            low = np.uint64(_low_bits(step))
            squares = self.square.reshape(self.width // (2 * step), 2, step, -1)
            upper, lower = squares[:, 0], squares[:, 1]
            swap = self.spare.reshape(upper.shape)
            shift = np.uint64(step)
            np.right_shift(upper, shift, swap)
            np.bitwise_xor(swap, lower, swap)
            np.bitwise_and(swap, low, swap)
            np.bitwise_xor(lower, swap, lower)
            np.left_shift(swap, shift, swap)
            np.bitwise_xor(upper, swap, upper)
            step //= 2


def _width(lines: int) -> int:
    return next(bits for bits in (8, 16, 32, 64) if lines <= bits)


def _low_bits(step: int) -> int:
    """A 64-bit word with the lower `step` bits of every 2 * `step` set."""
    return sum(((1 << step) - 1) << at for at in range(0, 64, 2 * step))
