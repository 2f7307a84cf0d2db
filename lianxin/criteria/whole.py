"""Sums of whole numbers, kept in the smallest integers that hold them: a quarter of the bytes of a double.

The answer is that of double precision, which is exact for whole numbers of this size. Where a sum does not
fit, or a constant has decimals, the caller falls back to doubles.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from lianxin.criteria.tree import Arithmetic, Constant, Name, Value

Whole: TypeAlias = tuple[Any, int, int]  # values or one constant, and the least and the largest of them

CALCULATE: dict[str, Callable[..., Any]] = {"+": np.add, "-": np.subtract, "*": np.multiply}
TYPES = (np.dtype(np.int16), np.dtype(np.int32))


class WholeNumbers:
    """Works sums out for one block after another, in buffers used again."""

    def __init__(self, values: Callable[[str], npt.NDArray[Any]], block: int) -> None:
        self.values = values
        self.block = block
        self.room: dict[tuple[Value, np.dtype[Any]], npt.NDArray[Any]] = {}
        self.found: dict[Value, Whole | None] = {}

    def enter(self) -> None:
        """Forget the last block."""
        self.found.clear()

    def sum(self, node: Value) -> Whole | None:
        """The values of `node` in this block; None when they are not whole or do not fit."""
        if node not in self.found:
            self.found[node] = self.work_out(node)
        return self.found[node]

    def work_out(self, node: Value) -> Whole | None:
        if isinstance(node, Constant):
            if isinstance(node.value, int | float) and float(node.value).is_integer():
                whole = int(node.value)
                return whole, whole, whole
            return None
        if isinstance(node, Name):
            values = self.values(node.id)
            if values.dtype.kind not in "iu":
                return None
            if values.dtype.itemsize <= 2:
                limits = np.iinfo(values.dtype)
                return values, int(limits.min), int(limits.max)
            return values, int(values.min()), int(values.max())
        if node.operator not in CALCULATE:
            return None
        left, right = self.sum(node.left), self.sum(node.right)
        if left is None or right is None:
            return None
        return self.calculate(node, left, right)

    def calculate(self, node: Arithmetic, left: Whole, right: Whole) -> Whole | None:
        low, high = _range(node.operator, left, right)
        least, largest = min(low, left[1], right[1]), max(high, left[2], right[2])
        for dtype in TYPES:
            limits = np.iinfo(dtype)
            if limits.min <= least and largest <= limits.max:
                break
        else:
            return None
        length = max(np.size(left[0]), np.size(right[0]))
        if (node, dtype) not in self.room:
            self.room[node, dtype] = np.empty(self.block, dtype)
        room = self.room[node, dtype][:length]
        CALCULATE[node.operator](left[0], right[0], room, dtype=dtype, casting="unsafe")
        return room, low, high


def _range(operator: str, left: Whole, right: Whole) -> tuple[int, int]:
    _, low, high = left
    _, least, largest = right
    if operator == "+":
        return low + least, high + largest
    if operator == "-":
        return low - largest, high - least
    ends = (low * least, low * largest, high * least, high * largest)
    return min(ends), max(ends)
