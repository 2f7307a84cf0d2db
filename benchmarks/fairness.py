"""Measure several ways of doing the same work side by side, fairly.

Each contestant lives in a process of its own, which loads its input in the form it likes best before the
clock starts. Then all take turns: one warm-up round, at least five rounds that count, every round starting
with another contestant, so that a busy moment hits all alike. Medians, ranges and the load are shown.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from types import TracebackType
from typing import Any

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Contestant:
    """`target` is "module:factory"; the factory gets `options` and returns a Course (see `course.py`).

    `scale`: by how much the measured seconds are multiplied when only a sample of the work is done.
    """

    name: str
    target: str
    options: dict[str, Any] = field(default_factory=dict)
    scale: float = 1.0
    note: str = ""


@dataclass(frozen=True)
class Result:
    name: str
    seconds: tuple[float, ...]
    cpu: tuple[float, ...]  # of all threads together: what the work costs on a machine that others use too
    first: float
    preparing: float
    peak_mb: int
    note: str

    @property
    def median(self) -> float:
        return median(self.seconds)


class Runner:
    """A contestant's process, spoken to in lines of JSON."""

    def __init__(self, contestant: Contestant) -> None:
        self.contestant = contestant
        self.process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.course", contestant.target, json.dumps(contestant.options)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
        )
        try:
            self.preparing = float(self.hear()["seconds"])
        except RuntimeError:
            self.close()
            raise

    def __enter__(self) -> "Runner":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()
        self.process.wait(timeout=60)

    def ask(self, command: str, **options: Any) -> dict[str, Any]:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"command": command, **options}) + "\n")
        self.process.stdin.flush()
        return self.hear()

    def hear(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.contestant.name} has died (exit {self.process.wait(timeout=60)})")
        heard: dict[str, Any] = json.loads(line)
        return heard


def take_turns(runners: Sequence[Runner], repeats: int) -> list[Result]:
    """Let everyone do the work `repeats` + 1 times; the first round only warms up."""
    heard: dict[str, list[dict[str, Any]]] = {runner.contestant.name: [] for runner in runners}
    for turn in range(repeats + 1):
        start = turn % len(runners)
        for runner in [*runners[start:], *runners[:start]]:
            heard[runner.contestant.name].append(runner.ask("run"))
        print(f"round {turn} of {repeats}, load {load()}", file=sys.stderr, flush=True)
    return [_result(runner, heard[runner.contestant.name]) for runner in runners]


def _result(runner: Runner, runs: Sequence[dict[str, Any]]) -> Result:
    contestant = runner.contestant
    first, *seconds = (run["seconds"] * contestant.scale for run in runs)
    cpu = tuple(run["cpu"] * contestant.scale for run in runs[1:])
    peak = int(runs[-1]["peak_mb"])
    return Result(contestant.name, tuple(seconds), cpu, first, runner.preparing, peak, contestant.note)


def load() -> str:
    """The machine's load over 1, 5 and 15 minutes."""
    return " ".join(f"{average:.2f}" for average in os.getloadavg())


def table(results: Sequence[Result], ours: str) -> str:
    """One line for each result; the ratios are our median over theirs, of the clock and of CPU time."""
    mine = next(result for result in results if result.name == ours)
    head = (
        f"{'':30} {'median':>9} {'range':>19} {'ratio':>7} {'CPU':>9} {'ratio':>7} "
        f"{'first':>9} {'prepare':>9} {'peak':>8}"
    )
    lines = [
        f"{result.name:30} {result.median:8.3f}s {min(result.seconds):8.3f} – {max(result.seconds):7.3f}s "
        f"{mine.median / result.median:7.3f} "
        f"{median(result.cpu):8.3f}s {median(mine.cpu) / median(result.cpu):7.3f} "
        f"{result.first:8.3f}s {result.preparing:8.2f}s {result.peak_mb:5} MB  {result.note}".rstrip()
        for result in results
    ]
    return "\n".join([head, *lines])
