"""Claim: everybody's phone uploads the day's visits in the evening, a fifth of them twice, and no row is lost
or doubled; what it costs stands beside what the disk and Python allow.

    python -m benchmarks.uploads [--phones N] [--lines N] [--repeats N] [--seed N] [--json]

Every server is granian with one process and eight threads on SQLite (WAL, synchronous=FULL), begins with a
copy of the same district or an empty file, and gets the same bytes over the same number of lines; contestants
take turns. Lianxin does all it does for a district: token, rights, inbox and journal on the disk, judging op
by op, visits, items, ledger, with words encrypted; once alone, and once with the corridor beside it, which
works off what follows (facts, classes, duties met). The first floor writes the very same rows in raw SQL and
does nothing else. The others put the ops into one table. Rows are counted before times are shown.
"""

import argparse
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

ROOT = Path(__file__).parent.parent
TICK_S = 1 / os.sysconf("SC_CLK_TCK")
"""What the system counts processor time in: a quick run of a floor may cost less than that."""

SERVE = (
    "from granian import Granian; from granian.constants import Interfaces; "
    "Granian({target!r}, address='127.0.0.1', port={port}, interface=Interfaces.WSGI, workers=1, "
    "blocking_threads=8, backpressure=256, log_enabled=False).serve()"
)
OURS, BESIDE = "Lianxin", "Lianxin, corridor beside it"
SAME, BARE, PEER = "the same rows in raw SQL", "one INSERT a batch", "Django with bulk_create"
TARGETS = {
    OURS: "benchmarks.uploading.ours:application",
    SAME: "benchmarks.uploading.same_rows:application",
    BARE: "benchmarks.uploading.floor:application",
    PEER: "benchmarks.uploading.plain_django:application",
    BESIDE: "benchmarks.uploading.ours:application",
}
WRITES_DISTRICT = (OURS, BESIDE, SAME)
SAME_ROWS = {
    "visits_visit": "1",
    "visits_item": "1",
    "field_op": "state = 'accepted'",
    "field_batch": "1",
    "ledger_event": "kind = 'visit.recorded'",
}
"""Of these tables, Lianxin and the floor must have as many rows."""


@dataclass(frozen=True)
class Taken:
    """What one server needed for everything. `cpu`: its processes' seconds, the work it costs. `rows`: how
    many it has in each table."""

    seconds: float
    cpu: float
    requests: int
    p95_ms: float
    rows: dict[str, int]


def main(argv: Sequence[str] | None = None) -> dict[str, Any]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=4372)
    parser.add_argument("--lines", type=int, default=16)
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--seed", type=int, default=20260302)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="lianxin-uploads-") as folder:
        home = Path(folder) / "district"
        prepare(home)
        from lianxin.proofs.crowd import plant_crowd

        days = plant_crowd(args.phones, Random(args.seed))
        from django.db import connections

        connections.close_all()
        results: dict[str, list[Taken]] = {name: [] for name in TARGETS}
        for number in range(args.repeats):
            for name in TARGETS:
                own = Path(folder) / f"{number}-{list(TARGETS).index(name)}"
                shutil.copytree(home, own)
                results[name].append(measure(name, own, days, args.lines))
                shutil.rmtree(own)
    refuse_wrong_rows(results, sum(len(day.op_ids) for day in days))
    answer = summary(results) | {"phones": args.phones, "load": os.getloadavg()[0]}
    print(json.dumps(answer) if args.json else table(answer))
    return answer


def prepare(home: Path) -> None:
    """A district's keys and tables in a home of their own."""
    home.mkdir()
    os.environ |= {"LIANXIN_HOME": str(home), "LIANXIN_INSECURE": "1", "DATABASE_URL": ""}
    os.environ |= {"DJANGO_SETTINGS_MODULE": "lianxin.settings", "PYTHONPATH": str(ROOT)}
    import django

    django.setup()
    from lianxin.proofs.inside import prepare as make

    make()
    from django.utils import timezone

    from lianxin.field import epochs

    epochs.check(now=timezone.now())


