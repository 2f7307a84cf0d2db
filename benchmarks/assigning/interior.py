"""HiGHS, interior point, over the 10 cheapest cadres of each home; what it shares out is left to greedy."""

from typing import Any

import highspy
import numpy as np

from benchmarks.assigning.checking import judged
from benchmarks.assigning.district import district
from benchmarks.assigning.greedy import complete, nearest
from lianxin.pairing.vocabulary import Ints


class Interior:
    def __init__(self, arcs: int, seconds: float, **made: Any) -> None:
        self.task, self.arcs, self.seconds = district(**made), arcs, seconds

    def run(self) -> Ints:
        task, n, m = self.task, self.task.homes.n, self.task.cadres.m
        catalogue, found = nearest(task, self.arcs)
        count = len(found.home)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = count + n, n + 2 * m
        model.col_cost_ = np.concatenate([found.cost, np.full(n, found.cost.max() * 2)])
        model.col_lower_, model.col_upper_ = np.zeros(count + n), np.ones(count + n)
        limits = np.concatenate([task.cadres.quota_homes, task.cadres.quota_visits]).astype(np.float64)
        model.row_lower_ = np.concatenate([np.ones(n), np.full(2 * m, -highspy.kHighsInf)])
        model.row_upper_ = np.concatenate([np.ones(n), limits])
        visits = task.homes.visits[found.home].astype(np.float64)
        rows = np.column_stack([found.home, n + found.cadre, n + m + found.cadre]).ravel()
        values = np.column_stack([np.ones(count), np.ones(count), visits]).ravel()
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = np.append(np.arange(count) * 3, 3 * count + np.arange(n + 1))
        model.a_matrix_.index_ = np.concatenate([rows, np.arange(n)])
        model.a_matrix_.value_ = np.concatenate([values, np.ones(n)])
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("solver", "ipm")
        solver.setOptionValue("time_limit", self.seconds)
        solver.passModel(model)
        solver.run()
        share = np.array(solver.getSolution().col_value)[:count]
        answer = np.full(n, -1)
        whole = share > 0.999
        answer[found.home[whole]] = found.cadre[whole]
        complete(task, catalogue, answer)
        return answer

    def show(self, answer: Ints) -> dict[str, Any]:
        return judged(self.task, answer)


def interior(**options: Any) -> Interior:
    return Interior(**options)
