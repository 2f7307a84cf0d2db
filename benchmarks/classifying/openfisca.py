"""OpenFisca's technique, in our own writing (openfisca-core is AGPL; only its way of working is taken).

Every variable has one formula over whole NumPy columns; what was calculated is kept per variable, so a
variable that several formulas need is calculated once. `*`, `+` and `not_` are and, or, not. No unknowns.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.classifying.task import FINE, PRIORITY, WATCH, Task, households, shown, task
from benchmarks.classifying.translate import Words, write

WORDS = Words(
    name=lambda name: f'household("{name}")',
    in_sum=lambda name: f'household("{name}").astype(np.float64)',
    conjunction="*",
    disjunction="+",
    negation="np.logical_not",
)


@dataclass
class Simulation:
    """Calculates variables by name and keeps what it has calculated."""

    formulas: dict[str, Any]
    held: dict[str, npt.NDArray[Any]] = field(default_factory=dict)

    def calculate(self, variable: str) -> npt.NDArray[Any]:
        if variable not in self.held:
            self.held[variable] = self.formulas[variable](self.calculate)
        return self.held[variable]


@dataclass
class Vectorised:
    task: Task
    inputs: dict[str, npt.NDArray[Any]]

    def run(self) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
        rules = [f"rule_{at}" for at in range(len(self.task.trees))]
        texts = dict(zip(rules, (write(tree, WORDS) for tree in self.task.trees), strict=True))
        formulas = {name: eval(f"lambda household: {text}", {"np": np}) for name, text in texts.items()}
        formulas["reasons"] = self.reasons
        formulas["tier"] = self.tier
        simulation = Simulation(formulas, dict(self.inputs))
        return simulation.calculate("tier"), simulation.calculate("reasons")

    def reasons(self, household: Any) -> npt.NDArray[Any]:
        masks = household("rule_0").astype(self.task.mask)
        for at in range(1, len(self.task.trees)):
            masks += household(f"rule_{at}") * self.task.mask(1 << at)
        return masks

    def tier(self, household: Any) -> npt.NDArray[Any]:
        reasons = household("reasons")
        serious = [reasons & self.task.mask(self.task.priority) != 0, reasons != 0]
        return np.select(serious, [np.uint8(PRIORITY), np.uint8(WATCH)], np.uint8(FINE))

    def show(self, answer: Any, sample: list[int]) -> dict[str, Any]:
        return shown(*answer, sample)


def vectorised(rows: int, seed: int) -> Vectorised:
    work = task()
    values, _ = households(work.names, rows, seed)
    return Vectorised(work, values)