def measure(name: str, home: Path, days: Sequence[Any], lines: int) -> Taken:
    """Start one server in this home, send everything, stop it, count its rows."""
    from lianxin.proofs import killing, rush

    file = home / ("lianxin.db" if name in WRITES_DISTRICT else "ops.db")
    port = killing.free_port()
    worker = "1" if name == BESIDE else ""
    environment = os.environ | {
        "LIANXIN_HOME": str(home),
        "UPLOADS_FILE": str(file),
        "LIANXIN_WORKER": worker,
    }
    if name == PEER:
        environment.pop("DJANGO_SETTINGS_MODULE")
    program = SERVE.format(target=TARGETS[name], port=port)
    command = [sys.executable, "-c", program]
    server = subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True)
    try:
        killing.wait_for(port)
        place = killing.Place()
        place.port = port
        queue, found = rush.queue_of(days), rush.Rush()
        before = killing.cpu_of(server.pid)
        seconds = rush.speak(found, queue, lambda: killing.send_to(place), lines)
        cpu = killing.cpu_of(server.pid) - before
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()
    if found.troubles:
        raise SystemExit(f"{name}: {found.troubles[0]} ({len(found.troubles)} ×)")
    return Taken(seconds, cpu, len(queue), found.p95 * 1000, rows_of(name, file))


def rows_of(name: str, file: Path) -> dict[str, int]:
    tables = SAME_ROWS if name in WRITES_DISTRICT else {"op": "1"}
    with closing(sqlite3.connect(file)) as line:
        return {
            table: int(line.execute(f"SELECT count(*) FROM {table} WHERE {which}").fetchone()[0])
            for table, which in tables.items()
        }


def refuse_wrong_rows(results: dict[str, list[Taken]], visits: int) -> None:
    """No times are shown when a server lost or doubled a visit, or the first floor did not write our rows."""
    for name, some in results.items():
        for one in some:
            kept = one.rows.get("visits_visit", one.rows.get("op"))
            if kept != visits:
                raise SystemExit(f"{name} has {kept} visits instead of {visits}")
            if name == SAME and one.rows != results[OURS][0].rows:
                raise SystemExit(f"not the same rows: {one.rows} and {results[OURS][0].rows}")


def summary(results: dict[str, list[Taken]]) -> dict[str, Any]:
    """`ours`, `peers` and, of the medians, `ratio`."""
    middle = {name: _middle(some) for name, some in results.items()}
    peers = {name: one for name, one in middle.items() if name != OURS}
    ours = middle[OURS]
    ratio = {
        name: {"seconds": ours["seconds"] / one["seconds"], "cpu": ours["cpu"] / max(one["cpu"], TICK_S)}
        for name, one in peers.items()
    }
    return {
        "ours": ours,
        "peers": peers,
        "ratio": ratio,
        "all": {k: list(map(asdict, v)) for k, v in results.items()},
    }


def _middle(some: list[Taken]) -> dict[str, float]:
    """The median of each measure, and the range of the processor's time."""
    found = {what: median(getattr(one, what) for one in some) for what in ("seconds", "cpu", "p95_ms")}
    times = [one.cpu for one in some]
    return found | {"requests": some[0].requests, "least_cpu": min(times), "most_cpu": max(times)}


def table(answer: dict[str, Any]) -> str:
    head = f"{'':30}{'seconds':>9}{'CPU s':>8}{'range':>14}{'CPU ms a request':>18}{'p95 ms':>8}{'ours ÷':>8}"
    lines = [f"load {answer['load']:.1f}", head]
    for name, one in {OURS: answer["ours"], **answer["peers"]}.items():
        spread = f"{one['least_cpu']:.2f}–{one['most_cpu']:.2f}"
        ratio = f"{answer['ratio'][name]['cpu']:.1f}" if name in answer["ratio"] else ""
        each = one["cpu"] / one["requests"] * 1000
        lines.append(
            f"{name:30}{one['seconds']:9.1f}{one['cpu']:8.2f}{spread:>14}{each:18.2f}{one['p95_ms']:8.0f}{ratio:>8}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
