"""A whole rule set over a whole register, in blocks and on two threads."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from lianxin.criteria.binding import bind
from lianxin.criteria.blocks import BLOCK, Worker
from lianxin.criteria.columns import Bits, Column, Truths, length_of
from lianxin.criteria.kinds import check
from lianxin.criteria.messages import CriterionError
from lianxin.criteria.parsing import Criterion
from lianxin.criteria.program import Compiler, Program
from lianxin.criteria.rows import row_masks
from lianxin.criteria.tree import Or, name_nodes


class Ruleset:
    """Criteria that are judged together: a comparison that several of them share is made once.

    `numbers` binds the policy's numbers. `groups` names sets of criteria by position; for each the answer
    "does any of them hold?" is worked out along the way (`Outcome.group`).
    """

    def __init__(
        self,
        criteria: Sequence[Criterion],
        numbers: Mapping[str, object] | None = None,
        groups: Mapping[str, Sequence[int]] | None = None,
    ) -> None:
        self.criteria = tuple(criteria)
        self.groups = {name: tuple(members) for name, members in (groups or {}).items()}
        self.trees = [bind(criterion.tree, numbers) for criterion in self.criteria]
        self._all_trees = self.trees + [Or(tuple(self.trees[i] for i in m)) for m in self.groups.values()]
        self.names = frozenset(name.id for tree in self.trees for name in name_nodes(tree))

    def run(self, columns: Mapping[str, Column], *, threads: int = 2) -> "Outcome":
        """Judge every row. Raises CriterionError for a missing column, unequal lengths or a wrong kind."""
        used = {name: columns[name] for name in sorted(self.names & columns.keys())}
        for tree in self.trees:
            for name in name_nodes(tree):
                if name.id not in used:
                    raise CriterionError("no_column", name.column, name=name.id)
            check(tree, {name: column.kind for name, column in used.items()})
        length = length_of(used or dict(columns))
        program = Compiler(used).compile(self._all_trees)
        planes = np.empty((2, len(self._all_trees), (length + 7) // 8), np.uint8)
        _in_blocks(program, planes, length, threads)
        if length % 8:
            planes[:, :, -1] &= (1 << length % 8) - 1
        rules = len(self.criteria)
        grouped = {name: rules + i for i, name in enumerate(self.groups)}
        return Outcome(planes[0, :rules], planes[1, :rules], length, planes, grouped)


@dataclass(frozen=True, eq=False)
class Outcome:
    """What came out. `true` and `known`: packed bits, shape (rules, bytes), one line per criterion."""

    true: Bits
    known: Bits
    length: int
    _planes: Bits
    _grouped: Mapping[str, int]

    def rule(self, position: int) -> Truths:
        return Truths(self.true[position], self.known[position], self.length)

    def group(self, name: str) -> Truths:
        """Whether any criterion of the group holds; unknown where none does but one might."""
        line = self._grouped[name]
        return Truths(self._planes[0, line], self._planes[1, line], self.length)

    @cached_property
    def reasons(self) -> npt.NDArray[np.unsignedinteger[Any]]:
        """One bit per criterion and row, set where it is true: shape (length,), bit i for criterion i.

        uint8, 16, 32 or 64, whichever holds all criteria; beyond 64, uint64 of shape (length, chunks) with
        criterion i at bit i % 64 of chunk i // 64.
        """
        return row_masks(self.true, self.length)

    @cached_property
    def doubts(self) -> npt.NDArray[np.unsignedinteger[Any]]:
        """As `reasons`, with the bits of the criteria that are unknown."""
        return row_masks(~self.known, self.length)


def _in_blocks(program: Program, planes: Bits, length: int, threads: int) -> None:
    """Fill planes[0] (true) and planes[1] (known), shape (2, results, bytes)."""
    starts = iter(range(0, length, BLOCK))  # taking the next one is atomic: threads help themselves

    def work() -> None:
        worker = Worker(program)
        with np.errstate(all="ignore"):
            for start in starts:
                stop = min(start + BLOCK, length)
                worker.run(start, stop)
                here = slice(start // 8, (stop + 7) // 8)
                for i, ref in enumerate(program.results):
                    true = (worker.false if ref.swapped else worker.true)[ref.register, : worker.bytes]
                    false = (worker.true if ref.swapped else worker.false)[ref.register, : worker.bytes]
                    planes[0, i, here] = true
                    np.bitwise_or(true, false, planes[1, i, here])

    wanted = min(threads, -(-length // BLOCK))
    if wanted <= 1:
        return work()
    with ThreadPoolExecutor(wanted) as pool:
        for done in [pool.submit(work) for _ in range(wanted)]:
            done.result()
    return None
