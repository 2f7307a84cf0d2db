"""How long pages take at full size, beside the same list of households in a plain Django admin.

    python -m benchmarks.pages [--home FOLDER] [--visits N] [--repeats N] [--only WORDS] [--quick] [--json]

Everybody has a process and a session of his own and opens all his pages one after the other through the whole
of Django (middleware, rights, database, template), without a network. All take turns, round after round; the
first round warms up. Without --home a district of 60,000 households is made in a folder that goes afterwards
(some minutes). Once everything is there, a run takes two to three minutes on two quiet cores.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.desk_pages.addresses import BY_STAFF, LIST, PEERS, Page
from benchmarks.desk_pages.visitor import ADMIN, OURS
from benchmarks.fairness import ROOT, Contestant, Runner, load, take_turns

GOAL_MS = 100.0
READY = (
    "import django; django.setup(); from django.utils import timezone; "
    "from lianxin.planning.actions import weigh_ahead; weigh_ahead(now=timezone.now())"
)
"""What a district's clock has done before anybody comes to work."""


def contestants(home: str, visits: int, only: str = "") -> list[Contestant]:
    target = "benchmarks.desk_pages.visitor:Visitor"

    def one(name: str, number: str, pages: Sequence[Page], settings: str) -> Contestant:
        some = [page for page in pages if only in page[0]]
        options = {"home": home, "settings": settings, "number": number, "pages": some, "visits": visits}
        return Contestant(name, target, options)

    ours = [one(number, number, pages, OURS) for number, pages in BY_STAFF.items()]
    return [each for each in [*ours, one("admin", "DESK", PEERS, ADMIN)] if each.options["pages"]]


def measure(home: str, visits: int, repeats: int, only: str = "") -> tuple[dict[str, Any], list[str]]:
    """By page, milliseconds of all visits after the first round: p50 and p95 of the clock and of the
    processor, and the processor's for the very first visit. And the pages about what is not there."""
    pages: dict[str, Any] = {}
    missing: list[str] = []
    with ExitStack() as stack:
        runners = [stack.enter_context(Runner(one)) for one in contestants(home, visits, only)]
        take_turns(runners, repeats)
        for runner in runners:
            shown = runner.ask("show")
            missing += shown["missing"]
            for name, one in shown["pages"].items():
                wall, cpu = (quantiles(one[kind], n=20, method="inclusive") for kind in ("wall", "cpu"))
                found = {"p50": wall[9], "p95": wall[18], "cpu": cpu[9], "cpu_p95": cpu[18]}
                found["first_cpu"] = one["first_cpu"]
                pages[name] = {key: round(value, 1) for key, value in found.items()}
                pages[name]["kilobytes"] = round(one["bytes"] / 1024)
    return pages, missing


def run_on(home: str, *arguments: str) -> None:
    environment = os.environ | {"LIANXIN_HOME": home, "DJANGO_SETTINGS_MODULE": OURS}
    subprocess.run([sys.executable, *arguments], env=environment, cwd=ROOT, check=True, stdout=sys.stderr)


def make_district(home: str, size: str) -> None:
    run_on(home, "-c", "import sys; from lianxin.cli import main; sys.exit(main())", "demo", "--size", size)


def table(pages: dict[str, Any]) -> str:
    lines = [f"{'':30} {'p50':>9} {'p95':>9} {'CPU p50':>9} {'CPU p95':>9} {'first':>9} {'size':>8}"]
    for name, one in pages.items():
        times = " ".join(f"{one[kind]:6.1f} ms" for kind in ("p50", "p95", "cpu", "cpu_p95", "first_cpu"))
        lines.append(f"{name:30} {times} {one['kilobytes']:5} kB")
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages")
    parser.add_argument("--home", help="a demo's folder; its sessions are written to")
    parser.add_argument("--visits", type=int, default=4, help="of each page in a round")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--only", default="", help="pages whose name has these words in it")
    parser.add_argument("--quick", action="store_true", help="a village and two rounds: does it run at all?")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")
    options = parser.parse_args(argv)
    before = load()
    with TemporaryDirectory(prefix="pages-") as folder:
        home = options.home or str(Path(folder) / "home")
        if not options.home:
            make_district(home, "village" if options.quick else "district")
        run_on(home, "-c", READY)
        visits, repeats = (2, 2) if options.quick else (options.visits, options.repeats)
        pages, missing = measure(home, visits, repeats, options.only)
    out = sys.stderr if options.json else sys.stdout
    print(table(pages), file=out)
    peers = {name: pages.pop(name) for name, _address, _says in PEERS if name in pages}
    for words, kind in (("p95", "p95"), ("CPU, p95", "cpu_p95")):
        slow = [name for name in pages if pages[name][kind] > GOAL_MS]
        print(f"{words} above {GOAL_MS:.0f} ms: {', '.join(slow) or 'none of ours'}", file=out)
    print(f"not there, so not opened: {', '.join(missing) or 'nothing'}", file=out)
    print(f"load before {before}, after {load()}", file=out)
    if options.json:
        ratio = {name: round(pages[LIST]["p50"] / peer["p50"], 3) for name, peer in peers.items()}
        answer = {"ours": pages, "peers": peers, "ratio": ratio, "missing": missing, "load": load()}
        print(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
