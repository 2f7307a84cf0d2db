"""How long pages take at full size, beside the same list of households in a plain Django admin.

    python -m benchmarks.pages [--home FOLDER] [--visits N] [--repeats N] [--quick] [--json]

Every page has a process and a session of its own and is opened through the whole of Django (middleware,
rights, database, template), without a network. All take turns, round after round; the first round warms up.
Without --home a district of 60,000 households is made in a folder that goes afterwards (a minute or two).
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

from benchmarks.desk_pages.visitor import ADMIN, OURS
from benchmarks.fairness import ROOT, Contestant, Runner, load, take_turns

LIST = "households list"
PEER = "Django admin, list"

# name, address, what must stand on the page
PAGES = (
    ("today", "/?area=all", "等人来办"),
    (LIST, "/households/?area=all", "户的列表"),
    ("list, deep page", "/households/?area=all&after={deep}", "户的列表"),
    ("list, one class", "/households/?area=all&tier=watch", "户的列表"),
    ("list, to ask", "/households/?area=all&mark=ask", "户的列表"),
    ("list, latest change first", "/households/?area=all&sort=changed", "户的列表"),
    ("household", "/households/{deep}/", "为什么"),
    ("reviews", "/reviews/?area=all", "复核"),
    ("overview", "/overview/?area=all", "各处的户数"),
    ("pairing board", "/pairing/?area=all", "各处"),
    ("pairing, a village", "/pairing/?area={village}", "谁联系谁"),
    ("cadres and their homes", "/pairing/cadres/?area=all", "干部"),
    ("choosing a cadre", "/households/{deep}/cadre/", "联系干部"),
    ("hand-overs", "/pairing/handovers/?area=all", "交接"),
    ("visits, calendar", "/visits/calendar/?area=all", "走访日历"),
    ("visits, one's own", "/visits/mine/", "我的走访"),
    ("coverage", "/visits/coverage/?area=all", "各处"),
    ("overload, a town", "/visits/overload/?area={town}", "忙不过来"),
    ("overload, all", "/visits/overload/?area=all", "忙不过来"),
    ("excuses", "/visits/excuses/?area=all", "说明"),
    ("reports", "/visits/reports/?area=all", "上报"),
    ("the plan", "/visits/plan/", "重新排"),
    ("areas", "/areas/", "区划"),
    ("staff of a role", "/staff/?role=collector", "干部"),
)
PEERS = (
    (PEER, "/admin/registry/household/", "paginator"),
    ("Django admin, deep page", "/admin/registry/household/?p={page}", "paginator"),
    ("Django admin, one class", "/admin/registry/household/?standing__tier__exact=watch", "paginator"),
)
GOAL_MS = 100.0


def contestants(home: str, visits: int) -> list[Contestant]:
    target = "benchmarks.desk_pages.visitor:Visitor"

    def one(name: str, address: str, says: str, settings: str) -> Contestant:
        options = {"home": home, "settings": settings, "number": "DESK"}
        return Contestant(name, target, options | {"address": address, "says": says, "visits": visits})

    return [one(*page, OURS) for page in PAGES] + [one(*page, ADMIN) for page in PEERS]


def measure(home: str, visits: int, repeats: int) -> dict[str, Any]:
    """Milliseconds of each page: p50 and p95 of all visits after the first round, and CPU of one visit."""
    with ExitStack() as stack:
        runners = [stack.enter_context(Runner(one)) for one in contestants(home, visits)]
        results = {result.name: result for result in take_turns(runners, repeats)}
        pages = {}
        for runner in runners:
            shown, name = runner.ask("show"), runner.contestant.name
            cuts = quantiles(shown["milliseconds"], n=20, method="inclusive")
            cpu = sorted(results[name].cpu)[len(results[name].cpu) // 2]
            pages[name] = {
                "p50": round(cuts[9], 1),
                "p95": round(cuts[18], 1),
                "cpu": round(1000 * cpu / visits, 1),
                "kilobytes": round(shown["bytes"] / 1024),
            }
    return pages


def make_district(home: str, size: str) -> None:
    environment = os.environ | {"LIANXIN_HOME": home}
    code = "import sys; from lianxin.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "demo", "--size", size]
    subprocess.run(command, env=environment, cwd=ROOT, check=True, stdout=sys.stderr)


def table(pages: dict[str, Any]) -> str:
    lines = [f"{'':28} {'p50':>9} {'p95':>9} {'CPU':>9} {'size':>8}"]
    lines += [
        f"{name:28} {one['p50']:6.1f} ms {one['p95']:6.1f} ms {one['cpu']:6.1f} ms {one['kilobytes']:5} kB"
        for name, one in pages.items()
    ]
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages")
    parser.add_argument("--home", help="a demo's folder; its sessions are written to")
    parser.add_argument("--visits", type=int, default=10, help="of each page in a round")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="a village and two rounds: does it run at all?")
    parser.add_argument("--json", action="store_true", help="one JSON object as the last line")
    options = parser.parse_args(argv)
    before = load()
    with TemporaryDirectory(prefix="pages-") as folder:
        home = options.home or str(Path(folder) / "home")
        if not options.home:
            make_district(home, "village" if options.quick else "district")
        visits, repeats = (2, 2) if options.quick else (options.visits, options.repeats)
        pages = measure(home, visits, repeats)
    out = sys.stderr if options.json else sys.stdout
    print(table(pages), file=out)
    slow = [name for name, _address, _says in PAGES if pages[name]["p95"] > GOAL_MS]
    print(f"p95 above {GOAL_MS:.0f} ms: {', '.join(slow) or 'none of ours'}", file=out)
    print(f"load before {before}, after {load()}", file=out)
    if options.json:
        peers = {name: pages.pop(name) for name, _address, _says in PEERS}
        ratio = {name: round(pages[LIST]["p50"] / peer["p50"], 3) for name, peer in peers.items()}
        print(json.dumps({"ours": pages, "peers": peers, "ratio": ratio, "load": load()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
