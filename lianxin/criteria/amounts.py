"""Columns, and sums of columns, for one block of rows: values, and the bits of the rows that are known."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from lianxin.criteria.columns import Bits, Column, pack
from lianxin.criteria.tree import Arithmetic, Constant, Name, Value, children

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
        self.start = self.stop = 0

    def enter(self, start: int, stop: int) -> None:
        """Turn to the rows from `start`, a multiple of 8."""
        self.start, self.stop = start, stop
        self.bytes = slice(0, (stop - start + 7) // 8)
        self.known_columns: dict[str, tuple[Bits, Bits]] = {}
        self.doubles: dict[Value, Operand] = {}

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

    def operand(self, node: Value) -> Operand:
        """One side of a comparison."""
        if isinstance(node, Constant):
            return node.value, self.everywhere[self.bytes]
        if isinstance(node, Name):
            return _texts(self.columns[node.id], self.values(node.id)), self.known(node.id)[0]
        values, known = self.double(node)
        return values, known if self.is_surely_finite(node) else _without_nan(values, known)

    def double(self, node: Value) -> Operand:
        """In double precision, as for a single household. Dividing by zero leaves the row unknown."""
        if isinstance(node, Constant):
            if node.value is None:
                return np.float64(0), ~self.everywhere[self.bytes]
            return np.float64(node.value), self.everywhere[self.bytes]
        if node not in self.doubles:
            room = self.room.setdefault(node, np.empty(self.block))[: self.stop - self.start]
            self.doubles[node] = self.calculate(node, room)
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

    def is_surely_finite(self, node: Value) -> bool:
        """Whole numbers and few operations cannot overflow into infinity, so never into not-a-number."""
        nodes = list(_below(node))
        return len(nodes) <= 15 and all(
            self.columns[leaf.id].values.dtype.kind != "f" if isinstance(leaf, Name) else _is_finite(leaf)
            for leaf in nodes
        )


def _below(node: Value) -> list[Value]:
    return [node] + [leaf for child in children(node) for leaf in _below(child)]  # type: ignore[arg-type]


def _is_finite(node: Value) -> bool:
    return not isinstance(node, Constant) or node.value is None or bool(np.isfinite(float(node.value)))


def _without_nan(values: npt.NDArray[Any], known: Bits) -> Bits:
    # The minimum is not-a-number exactly when some value is: one quick pass in the usual case of none.
    if len(values) and np.isnan(values.min()):
        return known & ~pack(np.isnan(values))
    return known


def _texts(column: Column, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return values if column.choices is None else np.array(column.choices).take(values, mode="clip")
