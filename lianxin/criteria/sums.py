"""Comparisons with sums in them, such as `debt_balance > 3 * income_total`, block by block.

One household is judged in double precision, and so are columns. But for whole numbers below 2**53 doubles are
exact; so where a sum is whole and provably fits, it is worked out in 8 to 32 bits, a fraction of the memory.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from lianxin.criteria.columns import Bits, pack
from lianxin.criteria.inputs import Cursor, Input, Whole, without_nan
from lianxin.criteria.tree import Arithmetic, Comparison, Constant, Name, Node, Value, children

COMPARE: dict[str, Callable[..., Any]] = {"<": np.less, "<=": np.less_equal, "==": np.equal}
CALCULATE: dict[str, Callable[..., Any]] = {
    "+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide,
}  # fmt: skip
NARROW = tuple(np.dtype(name) for name in ("uint8", "int8", "int16", "int32"))


class Number:
    """A constant; None is one that cannot be worked out."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def texts(self) -> Any:
        return self.value

    def double(self) -> np.float64:
        return np.float64(0 if self.value is None else self.value)

    def whole(self) -> Whole:
        return int(self.value), int(self.value), int(self.value)


class Sum:
    def __init__(self, operator: str, left: "Quantity", right: "Quantity", cursor: Cursor) -> None:
        self.operator, self.left, self.right, self.cursor = operator, left, right, cursor
        self.calculate = CALCULATE[operator]
        self.rooms: dict[np.dtype[Any], npt.NDArray[Any]] = {}

    def room(self, dtype: np.dtype[Any]) -> npt.NDArray[Any]:
        if dtype not in self.rooms:
            self.rooms[dtype] = np.empty(self.cursor.block, dtype)
        return self.rooms[dtype][: self.cursor.stop - self.cursor.start]

    def double(self) -> npt.NDArray[np.float64]:
        room = self.room(np.dtype(np.float64))
        self.calculate(self.left.double(), self.right.double(), room)
        return room

    def whole(self) -> Whole | None:
        """None when the sum, or a number in it, may not fit."""
        left, right = self.left.whole(), self.right.whole()
        if left is None or right is None:
            return None
        low, high = _range(self.operator, left, right)
        least, largest = min(low, left[1], right[1]), max(high, left[2], right[2])
        for dtype in NARROW:
            limits = np.iinfo(dtype)
            if limits.min <= least and largest <= limits.max:
                room = self.room(dtype)
                self.calculate(left[0], right[0], room, dtype=dtype, casting="unsafe")
                return room, low, high
        return None


Quantity = Number | Input | Sum


class Sides:
    """Both sides of a comparison, bound to the columns once, compared for one block after another."""

    def __init__(self, test: Comparison, inputs: Mapping[str, Input], cursor: Cursor) -> None:
        self.cursor = cursor
        self.compare = COMPARE[test.operator]
        self.divisors: list[Quantity] = []
        self.left, self.right = (self.bind(side, inputs) for side in (test.left, test.right))
        below = [*_below(test.left), *_below(test.right)]
        self.inputs = [inputs[name] for name in dict.fromkeys(n.id for n in below if isinstance(n, Name))]
        self.has_sum = any(isinstance(node, Arithmetic) for node in below)
        self.is_whole = all(_is_whole(node, inputs) for node in below)
        # Few whole numbers cannot overflow into infinity, so their sums are always numbers.
        self.may_be_nan = len(below) > 15 or any(one.dtype.kind == "f" for one in self.inputs)
        self.is_lost = any(isinstance(node, Constant) and node.value is None for node in below)

    def bind(self, node: Value, inputs: Mapping[str, Input]) -> Quantity:
        if isinstance(node, Name):
            return inputs[node.id]
        if isinstance(node, Constant):
            return Number(node.value)
        left, right = self.bind(node.left, inputs), self.bind(node.right, inputs)
        if node.operator == "/":
            self.divisors.append(right)
        return Sum(node.operator, left, right, self.cursor)

    def judge(self, flags: npt.NDArray[np.bool_]) -> Bits:
        """Fill `flags`, shape (rows,), and return the packed bits of the rows in which they are known."""
        known = self.cursor.everywhere[: self.cursor.bytes]
        for one in self.inputs:
            known = known & one.known()
        if not self.has_sum:
            self.compare(self.left.texts(), self.right.texts(), flags)  # type: ignore[union-attr]
        elif not self.is_whole or not self.judge_whole(flags):
            left, right = self.left.double(), self.right.double()
            for divisor in self.divisors:
                known = known & pack(np.broadcast_to(divisor.double() != 0, flags.shape))
            if self.may_be_nan:
                known = without_nan(left, without_nan(right, known))
            self.compare(left, right, flags)
        return np.zeros_like(known) if self.is_lost else known

    def judge_whole(self, flags: npt.NDArray[np.bool_]) -> bool:
        """Compare in whole numbers; False when a sum does not fit."""
        sides = []
        for side in (self.left, self.right):
            whole = side.whole() if isinstance(side, Sum) else (side.texts(), 0, 0)
            if whole is None:
                return False
            sides.append(whole[0])
        self.compare(sides[0], sides[1], flags)
        return True


def _below(node: Value) -> list[Node]:
    return [node, *(leaf for child in children(node) for leaf in _below(child))]  # type: ignore[arg-type]


def _is_whole(node: Node, inputs: Mapping[str, Input]) -> bool:
    if isinstance(node, Arithmetic):
        return node.operator != "/"
    if isinstance(node, Name):
        return inputs[node.id].dtype.kind in "iu"
    assert isinstance(node, Constant)
    return isinstance(node.value, int | float) and float(node.value).is_integer()


def _range(operator: str, left: Whole, right: Whole) -> tuple[int, int]:
    _, low, high = left
    _, least, largest = right
    if operator == "+":
        return low + least, high + largest
    if operator == "-":
        return low - largest, high - least
    ends = (low * least, low * largest, high * least, high * largest)
    return min(ends), max(ends)
