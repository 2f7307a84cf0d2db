"""OR-Tools' minimum-cost flow over the 40 cheapest cadres of each home, completed by greedy."""

from typing import Any

import numpy as np
from ortools.graph.python import min_cost_flow

from benchmarks.assigning.checking import judged
from benchmarks.assigning.district import district
from benchmarks.assigning.greedy import complete, nearest
from lianxin.pairing.vocabulary import Ints


class PlainFlow:
    def __init__(self, arcs: int, **made: Any) -> None:
        self.task, self.arcs = district(**made), arcs

    def run(self) -> Ints:
        task, n, m = self.task, self.task.homes.n, self.task.cadres.m
        catalogue, found = nearest(task, self.arcs)
        network = min_cost_flow.SimpleMinCostFlow()
        add = network.add_arcs_with_capacity_and_unit_cost
        ones = np.ones(len(found.home), np.int64)
        pairs = add(found.home, n + found.cadre, ones, found.cost.astype(np.int64))
        every, out = n + np.arange(m), np.full(m, n + m)
        add(every, out, task.cadres.quota_homes, np.zeros(m, np.int64))
        alone = np.full(n, int(found.cost.max()) * 2)
        add(np.arange(n), np.full(n, n + m), np.ones(n, np.int64), alone)
        supply = np.concatenate([np.ones(n, np.int64), np.zeros(m, np.int64), [-n]])
        network.set_nodes_supplies(np.arange(n + m + 1), supply)
        if network.solve() != network.OPTIMAL:
            raise RuntimeError("the flow was not solved")
        taken = network.flows(pairs) > 0
        answer = np.full(n, -1)
        answer[found.home[taken]] = found.cadre[taken]
        complete(task, catalogue, answer)
        return answer

    def show(self, answer: Ints) -> dict[str, Any]:
        return judged(self.task, answer)


def plain_flow(**options: Any) -> PlainFlow:
    return PlainFlow(**options)
