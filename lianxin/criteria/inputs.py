"""One column seen block by block: its values, where they are known, and the same values in other types."""

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from lianxin.criteria.columns import Bits, Column, pack

Whole: TypeAlias = tuple[
    Any, int, int
]  # integers, or one for all rows, and the least and the largest of them
Doubles: TypeAlias = npt.NDArray[np.float64]


class Cursor:
    """The rows at hand, for everything that reads along. `stamp` changes with every move."""

    def __init__(self, block: int) -> None:
        self.block = block
        self.everywhere = np.full(block // 8, 255, np.uint8)
        self.start = self.stop = self.stamp = 0

    def enter(self, start: int, stop: int) -> None:
        """Turn to the rows from `start`, a multiple of 8; at most `block` of them."""
        self.start, self.stop = start, stop
        self.stamp += 1
        self.bytes = (stop - start + 7) // 8


class Input:
    """A column under the cursor. What is asked for twice in a block is worked out once."""

    def __init__(self, column: Column, cursor: Cursor) -> None:
        self.column, self.cursor = column, cursor
        self.dtype = column.values.dtype
        self.room: Doubles | None = None
        self.known_at = self.double_at = self.whole_at = 0

    def values(self) -> npt.NDArray[Any]:
        return self.column.values_in(self.cursor.start, self.cursor.stop)

    def true_bits(self) -> Bits:
        """Packed bits of the rows in which a yes/no column holds, whatever is known."""
        return self.column.true_bits(self.cursor.start, self.cursor.stop)

    def texts(self) -> npt.NDArray[Any]:
        """The values; positions among choices as the texts they stand for."""
        if self.column.choices is None:
            return self.values()
        return np.array(self.column.choices).take(self.values(), mode="clip")

    def known(self) -> Bits:
        """Packed bits of the rows that are known."""
        if self.known_at != self.cursor.stamp:
            self.known_at = self.cursor.stamp
            known = self.column.known_bits(self.cursor.start, self.cursor.stop)
            if known is None:
                known = self.cursor.everywhere[: self.cursor.bytes]
            if self.dtype.kind == "f":
                known = without_nan(self.values(), known)
            self._known = known
        return self._known

    def double(self) -> Doubles:
        """The values in double precision."""
        if self.room is None:
            self.room = np.empty(self.cursor.block)
        here = self.room[: self.cursor.stop - self.cursor.start]
        if self.double_at != self.cursor.stamp:
            self.double_at = self.cursor.stamp
            here[:] = self.values()
        return here

    def whole(self) -> Whole:
        """The values of a column of integers, with their limits in this block."""
        if self.whole_at != self.cursor.stamp:
            self.whole_at = self.cursor.stamp
            values = self.values()
            self._whole = values, int(values.min()), int(values.max())
        return self._whole


def without_nan(values: Any, known: Bits) -> Bits:
    """`known` less the rows in which `values` are not a number."""
    # The minimum is not-a-number exactly when some value is: one quick pass in the usual case of none.
    if np.size(values) and np.isnan(np.min(values)):
        return known & ~pack(np.isnan(values))
    return known
