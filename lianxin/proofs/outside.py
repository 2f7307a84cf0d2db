"""Around a proof: a home and a database that exist for it alone, and a process that knows of no other."""

import json
import os
import subprocess
import sys
import tempfile
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.core.management.base import CommandError
from django.db import Error, connection

from lianxin.proofs.vocabulary import Proof


def run_everywhere(proof: Proof, *, runs: int, seed: int) -> dict[str, Any]:
    """Prove on SQLite, and on PostgreSQL when the district is there; returns the contract's answer.

    `failures` counts what went wrong and every control that was not caught; `found` says what, at most 20.
    Raises CommandError when a proof could not be run to its end.
    """
    results = {"sqlite": run_once(proof, runs, seed, url="")}
    if connection.vendor == "postgresql":
        with a_schema() as url:
            results["postgresql"] = run_once(proof, runs, seed, url=url)
    faults = [f"{name}: {fault}" for name, one in results.items() for fault in one["faults"]]
    missed = [
        (name, control) for name, one in results.items() for control, ok in one["controls"].items() if not ok
    ]
    faults += [f"{name}: control not caught: {control}" for name, control in missed]
    controls = dict.fromkeys(results["sqlite"]["controls"], "caught")
    return {
        "promise": proof.promise,
        "name": proof.name,
        "says": proof.says,
        "databases": list(results),
        "runs": sum(one["runs"] for one in results.values()),
        "failures": len(faults),
        "controls": controls | {control: "missed" for _, control in missed},
        "seconds": round(sum(one["seconds"] for one in results.values()), 2),
        "found": [f"{fault} ({n} ×)" if n > 1 else fault for fault, n in Counter(faults).most_common(20)],
    }


def run_once(proof: Proof, runs: int, seed: int, *, url: str) -> dict[str, Any]:
    """Run a proof in a process of its own against an empty database; returns what it printed."""
    with tempfile.TemporaryDirectory(prefix="lianxin-proof-") as folder:
        command = [sys.executable, "-m", "lianxin.proofs.inside", proof.name, str(runs), str(seed)]
        environment = environment_for(Path(folder), url, is_secure=proof.is_secure)
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise CommandError(f"“{proof.name}”的证明没有跑完（退出码 {done.returncode}），原因见上面的输出。")
    return json.loads(done.stdout.splitlines()[-1])


def environment_for(home: Path, url: str, *, is_secure: bool) -> dict[str, str]:
    """This process's environment without anything that points at a district."""
    ours = ("LIANXIN_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    (home / "tmp").mkdir()
    places = {"LIANXIN_HOME": str(home), "DATABASE_URL": url, "TMPDIR": str(home / "tmp")}
    python = {"PYTHONPATH": str(settings.PROJECT), "DJANGO_SETTINGS_MODULE": "lianxin.settings"}
    return environment | places | python | ({} if is_secure else {"LIANXIN_INSECURE": "1"})


@contextmanager
def a_schema() -> Iterator[str]:
    """An empty schema in the district's PostgreSQL, gone at the end; yields the DATABASE_URL to it."""
    name = f"lianxin_proof_{uuid.uuid4().hex[:12]}"
    parts = urlsplit(os.environ["DATABASE_URL"])
    query = urlencode({**dict(parse_qsl(parts.query)), "schema": name})
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {name}")
    except Error as error:
        raise CommandError(f"不能在 PostgreSQL 上新建证明用的 schema：{error}") from None
    try:
        yield urlunsplit(parts._replace(query=query))
    finally:
        connection.close()  # a proof takes minutes; who knows what became of an idle connection
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA {name} CASCADE")
