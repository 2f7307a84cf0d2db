"""Both limits at once, with homes that may be shared out: a linear program. Pure.

Flows know the limit on homes only. Where visits bind too, prices come from here (GLOP of OR-Tools, the
simplex method). In its answer nearly every home goes to one cadre as a whole; what it shares out is rounded
afterwards.
"""

from dataclasses import dataclass

import numpy as np
from ortools.linear_solver import linear_solver_pb2, pywraplp

from lianxin.pairing.solver.arcs import Arcs
from lianxin.pairing.solver.candidates import Prices
from lianxin.pairing.vocabulary import Bools, Floats, Ints


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
    solver = pywraplp.Solver.CreateSolver("GLOP")
    solver.LoadModelFromProto(_model(question))
    solver.SetTimeLimit(max(1, int(seconds * 1000)))
    if solver.Solve() != pywraplp.Solver.OPTIMAL:
        return None
    rows, cadres = len(question.size), len(question.places)
    worth = np.maximum([-row.dual_value() for row in solver.constraints()[rows:]], 0.0)
    amount = [variable.solution_value() for variable in solver.variables()[: len(question.arcs.home)]]
    prices = Prices(worth[:cadres], worth[cadres:])
    return Answer(float(solver.Objective().Value()), prices, np.array(amount))


def solve_whole(question: Question, start: Bools, seconds: float, nodes: int) -> Bools | None:
    """The arcs taken by whole homes at the least cost found in so many nodes of branch and bound (SCIP).

    start: the arcs of a plan to begin with. None where nothing was found within the time.
    """
    model = _model(question)
    for variable in model.variable:
        variable.is_integer = True
    model.solution_hint.var_index.extend(range(len(start)))
    model.solution_hint.var_value.extend(start.astype(np.float64))
    solver = pywraplp.Solver.CreateSolver("SCIP")
    solver.LoadModelFromProto(model)
    solver.SetTimeLimit(max(1, int(seconds * 1000)))
    solver.SetSolverSpecificParametersAsString(f"limits/nodes = {nodes}\nlimits/gap = 0\n")
    if solver.Solve() not in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE):
        return None
    amount = [variable.solution_value() for variable in solver.variables()[: len(start)]]
    return np.array(amount) > 0.5


def _model(question: Question) -> linear_solver_pb2.MPModelProto:
    """A variable for each arc, then one for each row that goes past; rows for homes, places, visits."""
    arcs, count = question.arcs, len(question.arcs.home)
    model = linear_solver_pb2.MPModelProto()
    for points in [*arcs.cost.tolist(), *question.past.tolist()]:
        model.variable.add(lower_bound=0.0, objective_coefficient=points)
    begin = [*arcs.start.tolist(), count]
    for row, size in enumerate(question.size.tolist()):
        own = [*range(begin[row], begin[row + 1]), count + row]
        model.constraint.add(lower_bound=size, upper_bound=size, var_index=own, coefficient=[1.0] * len(own))
    order = np.argsort(arcs.cadre, kind="stable")
    by_cadre = np.split(order, np.searchsorted(arcs.cadre[order], np.arange(1, len(question.places))))
    visits = question.visits[arcs.home].astype(np.float64)
    for limits, weight in ((question.places, np.ones(count)), (question.room, visits)):
        for limit, own_arcs in zip(limits.tolist(), by_cadre, strict=True):
            model.constraint.add(upper_bound=limit, var_index=own_arcs, coefficient=weight[own_arcs])
    return model
