"""Lianxin: three-valued, with reasons, from the same NumPy arrays as everyone plus what is known of them.

Yes/no facts, and which facts are known, are packed bits, as Polars and Arrow keep them. `evaluator` does the
work that the others do; `whole` is the product's `classify`, which also says what every household could be.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.classifying.task import Task, households, shown, task
from lianxin.classification.rules import classify
from lianxin.criteria import Column, Ruleset, parse, row_masks


@dataclass
class Evaluator:
    """The rule evaluator on its own: tier and reasons of every row."""

    task: Task
    columns: dict[str, Column]

    def run(self) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
        policy = self.task.policy
        criteria = [parse(rule.when.text) for rule in policy.rules]
        groups = {
            tier: [at for at, rule in enumerate(policy.rules) if rule.gives == tier]
            for tier in ("priority", "watch")
        }
        judged = Ruleset(criteria, policy.values, groups).by_row(self.columns)
        priority, watch = judged.group("priority"), judged.group("watch")
        serious = priority.true | watch.true
        fine = priority.known & watch.known & ~serious
        # Bits of the code: 3 priority, 2 watch, 1 fine, 0 unassessed.
        tiers = row_masks(np.stack([priority.true | fine, serious]), judged.length)
        return tiers, judged.reasons

    def show(self, answer: Any, sample: list[int]) -> dict[str, Any]:
        return shown(*answer, sample)


@dataclass
class Whole:
    """Tier, reasons, what else each household could be, and which rules are open."""

    task: Task
    columns: dict[str, Column]

    def run(self) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
        policy = replace(self.task.policy)  # a document of its own: nothing is kept from the last run
        verdicts = classify(self.columns, policy, ask=False)
        return verdicts.tiers, verdicts.reasons

    def show(self, answer: Any, sample: list[int]) -> dict[str, Any]:
        return shown(*answer, sample)


def evaluator(rows: int, seed: int, unknowns: bool = True) -> Evaluator:
    work = task()
    return Evaluator(work, columns(work, rows, seed, unknowns))


def whole(rows: int, seed: int) -> Whole:
    work = task()
    return Whole(work, columns(work, rows, seed, True))


def columns(work: Task, rows: int, seed: int, unknowns: bool) -> dict[str, Column]:
    values, known = households(work.names, rows, seed)
    return {name: Column(values[name], known[name] if unknowns else None).packed() for name in work.names}
