"""Lianxin: three-valued, with reasons, from the same NumPy arrays as everyone plus what is known of them.

The known rows come as packed bits, as Arrow, Polars and DuckDB keep their validity.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.classifying.task import Task, households, shown, task
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


def evaluator(rows: int, seed: int, unknowns: bool = True) -> Evaluator:
    work = task()
    values, known = households(work.names, rows, seed)
    columns = {
        name: Column(values[name], np.packbits(known[name], bitorder="little") if unknowns else None)
        for name in work.names
    }
    return Evaluator(work, columns)
