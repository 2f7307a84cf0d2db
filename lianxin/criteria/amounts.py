"""Columns, and sums of columns, for one block of rows: values, and the bits of the rows that are known."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from lianxin.criteria.columns import Bits, Column, pack
from lianxin.criteria.tree import Arithmetic, Constant, Name, Value, names_in
from lianxin.criteria.whole import WholeNumbers

CALCULATE: dict[str, Callable[..., Any]] = {
    "+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide,
}  # fmt: skip

Operand: TypeAlias = tuple[Any, Bits]  # values, or one constant for all rows, and where they are known


class Amounts:
    """What one thread knows of the current block. Everything is worked out once, in buffers used again."""

    def __init__(self, columns: Mapping[str, Column], block: int) -> None:
        self.columns = columns
        self.block = block
        self.everywhere = np.full(block // 8, 255, np.uint8)
        self.room: dict[Value, npt.NDArray[np.float64]] = {}
        self.whole = WholeNumbers(self.values, block)
        self.start = self.stop = 0

    def enter(self, start: int, stop: int) -> None:
        """Turn to the rows from `start`, a multiple of 8."""
        self.start, self.stop = start, stop
        self.bytes = slice(0, (stop - start + 7) // 8)
        self.known_columns: dict[str, tuple[Bits, Bits]] = {}
        self.doubles: dict[Value, Operand] = {}
        self.whole.enter()

    def values(self, name: str) -> npt.NDArray[Any]:
        return self.columns[name].values[self.start : self.stop]

    def known(self, name: str) -> tuple[Bits, Bits]:
        """The rows in which the column is known, and those in which it is not."""
        if name not in self.known_columns:
            known = self.columns[name].known_bits(self.start, self.stop)
            if known is None:
                known = self.everywhere[self.bytes]
            values = self.values(name)
            if values.dtype.kind == "f":
                known = _without_nan(values, known)
            self.known_columns[name] = known, ~known
        return self.known_columns[name]

    def sides(self, left: Value, right: Value) -> tuple[Any, Any, Bits]:
        """Both sides of a comparison, in types that compare as doubles do, and where both are known."""
        if isinstance(left, Arithmetic) or isinstance(right, Arithmetic):
            sums = self.whole_sides(left, right)
            if sums is None:
                (first, known), (second, also) = self.double(left), self.double(right)
                return first, second, _without_nan(first, _without_nan(second, known & also))
            first, second = sums
        else:
            first, second = self.plain_side(left), self.plain_side(right)
        known = self.everywhere[self.bytes]
        for name in {*names_in(left), *names_in(right)}:
            known = known & self.known(name)[0]
        return first, second, known

    def plain_side(self, node: Value) -> Any:
        if isinstance(node, Name):
            return _texts(self.columns[node.id], self.values(node.id))
        assert isinstance(node, Constant)
        return node.value

    def whole_sides(self, left: Value, right: Value) -> tuple[Any, Any] | None:
        """Both sides in whole numbers; None when one is not whole, or may not fit."""
        sides = []
        for node in (left, right):
            if isinstance(node, Name) and self.columns[node.id].values.dtype.kind in "iu":
                sides.append(self.values(node.id))  # as it is, however large
            elif (sum_ := self.whole.sum(node)) is not None:
                sides.append(sum_[0])
            else:
                return None
        return sides[0], sides[1]

    def double(self, node: Value) -> Operand:
        """In double precision, as for a single household. Dividing by zero leaves the row unknown."""
        if isinstance(node, Constant):
            if node.value is None:
                return np.float64(0), ~self.everywhere[self.bytes]
            return np.float64(node.value), self.everywhere[self.bytes]
        if node not in self.doubles:
            if node not in self.room:
                self.room[node] = np.empty(self.block)
            self.doubles[node] = self.calculate(node, self.room[node][: self.stop - self.start])
        return self.doubles[node]

    def calculate(self, node: Name | Arithmetic, room: npt.NDArray[np.float64]) -> Operand:
        if isinstance(node, Name):
            room[:] = self.values(node.id)
            return room, self.known(node.id)[0]
        (left, known), (right, also) = self.double(node.left), self.double(node.right)
        known = known & also
        if node.operator == "/":
            known &= pack(np.broadcast_to(right != 0, room.shape))
        CALCULATE[node.operator](left, right, room)
        return room, known


def _without_nan(values: Any, known: Bits) -> Bits:
    # The minimum is not-a-number exactly when some value is: one quick pass in the usual case of none.
    if np.size(values) and np.isnan(np.min(values)):
        return known & ~pack(np.isnan(values))
    return known


def _texts(column: Column, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return values if column.choices is None else np.array(column.choices).take(values, mode="clip")
