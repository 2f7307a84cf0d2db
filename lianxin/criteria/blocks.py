"""Run a compiled program over one block of rows at a time, in buffers that are used again."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lianxin.criteria.amounts import Amounts
from lianxin.criteria.columns import Bits, pack
from lianxin.criteria.program import Fact, Fixed, Leaf, Limit, Never, Program

COMPARE: dict[str, Callable[..., Any]] = {"<": np.less, "<=": np.less_equal, "==": np.equal}
JOIN: dict[str, Callable[..., Any]] = {"and": np.bitwise_and, "or": np.bitwise_or}


class Registers:
    """One thread's registers: `planes`, shape (registers, 2, bytes), holds *true* and *possible* of each."""

    def __init__(self, program: Program, block: int) -> None:
        self.program = program
        self.amounts = Amounts(program.columns, block)
        registers = len(program.leaves) + len(program.joins)
        self.planes = np.zeros((registers, 2, block // 8), np.uint8)
        self.flags = np.empty(block, np.bool_)
        # Joins are fixed operations on fixed buffers: bound once, run for every block.
        flat = self.planes.reshape(registers, block // 4).view(np.uint64)
        self.joins: list[tuple[Callable[..., Any], Any, Any, Any]] = [
            (JOIN[join.operator], flat[join.left], flat[join.right], out)
            for join, out in zip(program.joins, flat[len(program.leaves) :], strict=True)
        ]

    def fill(self, start: int, stop: int) -> None:
        """Fill all registers for the rows from `start`; bits behind the last row are left to chance."""
        self.amounts.enter(start, stop)
        for leaf, planes in zip(self.program.leaves, self.planes, strict=False):
            true, possible = planes[:, self.amounts.bytes]
            self.fill_leaf(leaf, true, possible)
        for function, left, right, out in self.joins:
            function(left, right, out)

    def fill_leaf(self, leaf: Leaf, true: Bits, possible: Bits) -> None:
        test, amounts = leaf.test, self.amounts
        flags = self.flags[: amounts.stop - amounts.start]
        match test:
            case Fact():
                bits = pack(amounts.values(test.name))
                known, unknown = amounts.known(test.name)
            case Limit():
                COMPARE[test.operator](amounts.values(test.name), test.constant, flags)
                bits = pack(flags)
                known, unknown = amounts.known(test.name)
            case Never():
                known, unknown = amounts.known(test.name)
                bits = np.zeros_like(known)
            case Fixed():
                bits = np.zeros_like(true)
                known = bits if test.value is None else ~bits
                unknown = ~known
            case _:
                left, right, known = amounts.sides(test.left, test.right)
                COMPARE[test.operator](left, right, flags)
                bits = pack(flags)
                unknown = ~known
        if leaf.negated:
            np.invert(bits, bits)
        np.bitwise_and(bits, known, true)
        np.bitwise_or(bits, unknown, possible)

    def copy_truths(self, registers: Sequence[int], planes: Bits) -> None:
        """Write *true* and *known* of `registers` into `planes`, shape (2, len(registers), bytes)."""
        true, known = planes
        for line, register in enumerate(registers):
            sure, possible = self.planes[register, :, self.amounts.bytes]
            true[line] = sure
            np.bitwise_xor(sure, possible, known[line])
        np.invert(known, known)
