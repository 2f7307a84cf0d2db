"""Whole homes, both limits, the best there is: a small integer program, by branch and bound. Pure.

HiGHS, as OR-Tools carries it. Its limit is a number of nodes and not of seconds, so that it does the same on
every run.
"""

from dataclasses import dataclass

import numpy as np

from lianxin.pairing.solver.arcs import Arcs
from lianxin.pairing.vocabulary import Bools, Floats, Ints

CLOSE = 1e-4  # a gap of this part is none


@dataclass(frozen=True, slots=True)
class Question:
    """Arcs and their costs in points, each home owed `visits` a year.

    places, room: homes and visits a year that each cadre can take. past: points of a home that stays alone,
    infinite where it must not.
    """

    arcs: Arcs
    visits: Ints
    places: Ints
    room: Ints
    past: Floats


@dataclass(frozen=True, slots=True)
class Answer:
    """taken: the arcs of the best plan found; value: its cost; bound: no plan along these arcs costs less."""

    taken: Bools
    value: float
    bound: float


def solve_whole(question: Question, *, nodes: int, close: float = CLOSE) -> Answer | None:
    """The cheapest plan found in so many nodes of branch and bound; None where none was found."""
    # Not at the top: loading it takes longer than most commands do.
    from ortools.math_opt import model_pb2
    from ortools.math_opt.python import mathopt

    arcs = question.arcs
    n, m, count = len(arcs.start), len(question.places), len(arcs.home)
    goes = np.flatnonzero(np.isfinite(question.past))
    columns = count + len(goes)
    model = model_pb2.ModelProto()
    model.variables.ids.extend(range(columns))
    model.variables.lower_bounds.extend(np.zeros(columns))
    model.variables.upper_bounds.extend(np.ones(columns))
    model.variables.integers.extend([True] * columns)
    model.objective.linear_coefficients.ids.extend(range(columns))
    model.objective.linear_coefficients.values.extend(np.append(arcs.cost, question.past[goes]))
    limits = np.concatenate([question.places, question.room]).astype(np.float64)
    model.linear_constraints.ids.extend(range(n + 2 * m))
    model.linear_constraints.lower_bounds.extend(np.append(np.ones(n), np.full(2 * m, -np.inf)))
    model.linear_constraints.upper_bounds.extend(np.append(np.ones(n), limits))
    every = np.arange(count)
    row = np.concatenate([arcs.home, goes, n + arcs.cadre, n + m + arcs.cadre])
    column = np.concatenate([every, np.arange(count, columns), every, every])
    value = np.concatenate([np.ones(columns + count), question.visits[arcs.home]])
    order = np.lexsort((column, row))
    model.linear_constraint_matrix.row_ids.extend(row[order])
    model.linear_constraint_matrix.column_ids.extend(column[order])
    model.linear_constraint_matrix.coefficients.extend(value[order])
    result = mathopt.solve(
        mathopt.Model.from_model_proto(model),
        mathopt.SolverType.HIGHS,
        params=mathopt.SolveParameters(relative_gap_tolerance=close, node_limit=nodes),
    )
    if not result.has_primal_feasible_solution():
        return None
    taken = np.array(list(result.variable_values().values()))[:count] > 0.5
    bounds = result.termination.objective_bounds
    return Answer(taken, float(bounds.primal_bound), float(bounds.dual_bound))
