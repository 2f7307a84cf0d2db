"""The attack: does a second truth fit all that is known? What is the same in all is found out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ortools.sat.python import cp_model

from lianxin.proofs.anonymity.districts import SAID, Cell, District
from lianxin.proofs.anonymity.publishing import Knowledge
from lianxin.ratings.pooling import K
from lianxin.ratings.vocabulary import Answer

MOST = 60
"""More ballots than one cell of these districts ever holds."""


@dataclass(frozen=True)
class Hidden:
    """A number of fewer than `K` ballots that nobody may find out: how many, or how many said `answer`."""

    cells: tuple[Cell, ...]
    answer: Answer | None
    truth: int


class Attack:
    """All that is known of a district, as constraints over the numbers that are not shown."""

    def __init__(self, district: District, known: Knowledge) -> None:
        self.model = cp_model.CpModel()
        self.cells = district.cells(district.paths, district.months)
        self.said = {(cell, answer): self._number() for cell in self.cells for answer in SAID}
        self.first = {cell: self._number() for cell in self.cells}
        for cell in self.cells:
            self.model.add(self.first[cell] <= self._sum([cell], SAID))
        self._learn(known)
        self.solver = cp_model.CpSolver()
        self.solver.parameters.num_workers = 1
        self.solver.parameters.random_seed = 8

    def finds(self, hidden: Iterable[Hidden]) -> list[Hidden]:
        """Return those that have one possible value left.

        Raises RuntimeError if the truth itself does not fit what is known: then the attack is broken.
        """
        differs = {one: self._differs(one) for one in hidden}
        while True:
            self.model.maximize(sum(differs.values()))
            if self.solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                raise RuntimeError("what is known contradicts itself")
            open_ones = [one for one, is_other in differs.items() if self.solver.value(is_other)]
            if not open_ones:
                return list(differs)
            for one in open_ones:  # these may be otherwise; are the rest the same in every truth that fits?
                del differs[one]

    def _learn(self, known: Knowledge) -> None:
        for total in known.totals:
            for answer, number in zip(SAID, total.answers, strict=True):
                self.model.add(self._sum(total.cells, [answer]) == number)
            if total.households is not None:
                self.model.add(self._firsts(total.cells) == total.households)
        for cells in known.short:
            self._learn_short(cells)

    def _learn_short(self, cells: tuple[Cell, ...]) -> None:
        """Fewer than K households, or fewer than twice as many of one bad opinion; or, where several groups
        wait together, each as large as a group can be: of that only a bound is used."""
        if len({(village, cadre) for village, _month, cadre in cells}) > 1:
            return
        is_few, households = self.model.new_bool_var(""), self._firsts(cells)
        self.model.add(households <= K - 1).only_enforce_if(is_few)
        self.model.add(households <= 2 * K - 1).only_enforce_if(is_few.negated())
        self.model.add(self._sum(cells, [Answer.GOOD]) == 0).only_enforce_if(is_few.negated())

    def _number(self) -> cp_model.IntVar:
        return self.model.new_int_var(0, MOST, "")

    def _sum(self, cells: Iterable[Cell], answers: Iterable[Answer]) -> cp_model.LinearExpr:
        answers = list(answers)
        return cp_model.LinearExpr.sum([self.said[cell, answer] for cell in cells for answer in answers])

    def _firsts(self, cells: Iterable[Cell]) -> cp_model.LinearExpr:
        return cp_model.LinearExpr.sum([self.first[cell] for cell in cells])

    def _differs(self, one: Hidden) -> cp_model.IntVar:
        is_other = self.model.new_bool_var("")
        answers = SAID if one.answer is None else [one.answer]
        self.model.add(self._sum(one.cells, answers) != one.truth).only_enforce_if(is_other)
        return is_other


def hidden_in(district: District) -> Iterator[Hidden]:
    """Every village's month, and every cadre's in it, from which fewer than `K` ballots came, but some."""
    groups = [(cell,) for cell in district.cells(district.paths, district.months)]
    groups += [
        tuple(district.cells([village], [month]))
        for village in district.paths
        for month in district.months
        if len(district.cadres[village]) > 1
    ]
    for cells in groups:
        counts = district.counted(cells)
        n = sum(counts.values())
        if 0 < n < K:
            yield Hidden(cells, None, n)
            yield from (Hidden(cells, answer, number) for answer, number in counts.items() if number)
