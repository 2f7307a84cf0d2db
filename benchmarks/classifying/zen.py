"""GoRules ZEN: one decision with an expression for each rule, asked row by row, as its binding offers."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import zen

from benchmarks.classifying.task import FINE, PRIORITY, WATCH, Task, households, shown, task
from benchmarks.classifying.translate import Words, write

WORDS = Words(name=str, in_sum=str, conjunction="and", disjunction="or", negation="not ")
LONG_AGO = 1_000_000  # months; JSON knows no infinity


@dataclass
class Engine:
    task: Task
    rows: list[dict[str, Any]]

    def run(self) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
        decision = zen.ZenEngine().create_decision(self.graph())
        tiers, reasons = [], []
        for row in self.rows:
            found = decision.evaluate(row)["result"]
            mask = sum(1 << at for at in range(len(self.task.trees)) if found[f"rule_{at}"])
            reasons.append(mask)
            tiers.append(PRIORITY if mask & self.task.priority else WATCH if mask else FINE)
        return np.array(tiers, np.uint8), np.array(reasons, self.task.mask)

    def graph(self) -> str:
        rules = [
            {"id": f"e{at}", "key": f"rule_{at}", "value": write(tree, WORDS)}
            for at, tree in enumerate(self.task.trees)
        ]
        nodes = [
            {"id": "in", "name": "in", "type": "inputNode"},
            {"id": "rules", "name": "rules", "type": "expressionNode", "content": {"expressions": rules}},
            {"id": "out", "name": "out", "type": "outputNode"},
        ]
        edges = [
            {"id": f"{source}-{target}", "type": "edge", "sourceId": source, "targetId": target}
            for source, target in (("in", "rules"), ("rules", "out"))
        ]
        return json.dumps({"nodes": nodes, "edges": edges})

    def show(self, answer: Any, sample: list[int]) -> dict[str, Any]:
        return shown(*answer, sample)


def engine(rows: int, seed: int, of: int) -> Engine:
    """The first `rows` of the `of` rows that everyone else has."""
    work = task()
    values, _ = households(work.names, of, seed)
    plain = {name: np.nan_to_num(values[name][:rows], posinf=LONG_AGO).tolist() for name in work.names}
    return Engine(work, [dict(zip(plain, row, strict=True)) for row in zip(*plain.values(), strict=True)])
