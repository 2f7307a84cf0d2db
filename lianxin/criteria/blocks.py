"""Run a compiled program over one block of rows at a time, in buffers that are used again."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from lianxin.criteria.columns import Bits, pack
from lianxin.criteria.inputs import Cursor, Input
from lianxin.criteria.program import Fact, Limit, Never, Program, Test
from lianxin.criteria.sums import COMPARE, Sides
from lianxin.criteria.tree import Comparison

JOIN: dict[str, Callable[..., Any]] = {"and": np.bitwise_and, "or": np.bitwise_or}


class Registers:
    """One thread's registers: `planes`, shape (registers, 2, bytes), holds *true* and *possible* of each."""

    def __init__(self, program: Program, block: int) -> None:
        self.program = program
        self.cursor = Cursor(block)
        self.inputs = {name: Input(column, self.cursor) for name, column in program.columns.items()}
        self.sides = {
            leaf.test: Sides(leaf.test, self.inputs, self.cursor)
            for leaf in program.leaves
            if isinstance(leaf.test, Comparison)
        }
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
        self.cursor.enter(start, stop)
        self.bytes = slice(0, self.cursor.bytes)
        for leaf, planes in zip(self.program.leaves, self.planes, strict=False):
            bits, known, unknown = self.judge(leaf.test)
            if leaf.negated:
                np.invert(bits, bits)
            true, possible = planes[:, self.bytes]
            np.bitwise_and(bits, known, true)
            np.bitwise_or(bits, unknown, possible)
        for function, left, right, out in self.joins:
            function(left, right, out)

    def judge(self, test: Test) -> tuple[Bits, Bits, Bits]:
        """Packed bits of the rows where the test holds (whatever is known), is known, is not known.

        The first are the caller's to overwrite.
        """
        flags = self.flags[: self.cursor.stop - self.cursor.start]
        if isinstance(test, Fact):
            return pack(self.inputs[test.name].values()), *self.inputs[test.name].known()
        if isinstance(test, Limit):
            COMPARE[test.operator](self.inputs[test.name].values(), test.constant, flags)
            return pack(flags), *self.inputs[test.name].known()
        if isinstance(test, Comparison):
            known, unknown = self.sides[test].judge(flags)
            return pack(flags), known, unknown
        nowhere = np.zeros(self.cursor.bytes, np.uint8)
        if isinstance(test, Never):
            return nowhere, *self.inputs[test.name].known()
        everywhere = self.cursor.everywhere[self.bytes]
        return nowhere.copy(), *((nowhere, everywhere) if test.value is None else (everywhere, nowhere))

    def copy_truths(self, registers: Sequence[int], planes: Bits) -> None:
        """Write *true* and *known* of `registers` into `planes`, shape (2, len(registers), bytes)."""
        true, known = planes
        for line, register in enumerate(registers):
            sure, possible = self.planes[register, :, self.bytes]
            true[line] = sure
            np.bitwise_xor(sure, possible, known[line])
        np.invert(known, known)
