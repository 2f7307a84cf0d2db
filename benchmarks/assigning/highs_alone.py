"""HiGHS, in a process without OR-Tools: both carry that library, in versions that do not bear each other.

python highs_alone.py FOLDER SECONDS: solves every problem-*.npz there and writes answer-*.npz beside it. A
problem has arcs (home, cadre, cost), visits and past of each home, places and room of each cadre, and whole:
whether homes must not be shared out. An answer has the value and the share of each arc.
"""

import sys
from pathlib import Path

import highspy
import numpy as np


def solve(problem, seconds):
    home, cadre, cost, visits, places, room, past = (
        problem[name] for name in ("home", "cadre", "cost", "visits", "places", "room", "past")
    )
    count, n, m = len(home), len(visits), len(places)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = count + n, n + 2 * m
    model.col_cost_ = np.concatenate([cost, past]).astype(float)
    model.col_lower_, model.col_upper_ = np.zeros(count + n), np.ones(count + n)
    model.row_lower_ = np.concatenate([np.ones(n), np.full(2 * m, -highspy.kHighsInf)])
    model.row_upper_ = np.concatenate([np.ones(n), places, room]).astype(float)
    rows = np.column_stack([home, n + cadre, n + m + cadre]).ravel()
    values = np.column_stack([np.ones(count), np.ones(count), visits[home]]).ravel()
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.append(np.arange(count) * 3, 3 * count + np.arange(n + 1))
    model.a_matrix_.index_ = np.concatenate([rows, np.arange(n)])
    model.a_matrix_.value_ = np.concatenate([values, np.ones(n)]).astype(float)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", seconds)
    if problem["whole"]:
        model.integrality_ = [highspy.HighsVarType.kInteger] * (count + n)
        solver.setOptionValue("mip_rel_gap", 0.0)
    else:
        solver.setOptionValue("solver", "ipm")
    solver.passModel(model)
    solver.run()
    return solver.getInfo().objective_function_value, np.array(solver.getSolution().col_value)[:count]


def main(folder, seconds):
    for path in sorted(Path(folder).glob("problem-*.npz")):
        value, share = solve(np.load(path), float(seconds))
        np.savez(path.with_name(path.name.replace("problem", "answer")), value=value, share=share)


if __name__ == "__main__":
    main(*sys.argv[1:])
