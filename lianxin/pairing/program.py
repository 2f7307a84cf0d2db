"""Both limits at once, with homes that may be shared out: a linear program. Pure.

Flows know the limit on homes only. Where visits bind too, prices come from here (GLOP of OR-Tools, the
simplex method). In its answer nearly every home goes to one cadre as a whole; what it shares out is rounded
afterwards.
"""

from dataclasses import dataclass

import numpy as np
from ortools.linear_solver import linear_solver_pb2, pywraplp

from lianxin.pairing.arcs import Arcs
from lianxin.pairing.candidates import Prices
from lianxin.pairing.vocabulary import Floats, Ints


@dataclass(frozen=True, slots=True)
class Question:
    """arcs and their costs in points; `size` homes in each row of the arcs, each owed `visits` a year.

    places, room: homes and visits a year that each cadre can take. past: points of a home that is left over,
    for each row.
    """

    arcs: Arcs
    size: Ints
    visits: Ints
    places: Ints
    room: Ints
    past: Floats


@dataclass(frozen=True, slots=True)
class Answer:
    """value: the least cost. prices: of places and visits, whole or not. amount: homes along each arc."""

    value: float
    prices: Prices
    amount: Floats


def solve_program(question: Question, seconds: float) -> Answer | None:
    """The optimum, or None where it was not found within the time."""
    arcs, rows = question.arcs, len(question.size)
    count = len(arcs.home)
    model = linear_solver_pb2.MPModelProto()
    for points in [*arcs.cost.tolist(), *question.past.tolist()]:
        model.variable.add(lower_bound=0.0, objective_coefficient=points)
    begin = [*arcs.start.tolist(), count]
    for row, size in enumerate(question.size.tolist()):
        own = [*range(begin[row], begin[row + 1]), count + row]
        model.constraint.add(lower_bound=size, upper_bound=size, var_index=own, coefficient=[1.0] * len(own))
    order = np.argsort(arcs.cadre, kind="stable")
    ends = np.searchsorted(arcs.cadre[order], np.arange(1, len(question.places)))
    by_cadre = np.split(order, ends)
    visits = question.visits[arcs.home].astype(np.float64)
    for limits, weight in ((question.places, np.ones(count)), (question.room, visits)):
        for limit, own_arcs in zip(limits.tolist(), by_cadre, strict=True):
            model.constraint.add(upper_bound=limit, var_index=own_arcs, coefficient=weight[own_arcs])
    solver = pywraplp.Solver.CreateSolver("GLOP")
    solver.LoadModelFromProto(model)
    del model
    solver.SetTimeLimit(max(1, int(seconds * 1000)))
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        return None
    worth = np.maximum([-row.dual_value() for row in solver.constraints()[rows:]], 0.0)
    prices = Prices(worth[: len(by_cadre)], worth[len(by_cadre) :])
    amount = np.array([variable.solution_value() for variable in solver.variables()[:count]])
    return Answer(float(solver.Objective().Value()), prices, amount)
