"""Run a compiled program over one block of rows at a time, in buffers that are used again."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from lianxin.criteria.columns import Bits, Column, pack
from lianxin.criteria.program import Fact, Fixed, Leaf, Limit, Program
from lianxin.criteria.tree import Arithmetic, Comparison, Constant, Name, Value

BLOCK = 131_072  # rows; the planes of all registers stay in the cache of one core

COMPARE: dict[str, Callable[..., Any]] = {"<": np.less, "<=": np.less_equal, "==": np.equal}
CALCULATE: dict[str, Callable[..., Any]] = {
    "+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide,
}  # fmt: skip

Operand = tuple[Any, Bits]  # values (or one constant) and the rows where they are known


class Worker:
    """One thread's registers: `run` fills the planes `true` and `false` for the rows from `start`."""

    def __init__(self, program: Program) -> None:
        self.program = program
        registers = len(program.leaves) + len(program.joins)
        self.true = np.zeros((registers, BLOCK // 8), np.uint8)
        self.false = np.zeros((registers, BLOCK // 8), np.uint8)
        self.flags = np.empty(BLOCK, np.bool_)
        self.all = np.full(BLOCK // 8, 255, np.uint8)
        planes = (self.true, self.false)
        # Joins are fixed operations on fixed buffers: bound once, run for every block.
        self.steps: list[tuple[Callable[..., Any], Bits, Bits, Bits]] = []
        for register, join in enumerate(program.joins, len(program.leaves)):
            left, right = join.left, join.right
            for plane, function in enumerate((np.bitwise_and, np.bitwise_or)):
                a = planes[plane ^ left.swapped][left.register]
                b = planes[plane ^ right.swapped][right.register]
                self.steps.append((function, a, b, planes[plane][register]))

    def run(self, start: int, stop: int) -> None:
        self.start, self.stop, self.bytes = start, stop, (stop - start + 7) // 8
        self.known: dict[str, Bits] = {}
        for register, leaf in enumerate(self.program.leaves):
            self.fill(leaf, self.true[register, : self.bytes], self.false[register, : self.bytes])
        for function, left, right, out in self.steps:
            function(left, right, out)

    def fill(self, leaf: Leaf, true: Bits, false: Bits) -> None:
        flags = self.flags[: self.stop - self.start]
        match leaf:
            case Fixed():
                true[:] = 0
                false[:] = 0 if leaf.value is None else 255
                return
            case Fact():
                known = self.known_bits(leaf.name)
                flags = self.values(leaf.name)
            case Limit():
                known = self.known_bits(leaf.name)
                if leaf.operator == "never":
                    true[:] = 0
                    false[:] = known
                    return
                COMPARE[leaf.operator](self.values(leaf.name), leaf.constant, flags)
            case Comparison():
                left, known = self.operand(leaf.left)
                right, also = self.operand(leaf.right)
                COMPARE[leaf.operator](left, right, flags)
                known = known & also
        np.bitwise_and(pack(flags), known, true)
        np.bitwise_xor(true, known, false)

    def values(self, name: str) -> npt.NDArray[Any]:
        return self.program.columns[name].values[self.start : self.stop]

    def known_bits(self, name: str) -> Bits:
        """The rows of this block in which the column is known, worked out once for all its comparisons."""
        if name in self.known:
            return self.known[name]
        column = self.program.columns[name]
        known = self.all[: self.bytes] if column.known is None else pack(column.known[self.start : self.stop])
        values = self.values(name)
        if values.dtype.kind == "f":
            known = _without_nan(values, known)
        self.known[name] = known
        return known

    def operand(self, node: Value) -> Operand:
        if isinstance(node, Arithmetic):
            values, known = self.calculate(node)
            return values, _without_nan(values, known)
        if isinstance(node, Constant):
            return node.value, self.all[: self.bytes]
        column = self.program.columns[node.id]
        return _texts(column, self.values(node.id)), self.known_bits(node.id)

    def calculate(self, node: Value) -> Operand:
        """In doubles. Dividing by zero leaves the row unknown."""
        if isinstance(node, Constant):
            if node.value is None:
                return np.float64(0), np.zeros_like(self.all[: self.bytes])
            return np.float64(node.value), self.all[: self.bytes]
        if isinstance(node, Name):
            return self.values(node.id).astype(np.float64), self.known_bits(node.id)
        (left, known), (right, also) = self.calculate(node.left), self.calculate(node.right)
        known = known & also
        if node.operator == "/":
            known = known & (pack(right != 0) if np.ndim(right) else self.all[: self.bytes] * (right != 0))
        return CALCULATE[node.operator](left, right), known


def _without_nan(values: npt.NDArray[Any], known: Bits) -> Bits:
    # The minimum is not-a-number exactly when some value is: one quick pass in the usual case of none.
    if len(values) and np.isnan(values.min()):
        return known & ~pack(np.isnan(values))
    return known


def _texts(column: Column, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return values if column.choices is None else np.array(column.choices).take(values, mode="clip")
