"""`lianxin prove` and `lianxin bench`."""

import argparse
from typing import Any

from lianxin.proofs import benchmarks
from lianxin.proofs.catalogue import MODULES, proof
from lianxin.proofs.outside import run_everywhere

SEED = 20260302


def register(commands: Any) -> None:
    prove = commands.add_parser("prove", help="the full proof of a promise, in a home of its own")
    prove.add_argument("name", choices=[*MODULES, "all"], metavar="NAME", help=", ".join([*MODULES, "all"]))
    prove.add_argument("--runs", type=_positive, help="how often, instead of the full size")
    prove.add_argument("--seed", type=int, default=SEED)
    prove.set_defaults(run=run_prove, show=show_proof)

    bench = commands.add_parser("bench", help="a benchmark beside what one would use instead")
    bench.add_argument("name", metavar="NAME", help="a file of benchmarks/ without its ending")
    bench.set_defaults(run=run_bench)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 on")
    return number


def run_prove(args: argparse.Namespace) -> dict[str, Any]:
    names = list(MODULES) if args.name == "all" else [args.name]
    answers = [run_everywhere(one, runs=args.runs or one.runs, seed=args.seed) for one in map(proof, names)]
    if args.name != "all":
        return answers[0]
    sums = {key: sum(answer[key] for answer in answers) for key in ("runs", "failures", "seconds")}
    return {**sums, "proofs": answers}


def show_proof(answer: dict[str, Any]) -> str:
    lines = []
    for one in answer.get("proofs", [answer]):
        lines.append(
            f"promise {one['promise']} ({one['name']}: {one['says']}) on {', '.join(one['databases'])}: "
            f"{one['runs']} runs, {one['failures']} failures, {one['seconds']} s"
        )
        lines += [f"  ✗ {fault}" for fault in one["found"]]
    return "\n".join(lines)


def run_bench(args: argparse.Namespace) -> dict[str, Any]:
    return benchmarks.run_benchmark(args.name)
