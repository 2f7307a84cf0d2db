"""Claim: the best order of a day's five to eight stops with time windows is always found, in no more time
than OR-Tools' routing library takes for its first solution.

    python -m benchmarks.routing [--days N] [--repeats N] [--seed N] [--json]

Every contestant has the days in memory; building a model is inside the clock, since every day is another one.
Before any time is shown, every order is followed minute by minute: how many days break a window, and how much
longer than the best the others are on the road. The best is known from dynamic programming written apart, and
for a sample of days from trying every order.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from benchmarks.day_routes import plain
from benchmarks.day_routes.oracle import best, travel
from benchmarks.day_routes.task import days
from benchmarks.fairness import Contestant, Runner, load, table, take_turns

OURS = "Lianxin, exact"
FIRST = "OR-Tools, first solution"
DYNAMIC = "dynamic programming, Python"
NEAREST = "nearest next"
PEERS = "benchmarks.day_routes"
TRIED = 10  # days of which every order is tried
GOAL = 1.0


@dataclass(frozen=True)
class Quality:
    """`broken`: days without an order that keeps the windows; `excess`: mean of the others above the best."""

    broken: int
    excess: float


def contestants(count: int, seed: int) -> list[Contestant]:
    same = {"count": count, "seed": seed}
    return [
        Contestant(OURS, f"{PEERS}.ours:exact", same),
        Contestant(FIRST, f"{PEERS}.routing_library:first_solution", same),
        Contestant(DYNAMIC, f"{PEERS}.plain:dynamic", same),
        Contestant(NEAREST, f"{PEERS}.plain:nearest", same),
    ]


def least(count: int, seed: int, tried: int = TRIED) -> list[int]:
    """The least travel of each day. Raises AssertionError when the two ways of finding it disagree."""
    work = days(count, seed)
    orders = plain.dynamic(count, seed).run()
    found = [travel(day, order or []) for day, order in zip(work, orders, strict=True)]
    assert found[:tried] == [best(day) for day in work[:tried]]
    return [one for one in found if one is not None]


def judge(orders: Sequence[list[int] | None], count: int, seed: int, optimum: Sequence[int]) -> Quality:
    """How good a contestant's orders are."""
    roads = [travel(day, order or []) for day, order in zip(days(count, seed), orders, strict=True)]
    ratios = [road / most for road, most in zip(roads, optimum, strict=True) if road is not None]
    excess = sum(ratios) / len(ratios) - 1 if ratios else float("nan")
    return Quality(len(roads) - len(ratios), excess)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.routing", description=__doc__)
    parser.add_argument("--days", type=int, default=200)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--seed", type=int, default=20_261_121)
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")
    options = parser.parse_args(argv)

    before, optimum = load(), least(options.days, options.seed)
    qualities: dict[str, Quality] = {}
    with ExitStack() as stack:
        runners = [stack.enter_context(Runner(one)) for one in contestants(options.days, options.seed)]
        for runner in runners:
            runner.ask("run")
            orders = runner.ask("show")["orders"]
            qualities[runner.contestant.name] = judge(orders, options.days, options.seed, optimum)
        if qualities[OURS] != Quality(0, 0.0):
            print(f"not the best order: {qualities[OURS]}", file=sys.stderr)
            return 1
        results = take_turns(runners, options.repeats)

    medians = {result.name: result.median / options.days for result in results}
    ratio = medians[OURS] / medians[FIRST]
    out = sys.stderr if options.json else sys.stdout
    print(f"{options.days} days of 5 to 8 stops; seconds are for all of them", file=out)
    print(table(results, OURS), file=out)
    for name, one in qualities.items():
        each = 1000 * medians[name]
        print(f"{name:32} {each:7.3f} ms a day, {one.broken} days broken, {one.excess:+.2%} road", file=out)
    reached = "reached" if ratio <= GOAL else "missed"
    print(f"goal {GOAL} × {FIRST}: {ratio:.3f}, {reached}", file=out)
    print(f"load before {before}, after {load()}", file=out)
    if options.json:
        measured: dict[str, Any] = {
            "ours": medians.pop(OURS),
            "peers": medians,
            "ratio": ratio,
            "days": options.days,
            "broken": {name: one.broken for name, one in qualities.items()},
            "excess": {name: one.excess for name, one in qualities.items()},
            "goal": GOAL,
        }
        print(json.dumps(measured, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
