"""A whole rule set over a whole register, in blocks and on two threads."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from lianxin.criteria.binding import bind
from lianxin.criteria.blocks import Registers
from lianxin.criteria.columns import Column, length_of
from lianxin.criteria.kinds import check
from lianxin.criteria.messages import CriterionError
from lianxin.criteria.outcome import ByRow, Outcome
from lianxin.criteria.parsing import Criterion
from lianxin.criteria.program import Program, compile_program
from lianxin.criteria.rows import Turner, empty_masks
from lianxin.criteria.threads import over_blocks
from lianxin.criteria.tree import Constant, Or, name_nodes


class Ruleset:
    """Criteria that are judged together: a comparison that several of them share is made once.

    `numbers` binds the policy's numbers. `groups` names sets of criteria by position; for each the answer
    "does any of them hold?" is worked out along the way: unknown where none does but one might.
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
        self.names = frozenset(name.id for tree in self.trees for name in name_nodes(tree))

    def run(self, columns: Mapping[str, Column], *, threads: int = 2) -> Outcome:
        """Judge every row; the answer rule by rule.

        Raises CriterionError for a missing column, unequal lengths or a column of the wrong kind.
        """
        program, length = self._program(columns)
        planes = np.empty((2, len(program.results), (length + 7) // 8), np.uint8)

        def worker(block: int) -> Callable[[int, int], None]:
            registers = Registers(program, block)

            def work(start: int, stop: int) -> None:
                registers.fill(start, stop)
                true, known = planes[:, :, start // 8 : (stop + 7) // 8]
                true[:] = registers.true_of(program.results)
                np.invert(registers.unknown_of(program.results), known)

            return work

        over_blocks(length, threads, worker)
        if length % 8:
            planes[:, :, -1] &= (1 << length % 8) - 1
        return Outcome(planes[0], planes[1], length, tuple(self.groups))

    def by_row(self, columns: Mapping[str, Column], *, doubts: bool = False, threads: int = 2) -> ByRow:
        """Judge every row; the answer row by row, as masks with a bit for each rule, and the groups.

        For large registers: the rules' own bits never leave the cache. Raises as `run`.
        """
        program, length = self._program(columns)
        rules = len(self.criteria)
        of_rules, of_groups = program.results[:rules], program.results[rules:]
        groups = np.empty((2, len(self.groups), (length + 7) // 8), np.uint8)
        reasons = empty_masks(rules, length)
        unsure = empty_masks(rules, length if doubts else 0)

        def worker(block: int) -> Callable[[int, int], None]:
            registers, turner = Registers(program, block), Turner(rules, block)

            def work(start: int, stop: int) -> None:
                registers.fill(start, stop)
                turner.turn(registers.true_of(of_rules), reasons[start:stop])
                if doubts:
                    turner.turn(registers.unknown_of(of_rules), unsure[start:stop])
                true, known = groups[:, :, start // 8 : (stop + 7) // 8]
                true[:] = registers.true_of(of_groups)
                np.invert(registers.unknown_of(of_groups), known)

            return work

        over_blocks(length, threads, worker)
        if length % 8:
            groups[:, :, -1] &= (1 << length % 8) - 1
        return ByRow(reasons, unsure if doubts else None, length, groups[0], groups[1], tuple(self.groups))

    def _program(self, columns: Mapping[str, Column]) -> tuple[Program, int]:
        used = {name: columns[name] for name in sorted(self.names & columns.keys())}
        for tree in self.trees:
            for name in name_nodes(tree):
                if name.id not in used:
                    raise CriterionError("no_column", name.column, name=name.id)
            check(tree, {name: column.kind for name, column in used.items()})
        grouped = (
            Or(tuple(self.trees[i] for i in members)) if members else Constant(False, "bool")
            for members in self.groups.values()
        )
        return compile_program([*self.trees, *grouped], used), length_of(used or dict(columns))
