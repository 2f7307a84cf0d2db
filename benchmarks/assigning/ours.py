"""Lianxin's solver."""

from typing import Any

from benchmarks.assigning.checking import judged
from benchmarks.assigning.district import district
from benchmarks.assigning.proving import proved
from lianxin.pairing.solver import solve
from lianxin.pairing.solver.exact import HOMES
from lianxin.pairing.vocabulary import Plan


class Solver:
    def __init__(self, enough: float, budget_s: float, seed: int, checked: bool = True, **made: Any) -> None:
        self.task, self.seed, self.checked = district(seed=seed, **made), seed, checked
        self.options = {"enough": enough, "budget_s": budget_s}

    def run(self) -> Plan:
        return solve(self.task, seed=self.seed, **self.options)

    def show(self, answer: Plan) -> dict[str, Any]:
        own = {"bound": answer.bound, "floor": answer.floor, "rounds": answer.rounds, "said": answer.cost}
        if self.checked and self.task.homes.n > HOMES:  # else branch and bound may have proved more
            own["unproved"] = max(0, answer.bound - proved(self.task, answer.worth))
        return {**judged(self.task, answer.pairs), **own}


def solver(**options: Any) -> Solver:
    return Solver(**options)
