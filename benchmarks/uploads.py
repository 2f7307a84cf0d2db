"""Claim: everybody's phone uploads the day's visits in the evening, a fifth of them twice, and no row is lost
or doubled; what it costs stands beside what a disk and Python allow.

    python -m benchmarks.uploads [--phones N] [--lines N] [--seed N] [--json]

Every server is granian with one process and eight threads on SQLite (WAL, synchronous=FULL), begins with an
empty file, and gets the same bytes over the same number of lines. Lianxin does all it does for a district:
token, rights, inbox and journal on the disk, judging op by op, visits, items, ledger and corridor, with words
encrypted. The others put the ops into one table and do none of that. Rows are counted before times are shown.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).parent.parent
SERVE = (
    "from granian import Granian; from granian.constants import Interfaces; "
    "Granian({target!r}, address='127.0.0.1', port={port}, interface=Interfaces.WSGI, workers=1, "
    "blocking_threads=8, backpressure=256, log_enabled=False).serve()"
)
OURS, FLOOR, PEER = "Lianxin", "one INSERT a batch (the floor)", "Django with bulk_create"
TARGETS = {
    OURS: "lianxin.wsgi:application",
    FLOOR: "benchmarks.uploading.floor:application",
    PEER: "benchmarks.uploading.plain_django:application",
}


@dataclass(frozen=True)
class Taken:
    """What one server needed for everything. `cpu`: its processes' seconds, the work it costs."""

    name: str
    seconds: float
    cpu: float
    requests: int
    p95_ms: float
    rows: int


def main(argv: Sequence[str] | None = None) -> dict[str, Any]:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=4372)
    parser.add_argument("--lines", type=int, default=16)
    parser.add_argument("--seed", type=int, default=20260302)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="lianxin-uploads-") as folder:
        prepare(Path(folder))
        from lianxin.proofs.crowd import plant_crowd

        days = plant_crowd(args.phones, Random(args.seed))
        from django.db import connections

        connections.close_all()
        results = {name: measure(name, Path(folder), days, args.lines) for name in TARGETS}
    wanted = sum(len(day.op_ids) for day in days)
    wrong = [
        f"{one.name} has {one.rows} rows instead of {wanted}"
        for one in results.values()
        if one.rows != wanted
    ]
    if wrong:
        raise SystemExit("; ".join(wrong))
    answer = {
        "phones": args.phones,
        "visits": wanted,
        "load": os.getloadavg()[0],
        "ours": results[OURS].__dict__,
        "peers": {name: one.__dict__ for name, one in results.items() if name != OURS},
        "ratio": {
            name: {"seconds": results[OURS].seconds / one.seconds, "cpu": results[OURS].cpu / one.cpu}
            for name, one in results.items()
            if name != OURS
        },
    }
    print(json.dumps(answer) if args.json else table(results, answer["load"]))
    return answer


def prepare(home: Path) -> None:
    """A district's keys and tables in a home of their own."""
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
    """Start one server, send everything, stop it, count its rows."""
    from lianxin.proofs import killing, rush

    file = home / f"{TARGETS[name].rpartition('.')[2].partition(':')[0]}.db"
    port = killing.free_port()
    environment = os.environ | {"UPLOADS_FILE": str(file), "LIANXIN_WORKER": "1"}
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
        before = cpu_of(server.pid)
        seconds = rush.speak(found, queue, lambda: killing.send_to(place), lines)
        cpu = cpu_of(server.pid) - before
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()
    if found.troubles:
        raise SystemExit(f"{name}: {found.troubles[0]} ({len(found.troubles)} ×)")
    return Taken(name, seconds, cpu, len(queue), found.p95 * 1000, rows_of(name, file, home))


def cpu_of(group: int) -> float:
    """Seconds of processor that a group of processes has used, as the kernel counts them."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def rows_of(name: str, file: Path, home: Path) -> int:
    import sqlite3

    at, what = (home / "lianxin.db", "visits_visit") if name == OURS else (file, "op")
    return int(sqlite3.connect(at).execute(f"SELECT count(*) FROM {what}").fetchone()[0])


def table(results: dict[str, Taken], load: float) -> str:
    lines = [f"load {load:.1f}", f"{'':34}{'seconds':>9}{'CPU s':>8}{'requests/s':>12}{'p95 ms':>9}"]
    for one in results.values():
        rate = one.requests / one.seconds
        lines.append(f"{one.name:34}{one.seconds:9.1f}{one.cpu:8.1f}{rate:12.0f}{one.p95_ms:9.0f}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
