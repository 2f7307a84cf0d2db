"""Run a compiled program over one block of rows at a time, in buffers that are used again."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np

from lianxin.criteria.columns import Bits, pack
from lianxin.criteria.inputs import Cursor, Input
from lianxin.criteria.program import Fact, Join, Limit, Never, Program, Test
from lianxin.criteria.sums import COMPARE, Sides
from lianxin.criteria.tree import Comparison

Step: TypeAlias = tuple[Callable[..., Any], Bits, Bits, Bits]
JOIN: dict[str, Callable[..., Any]] = {"and": np.bitwise_and, "or": np.bitwise_or}


class Registers:
    """One thread's registers: `true` and `possible`, packed bits of shape (registers, bytes)."""

    def __init__(self, program: Program, block: int) -> None:
        self.program = program
        self.cursor = Cursor(block)
        self.inputs = {name: Input(column, self.cursor) for name, column in program.columns.items()}
        self.sides = {
            leaf.test: Sides(leaf.test, self.inputs, self.cursor)
            for leaf in program.leaves
            if isinstance(leaf.test, Comparison)
        }
        tests = [leaf.test for leaf in program.leaves]
        self.twins = [tests.index(test) for test in tests]
        self.flags = np.empty(block, np.bool_)
        self.planes = np.zeros((2, len(program.leaves) + len(program.joins), block // 8), np.uint8)
        self.true, self.possible = self.planes
        # Joins are fixed operations on fixed buffers: bound once, run for every block.
        self.steps = [
            step
            for register, join in enumerate(program.joins, len(program.leaves))
            for step in self.bind(join, register)
        ]

    def bind(self, join: Join, register: int) -> Iterator[Step]:
        out, (first, *others) = self.planes[:, register], [self.planes[:, part] for part in join.parts]
        for other in others:
            yield JOIN[join.operator], first, other, out
            first = out

    def fill(self, start: int, stop: int) -> None:
        """Fill all registers for the rows from `start`; bits behind the last row are left to chance."""
        self.cursor.enter(start, stop)
        self.fill_leaves(self.cursor.bytes)
        for function, left, right, out in self.steps:
            function(left, right, out)

    def fill_leaves(self, length: int) -> None:
        leaves = self.program.leaves
        bits, known = self.planes[:, : len(leaves)]
        for register, twin in enumerate(self.twins):
            if twin < register:  # the same test, not negated
                bits[register], known[register] = bits[twin], known[twin]
            else:
                bits[register, :length], known[register, :length] = self.judge(leaves[register].test)
        negated = bits[sum(not leaf.negated for leaf in leaves) :]  # they come last
        np.invert(negated, negated)
        # All leaves at once: true is bits & known; possible is what is not false, and false is known ^ true.
        np.bitwise_and(bits, known, bits)
        np.bitwise_xor(known, bits, known)
        np.invert(known, known)

    def judge(self, test: Test) -> tuple[Bits, Bits]:
        """Packed bits of the rows where the test holds, whatever is known, and of those where it is known."""
        flags = self.flags[: self.cursor.stop - self.cursor.start]
        if isinstance(test, Fact):
            return self.inputs[test.name].true_bits(), self.inputs[test.name].known()
        if isinstance(test, Limit):
            COMPARE[test.operator](self.inputs[test.name].values(), test.constant, flags)
            return pack(flags), self.inputs[test.name].known()
        if isinstance(test, Comparison):
            known = self.sides[test].judge(flags)
            return pack(flags), known
        nowhere = np.zeros(self.cursor.bytes, np.uint8)
        if isinstance(test, Never):
            return nowhere, self.inputs[test.name].known()
        return nowhere, nowhere if test.value is None else ~nowhere

    def true_of(self, registers: Sequence[int]) -> Bits:
        """Where each of `registers` is true, shape (len(registers), bytes)."""
        return self.true.take(registers, axis=0)[:, : self.cursor.bytes]

    def unknown_of(self, registers: Sequence[int]) -> Bits:
        """Where each of `registers` is unknown, shape (len(registers), bytes)."""
        unknown = self.true.take(registers, axis=0)
        np.bitwise_xor(unknown, self.possible.take(registers, axis=0), unknown)
        return unknown[:, : self.cursor.bytes]
