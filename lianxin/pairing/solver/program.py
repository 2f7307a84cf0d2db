"""Whole homes, both limits, the best there is: a small integer program, by branch and bound. Pure.

HiGHS, as OR-Tools carries it. Its limit is a number of nodes and not of seconds, so that it does the same on
every run.
"""

from dataclasses import dataclass

import numpy as np

from lianxin.pairing.solver.arcs import Arcs
from lianxin.pairing.solver.combos import Combos
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
class Matrix:
    """Entries that are not nothing."""

    row: Ints
    column: Ints
    value: Floats


@dataclass(frozen=True, slots=True)
class Answer:
    """taken: the arcs of the best plan found; value: its cost; bound: no plan along these arcs costs less."""

    taken: Bools
    value: float
    bound: float


def solve_whole(question: Question, *, nodes: int, close: float = CLOSE) -> Answer | None:
    """The cheapest plan found in so many nodes of branch and bound; None where none was found."""
    arcs = question.arcs
    n, m, count = len(arcs.start), len(question.places), len(arcs.home)
    goes = np.flatnonzero(np.isfinite(question.past))
    every = np.arange(count)
    columns = count + len(goes)
    matrix = Matrix(
        np.concatenate([arcs.home, goes, n + arcs.cadre, n + m + arcs.cadre]),
        np.concatenate([every, np.arange(count, columns), every, every]),
        np.concatenate([np.ones(columns + count), question.visits[arcs.home]]),
    )
    most = np.concatenate([np.ones(n), question.places, question.room])
    least = np.append(np.ones(n), np.full(2 * m, -np.inf))
    cost = np.append(arcs.cost, question.past[goes])
    return _solved(matrix, cost, np.ones(columns, bool), (least, most), count, nodes, close)


def solve_combos(
    arcs: Arcs, kind: Ints, combos: Combos, *, nodes: int, close: float = CLOSE
) -> Answer | None:
    """The same with nobody left alone, where each cadre takes one of his combos; soon done.

    kind: the class of each home. Only the choice among the combos is branched on: once it is made, sharing
    homes out gains nothing, and what is left is a flow.
    """
    n, count, rows = len(arcs.start), len(arcs.home), len(combos.cadre)
    m, kinds = len(combos.start), combos.take.shape[1]
    stall = arcs.cadre * kinds + np.where(combos.plain[arcs.cadre], 0, kind[arcs.home])
    some, of = np.nonzero(combos.take)
    matrix = Matrix(
        np.concatenate(
            [arcs.home, n + stall, n + combos.cadre[some] * kinds + of, n + m * kinds + combos.cadre]
        ),
        np.concatenate([np.arange(count), np.arange(count), count + some, count + np.arange(rows)]),
        np.concatenate([np.ones(2 * count), -combos.take[some, of], np.ones(rows)]),
    )
    most = np.concatenate([np.ones(n), np.zeros(m * kinds), np.ones(m)])
    least = np.append(np.ones(n), np.full(m * kinds + m, -np.inf))
    cost = np.append(arcs.cost, np.zeros(rows))
    whole = np.arange(count + rows) >= count
    return _solved(matrix, cost, whole, (least, most), count, nodes, close)


def _solved(
    matrix: Matrix,
    cost: Floats,
    whole: Bools,
    limits: tuple[Floats, Floats],
    count: int,
    nodes: int,
    close: float,
) -> Answer | None:
    """Columns from 0 to 1; the first `count` of them are arcs."""
    # Not at the top: loading it takes longer than most commands do.
    from ortools.math_opt import model_pb2
    from ortools.math_opt.python import mathopt

    columns, (least, most) = len(cost), limits
    model = model_pb2.ModelProto()
    model.variables.ids.extend(range(columns))
    model.variables.lower_bounds.extend(np.zeros(columns))
    model.variables.upper_bounds.extend(np.ones(columns))
    model.variables.integers.extend(whole.tolist())
    model.objective.linear_coefficients.ids.extend(range(columns))
    model.objective.linear_coefficients.values.extend(cost)
    model.linear_constraints.ids.extend(range(len(most)))
    model.linear_constraints.lower_bounds.extend(least)
    model.linear_constraints.upper_bounds.extend(most)
    order = np.lexsort((matrix.column, matrix.row))
    model.linear_constraint_matrix.row_ids.extend(matrix.row[order])
    model.linear_constraint_matrix.column_ids.extend(matrix.column[order])
    model.linear_constraint_matrix.coefficients.extend(matrix.value[order])
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
