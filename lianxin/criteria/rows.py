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

SIDES = (8, 16, 32)  # of the squares; wider masks are put together from several


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
    width = next(bits for bits in (*SIDES, 64) if lines <= bits)
    return np.empty(length, f"<u{width // 8}")


class Turner:
    """Turns lines of up to `block` rows into masks, in buffers that are used again."""

    def __init__(self, lines: int, block: int) -> None:
        self.lines = lines
        self.squares = {side: np.zeros((side, block // 64), "<u8") for side in _sides(lines) if side > 8}
        self.spare = np.empty(16 * block // 64, "<u8")

    def turn(self, lines: Bits, out: Masks) -> None:
        """Fill `out`, made as by `empty_masks`, from `lines`, shape (lines, bytes)."""
        chunks = out.reshape(len(out), -1)
        sides = _sides(self.lines)
        place, end = 0, chunks.shape[1] * chunks.itemsize * 8
        for at, side in enumerate(sides):
            # The last square fills what is left of the mask: zeros above its lines.
            width = side if at < len(sides) - 1 else end - place
            parts = chunks.view(f"<u{width // 8}")
            self.turn_square(side, lines[place : place + side], parts[:, place // width])
            place += side

    def turn_square(self, side: int, lines: Bits, out: Masks) -> None:
        if side == 8:
            out[:] = _stacked(lines, len(out))
            return
        square = self.squares[side]
        room = square.view(np.uint8)
        room[: len(lines), : lines.shape[1]] = lines
        room[len(lines) :] = 0
        self.halve(square)
        # Word w of line k now holds the mask of row w * side + k.
        words = square.view(f"<u{side // 8}")
        whole, rest = divmod(len(out), side)
        for k in range(side):
            out[k : whole * side : side] = words[k, :whole]
        if rest:
            out[whole * side :] = words[:rest, whole]

    def halve(self, square: npt.NDArray[np.uint64]) -> None:
        step = len(square) // 2
        while step:
            low = np.uint64(_low_bits(step))
            quarters = square.reshape(len(square) // (2 * step), 2, step, -1)
            upper, lower = quarters[:, 0], quarters[:, 1]
            swap = self.spare[: upper.size].reshape(upper.shape)
            shift = np.uint64(step)
            np.right_shift(upper, shift, swap)
            np.bitwise_xor(swap, lower, swap)
            np.bitwise_and(swap, low, swap)
            np.bitwise_xor(lower, swap, lower)
            np.left_shift(swap, shift, swap)
            np.bitwise_xor(upper, swap, upper)
            step //= 2


def _stacked(lines: Bits, length: int) -> npt.NDArray[np.uint8]:
    """Up to eight lines as masks of a byte each: for so few, quicker than turning a square."""
    masks = np.zeros(lines.shape[1], "<u8")
    for place, line in enumerate(lines):
        bits = np.unpackbits(line, bitorder="little").view("<u8")  # eight rows of a byte each
        np.left_shift(bits, np.uint64(place), bits)
        np.bitwise_or(masks, bits, masks)
    return masks.view(np.uint8)[:length]


def _sides(lines: int) -> list[int]:
    """The squares that cover `lines` lines: 34 lines are a square of 32 and one of 8."""
    sides = [32] * (lines // 32)
    if lines % 32 or not lines:
        sides.append(next(side for side in SIDES if lines % 32 <= side))
    return sides


def _low_bits(step: int) -> int:
    """A 64-bit word with the lower `step` bits of every 2 * `step` set."""
    return sum(((1 << step) - 1) << at for at in range(0, 64, 2 * step))
