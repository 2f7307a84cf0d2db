"""What pairing the households of one home comes to: anew as they are paired, and from nothing.

    python -m benchmarks.assigning.of_home FOLDER [--enough PART] [--budget SECONDS] [--seed N]

Nothing is written. FOLDER: a home of Lianxin, such as a demo's. Told are the solver's processor seconds.
"""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from lianxin.pairing.solver import solve
from lianxin.pairing.solver.solving import ENOUGH
from lianxin.pairing.vocabulary import NOBODY, Required, Task


def board_of(folder: str) -> Task:
    """The task of all present households of a home, as a draft asked for today would have it."""
    os.environ |= {"LIANXIN_HOME": folder, "DJANGO_SETTINGS_MODULE": "lianxin.settings"}
    import django

    django.setup()
    from django.utils import timezone

    from lianxin.pairing.reading import read_board

    return read_board(on=timezone.localdate()).task


def from_nothing(task: Task) -> Task:
    """The same households as if nobody had any in his care yet."""
    nobody = np.empty(0, np.int64)
    keeper = np.full(task.homes.n, NOBODY)
    return replace(task, homes=replace(task.homes, keeper=keeper), fixed=Required(nobody, nobody))


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.assigning.of_home")
    parser.add_argument("folder")
    parser.add_argument("--enough", type=float, default=ENOUGH)
    parser.add_argument("--budget", type=float, default=600.0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    task = board_of(options.folder)
    print(f"{task.homes.n:,} households, {task.cadres.m:,} cadres, to a gap of {options.enough:.3%}")
    for words, one in (("anew", task), ("from nothing", from_nothing(task))):
        began = time.process_time()
        plan = solve(one, seed=options.seed, budget_s=options.budget, enough=options.enough)
        spent, left = time.process_time() - began, int((plan.pairs == NOBODY).sum())
        told = f"cost {plan.cost:,}, bound {plan.bound:,}, gap {plan.gap:.3%}, {left} left over"
        print(f"{words}: {told}; {spent:.1f} s{' (cut short)' * plan.cut_short}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
