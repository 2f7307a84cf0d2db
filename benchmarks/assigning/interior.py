"""HiGHS, interior point, over the 10 cheapest cadres of each home; what it shares out is left to greedy."""

from typing import Any

import numpy as np

from benchmarks.assigning.checking import judged
from benchmarks.assigning.district import district
from benchmarks.assigning.greedy import complete, nearest
from benchmarks.assigning.highs import Problem, ask
from lianxin.pairing.vocabulary import Ints


class Interior:
    def __init__(self, arcs: int, seconds: float, **made: Any) -> None:
        self.task, self.arcs, self.seconds = district(**made), arcs, seconds

    def run(self) -> Ints:
        task = self.task
        catalogue, found = nearest(task, self.arcs)
        problem = Problem(
            home=found.home,
            cadre=found.cadre,
            cost=found.cost,
            visits=task.homes.visits,
            past=np.full(task.homes.n, found.cost.max() * 2),
            places=task.cadres.quota_homes,
            room=task.cadres.quota_visits,
            whole=False,
        )
        (found_shares,) = ask([problem], self.seconds)
        whole = found_shares.share > 0.999
        answer = np.full(task.homes.n, -1)
        answer[found.home[whole]] = found.cadre[whole]
        complete(task, catalogue, answer)
        return answer

    def show(self, answer: Ints) -> dict[str, Any]:
        return judged(self.task, answer)


def interior(**options: Any) -> Interior:
    return Interior(**options)
