"""The test session's own PostgreSQL: in a temporary folder, reached by a socket there, gone at the end."""

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PATIENCE_S = 60
DEATH_OF_PARENT = 1  # Linux prctl(PR_SET_PDEATHSIG): the server ends even when the session is killed


class ServerMissing(Exception):
    """This machine has no PostgreSQL server to start."""


class TemporaryPostgres:
    """One empty server; `url` is its DATABASE_URL from construction until `stop`.

    Durability is off, so never keep anything in it. Trust is given to whoever reaches the socket, which lies
    in a folder only the server's user may enter.
    """

    def __init__(self) -> None:
        binaries = find_binaries()
        self._folder = Path(tempfile.mkdtemp(prefix="lianxin-pg-", dir="/tmp"))
        self._owner = server_owner()
        if self._owner:
            shutil.chown(self._folder, self._owner["user"], self._owner["group"])
        try:
            self._process = self._begin(binaries)
            self._wait(binaries)
        except BaseException:
            self.stop()
            raise
        self.url = f"postgresql://lianxin@/lianxin?host={self._folder}"

    def _begin(self, binaries: Path) -> subprocess.Popen[bytes]:
        data = self._folder / "data"
        make = [binaries / "initdb", "-D", data, "-U", "lianxin", "--auth=trust", "--no-sync"]
        made = subprocess.run(
            [*make, "--encoding=UTF8", "--locale=C.UTF-8"],
            cwd=self._folder,
            capture_output=True,
            text=True,
            **self._owner,
        )
        if made.returncode != 0:
            raise RuntimeError(f"initdb failed: {made.stderr}")
        quick = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60"]
        local = ["listen_addresses=", f"unix_socket_directories={self._folder}"]
        with (self._folder / "log").open("wb") as log:
            return subprocess.Popen(
                [binaries / "postgres", "-D", data, *(f"--{setting}" for setting in quick + local)],
                cwd=self._folder,
                stdout=log,
                stderr=log,
                preexec_fn=die_with_parent,
                **self._owner,
            )

    def _wait(self, binaries: Path) -> None:
        asked = [binaries / "pg_isready", "-q", "-h", self._folder, "-U", "lianxin", "-d", "postgres"]
        until = time.monotonic() + PATIENCE_S
        while subprocess.run(asked).returncode != 0:
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"PostgreSQL did not start: {(self._folder / 'log').read_text()}")
            time.sleep(0.1)

    def stop(self) -> None:
        """End the server by its own process id and remove its folder; may be called twice."""
        process = getattr(self, "_process", None)
        if process and process.poll() is None:
            process.send_signal(signal.SIGQUIT)
            process.wait(timeout=PATIENCE_S)
        shutil.rmtree(self._folder, ignore_errors=True)


def find_binaries() -> Path:
    """The folder with initdb, postgres and pg_isready: PATH first, then Debian's newest version."""
    on_path = shutil.which("pg_ctl")
    debian = Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")
    newest_first = sorted(debian, key=lambda found: float(found.parts[-3]), reverse=True)
    for found in filter(None, [on_path, *newest_first]):
        folder = Path(found).resolve().parent
        if (folder / "postgres").exists() and (folder / "initdb").exists():
            return folder
    raise ServerMissing(
        "LIANXIN_TEST_DATABASE=postgresql, but there is no PostgreSQL server here. "
        "`python3 dev.py test` installs it as root; else: sudo apt install postgresql"
    )


def server_owner() -> dict[str, Any]:
    """Whom the server runs as: ourselves, or another user for root, as PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return {}
    users = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = users.get("postgres") or users["nobody"]
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DEATH_OF_PARENT, signal.SIGQUIT)
