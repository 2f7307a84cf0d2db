"""Claim: the shipped tiers policy over ten million households, with reasons and with unknowns, takes at most
0.05 × the time of OpenFisca's technique and 0.15 × that of DuckDB, which are spared the unknowns.

    python -m benchmarks.classification [--rows N] [--repeats N] [--seed N] [--json]

Every contestant has its input in memory in the form it likes best before the clock starts (NumPy arrays for
Lianxin and OpenFisca's technique, a DuckDB table, a Polars frame; what that takes is the column "prepare").
Reading and compiling the rules is inside the clock for all. Before any time is shown, every answer is
checked: a sample of the rows against an oracle in plain Python, the totals of all rows against each other.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

import numpy as np

from benchmarks.classifying.oracle import verdict
from benchmarks.classifying.task import Task, households, task
from benchmarks.fairness import Contestant, Runner, load, table, take_turns

OURS = "Lianxin, three-valued"
OPENFISCA = "OpenFisca's technique"
DUCKDB = "DuckDB SQL"
DUCKDB_NULLS = "DuckDB SQL, NULL for unknown"
POLARS = "Polars lazy"
ZEN = "GoRules ZEN"
COMPLETE = "Lianxin, nothing unknown"
WHOLE = "Lianxin, with what could be"
THREE_VALUED = (OURS, WHOLE, DUCKDB_NULLS)
GOALS = {OPENFISCA: 0.05, DUCKDB: 0.15}
PEERS = "benchmarks.classifying"


def contestants(rows: int, seed: int, zen_rows: int) -> list[Contestant]:
    same = {"rows": rows, "seed": seed}
    zen_rows = min(zen_rows, rows)
    return [
        Contestant(OURS, f"{PEERS}.ours:evaluator", same),
        Contestant(OPENFISCA, f"{PEERS}.openfisca:vectorised", same),
        Contestant(DUCKDB, f"{PEERS}.duck:sql", same),
        Contestant(POLARS, f"{PEERS}.lazy:lazy", same),
        Contestant(DUCKDB_NULLS, f"{PEERS}.duck:sql", {**same, "unknowns": True}),
        Contestant(WHOLE, f"{PEERS}.ours:whole", same),
        Contestant(COMPLETE, f"{PEERS}.ours:evaluator", {**same, "unknowns": False}),
        Contestant(
            ZEN,
            f"{PEERS}.zen:engine",
            {"rows": zen_rows, "seed": seed, "of": rows},
            scale=rows / zen_rows,
            note=f"extrapolated from {zen_rows:,} rows",
        ),
    ]


def check(runners: Sequence[Runner], work: Task, rows: int, seed: int, sampled: int) -> list[str]:
    """What is wrong with the answers: empty when all are right."""
    values, known = households(work.names, rows, seed)
    faults: list[str] = []
    totals: dict[bool, dict[str, Any]] = {}
    for runner in runners:
        name = runner.contestant.name
        has = runner.contestant.options["rows"]
        sample = np.random.default_rng(seed + 1).choice(has, min(sampled, has), replace=False).tolist()
        runner.ask("run")
        answer = runner.ask("show", sample=sample)
        for place, row in enumerate(sample):
            sees_unknown = name in THREE_VALUED
            household = {
                fact: values[fact][row].item() if known[fact][row] or not sees_unknown else None
                for fact in work.names
            }
            found = answer["tiers"][place], answer["reasons"][place]
            if found != verdict(work, household):
                faults.append(f"{name}, row {row}: {found} instead of {verdict(work, household)}")
        if runner.contestant.scale == 1:
            totals.setdefault(name in THREE_VALUED, {})[name] = (answer["counts"], answer["total"])
        print(f"checked {name}: {len(sample)} rows against the oracle", file=sys.stderr, flush=True)
    for group in totals.values():
        if len({str(total) for total in group.values()}) > 1:
            faults.append(f"the totals differ: {group}")
    return faults


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.classification", description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--seed", type=int, default=20_261_121)
    parser.add_argument("--sample", type=int, default=2_000, help="rows checked against the oracle")
    parser.add_argument("--zen-rows", type=int, default=5_000)
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")
    options = parser.parse_args(argv)

    work, before = task(), load()
    with ExitStack() as stack:
        runners = []
        for contestant in contestants(options.rows, options.seed, options.zen_rows):
            runners.append(stack.enter_context(Runner(contestant)))
            print(f"prepared {contestant.name} in {runners[-1].preparing:.1f} s", file=sys.stderr, flush=True)
        faults = check(runners, work, options.rows, options.seed, options.sample)
        for fault in faults[:20]:
            print(fault, file=sys.stderr)
        if faults:
            return 1
        results = take_turns(runners, options.repeats)

    medians = {result.name: result.median for result in results}
    ratios = {name: medians[OURS] / median for name, median in medians.items() if name != OURS}
    out = sys.stderr if options.json else sys.stdout
    rules = len(work.trees)
    print(f"{options.rows:,} households, {rules} rules, {len(work.names)} facts, 3 % unknown", file=out)
    print(table(results, OURS), file=out)
    for peer, goal in GOALS.items():
        reached = "reached" if ratios[peer] <= goal else "missed"
        print(f"goal {goal} × {peer}: {ratios[peer]:.3f}, {reached}", file=out)
    print(f"load before {before}, after {load()}", file=out)
    if options.json:
        measured = {
            "ours": medians.pop(OURS),
            "peers": medians,
            "ratio": ratios,
            "rows": options.rows,
            "rules": rules,
            "seconds": {result.name: result.seconds for result in results},
            "cpu": {result.name: result.cpu for result in results},
            "goals": GOALS,
        }
        print(json.dumps(measured, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
