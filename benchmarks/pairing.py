"""Claim: 60,000 homes are paired with 4,372 cadres, nobody left over, at most 0.1 % above what is proved the
least, in at most twice the time of a plain minimum-cost flow over 40 arcs, whose plan is dearer.

    python -m benchmarks.pairing [--homes N] [--repeats N] [--seed N]
                                 [--quick] [--plain] [--once] [--large] [--json]

Two tasks: with the limit on homes alone, which a flow can keep, and with the limit on visits too, in at most
BOTH_REPEATS rounds. The input is in memory before the clock starts; finding the arcs is inside it for all.
Every plan is judged by a checker of its own (cost, limits, forbidden pairs), and Lianxin's bound by another,
in whole numbers and from the worths that prove it; no plan may cost less. `--plain`: only the task with the
limit on homes alone. `--once`: HiGHS and a long run of Lianxin with both limits too, each by itself;
`--large`: ten times the homes, Lianxin alone, its bound not worked out again. HiGHS works in a process of its
own: its processor time is not counted.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from statistics import median
from typing import Any

from benchmarks.assigning.district import HOMES
from benchmarks.fairness import Contestant, Runner, load, table, take_turns

OURS, FLOW, GREEDY = "Lianxin, homes", "OR-Tools flow, 40 arcs", "greedy, homes"
CLOSER = "Lianxin, homes, to 0.01 %"
SOON, BOTH = "Lianxin, both limits", "Lianxin, both limits, to 0.01 %"
GREEDY_BOTH = "greedy, both limits"
HIGHS, LARGE = "HiGHS interior point, 10 arcs", "Lianxin, homes, ten times"
PEERS = "benchmarks.assigning"
PLAIN = (OURS, CLOSER, FLOW, GREEDY)
TWO = (SOON, BOTH, GREEDY_BOTH, HIGHS)
GAP, TIGHT = 1e-3, 1e-4  # at which Lianxin stops
BOTH_REPEATS = 2
GOALS = {"time": 2.0, "CPU": 2.0, "gap": 0.001, "peak_mb": 600, "unpaired": 0}
CLOSE_GOALS = {**GOALS, "time": 1.0, "CPU": 1.0, "gap": 0.0001}
WRONG = ("forbidden", "too_many_homes", "too_many_visits", "unproved")


def contestants(homes: int, seed: int) -> list[Contestant]:
    """Everybody who takes turns."""
    free = {"homes": homes, "seed": seed, "visits_limited": False}
    both = {"homes": homes, "seed": seed, "visits_limited": True}
    return [
        Contestant(OURS, f"{PEERS}.ours:solver", {**free, "enough": GAP, "budget_s": 600.0}),
        Contestant(CLOSER, f"{PEERS}.ours:solver", {**free, "enough": TIGHT, "budget_s": 600.0}),
        Contestant(FLOW, f"{PEERS}.plain_flow:plain_flow", {**free, "arcs": 40}),
        Contestant(GREEDY, f"{PEERS}.greedy:greedy", {**free, "arcs": 40}),
        Contestant(SOON, f"{PEERS}.ours:solver", {**both, "enough": GAP, "budget_s": 600.0}),
        Contestant(GREEDY_BOTH, f"{PEERS}.greedy:greedy", {**both, "arcs": 40}),
    ]


def alone(homes: int, seed: int, *, once: bool, large: bool) -> list[Contestant]:
    """Who runs once, by himself, because it takes so long."""
    free = {"seed": seed, "visits_limited": False}
    found = []
    if once:
        made = {"homes": homes, "seed": seed, "visits_limited": True, "arcs": 10, "seconds": 900.0}
        ours = {"homes": homes, "seed": seed, "visits_limited": True, "enough": TIGHT, "budget_s": 300.0}
        found.append(Contestant(BOTH, f"{PEERS}.ours:solver", ours, note="one run"))
        found.append(Contestant(HIGHS, f"{PEERS}.interior:interior", made, note="one run"))
    if large:
        made = {"homes": 10 * homes, **free, "enough": GAP, "budget_s": 1800.0, "checked": False}
        found.append(Contestant(LARGE, f"{PEERS}.ours:solver", made, note="one run"))
    return found


def check(verdicts: dict[str, dict[str, Any]]) -> list[str]:
    """What is wrong with the plans: empty when all keep the rules and none beats the bound of its task."""
    faults = [
        f"{name}: {fault} {verdict[fault]}"
        for name, verdict in verdicts.items()
        for fault in WRONG
        if verdict.get(fault)
    ]
    for ours, peers in ((OURS, PLAIN), (CLOSER, PLAIN), (SOON, TWO), (BOTH, TWO)):
        if ours not in verdicts:
            continue
        if verdicts[ours]["said"] != verdicts[ours]["cost"] and not verdicts[ours]["unpaired"]:
            faults.append(f"{ours}: says {verdicts[ours]['said']}, costs {verdicts[ours]['cost']}")
        for peer in peers:
            verdict = verdicts.get(peer)
            if verdict and not verdict["unpaired"] and verdict["cost"] < verdicts[ours]["bound"]:
                faults.append(f"{peer} costs {verdict['cost']}, below the bound {verdicts[ours]['bound']}")
    return faults


def quality(verdicts: dict[str, dict[str, Any]]) -> str:
    """What each plan costs, above the bound of its task, in all and above what nobody can avoid."""
    lines = [f"{'':30} {'cost':>12} {'over bound':>11} {'of the rest':>12} {'changed':>8} {'unpaired':>9}"]
    for name, verdict in verdicts.items():
        of = verdicts[name if "bound" in verdict else OURS if name in PLAIN else SOON]
        over = verdict["cost"] / of["bound"] - 1
        rest = (verdict["cost"] - of["bound"]) / max(1, of["bound"] - of["floor"])
        lines.append(
            f"{name:30} {verdict['cost']:12,} {over:11.4%} {rest:12.3%} "
            f"{verdict['changed']:8,} {verdict['unpaired']:9,}"
        )
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pairing", description=__doc__)
    parser.add_argument("--homes", type=int, default=HOMES)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--seed", type=int, default=20_261_122)
    parser.add_argument("--quick", action="store_true", help="3,000 homes, two rounds")
    parser.add_argument("--plain", action="store_true", help="only the task with the limit on homes alone")
    parser.add_argument("--once", action="store_true", help="HiGHS and a long run of Lianxin too")
    parser.add_argument("--large", action="store_true", help="ten times the homes too")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")
    options = parser.parse_args(argv)
    homes, repeats = (3_000, 2) if options.quick else (options.homes, options.repeats)

    before, verdicts = load(), {}
    with ExitStack() as stack:
        some = [one for one in contestants(homes, options.seed) if not options.plain or one.name in PLAIN]
        runners = [stack.enter_context(Runner(one)) for one in some]
        results = take_turns([one for one in runners if one.contestant.name in PLAIN], repeats)
        if not options.plain:
            both = [one for one in runners if one.contestant.name not in PLAIN]
            results += take_turns(both, min(repeats, BOTH_REPEATS))
        verdicts = {runner.contestant.name: runner.ask("show") for runner in runners}
    for one in alone(homes, options.seed, once=options.once, large=options.large):
        with Runner(one) as runner:
            results += take_turns([runner], 1)
            verdicts[one.name] = runner.ask("show")
    faults = check(verdicts)
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        return 1
    report(homes, before, results, verdicts, as_json=options.json)
    return 0


def report(
    homes: int, before: str, results: list[Any], verdicts: dict[str, dict[str, Any]], *, as_json: bool
) -> None:
    """Print what was measured, goals reached and missed."""
    out = sys.stderr if as_json else sys.stdout
    medians = {result.name: result.median for result in results}
    spent = {result.name: median(result.cpu) for result in results}
    reached = {
        name: {
            "time": medians[name] / medians[FLOW],
            "CPU": spent[name] / spent[FLOW],
            "gap": (verdicts[name]["cost"] - verdicts[name]["bound"]) / verdicts[name]["cost"],
            "peak_mb": next(result.peak_mb for result in results if result.name == name),
            "unpaired": verdicts[name]["unpaired"],
        }
        for name in (OURS, CLOSER, SOON, BOTH)
        if name in verdicts
    }
    print(f"{homes:,} homes; the ratios are {OURS} over the line's", file=out)
    print(table(results, OURS), file=out)
    print(quality(verdicts), file=out)
    for name, numbers in reached.items():
        for goal, most in (CLOSE_GOALS if name in (CLOSER, BOTH) else GOALS).items():
            word = "reached" if numbers[goal] <= most else "missed"
            print(f"{name}: goal {goal} ≤ {most}: {numbers[goal]:.6g}, {word}", file=out)
    print(f"load before {before}, after {load()}", file=out)
    if as_json:
        peers = {name: seconds for name, seconds in medians.items() if name != OURS}
        measured = {
            "ours": medians[OURS],
            "peers": peers,
            "ratio": {name: medians[OURS] / seconds for name, seconds in peers.items()},
            "homes": homes,
            "seconds": {result.name: result.seconds for result in results},
            "plans": verdicts,
            "goals": GOALS,
            "reached": reached,
        }
        print(json.dumps(measured, ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main())
