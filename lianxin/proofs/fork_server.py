"""Servers for a proof that kills them by the hundred: forked from one process that has loaded the code.

A server takes seconds of processor time until its code is loaded and its pages are parsed; a proof that waits
for that two hundred times is an hour's work of which nothing is proved. Here one process loads everything,
opens no connection and begins no thread. Each child then does all that `lianxin serve` does, in a session of
its own, with a web process, a corridor and connections that begin anew, and dies of SIGKILL like any other.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

PAUSE_S = 0.005


class ForkServer:
    """The process that has loaded the code, asked over a pipe."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "lianxin.proofs.fork_server"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def start(self, host: str, port: int) -> int:
        """Fork a server for this address; returns its process group. Raises RuntimeError when none came."""
        assert self._process.stdin
        assert self._process.stdout
        print(host, port, file=self._process.stdin, flush=True)
        group = self._process.stdout.readline()
        if not group:
            raise RuntimeError("the process that servers are forked from has ended")
        return int(group)

    def close(self) -> None:
        self._process.communicate()


@contextmanager
def fork_server() -> Iterator[ForkServer]:
    """A fork server while the block runs; the servers it forked are killed by whoever asked for them."""
    opened = ForkServer()
    try:
        yield opened
    finally:
        opened.close()


def kill_group(group: int) -> None:
    """SIGKILL to a server and the processes it started, at once; returns when it is gone."""
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
        while True:
            os.kill(group, 0)
            time.sleep(PAUSE_S)


def main() -> None:
    """For each line `host port` on standard input fork a server, and print its process group."""
    load_everything()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel reaps the children
    for line in sys.stdin:
        host, port = line.split()
        child = os.fork()
        if child == 0:
            run_server(host, int(port))
        print(child, flush=True)


def load_everything() -> None:
    """All code, templates and policies that a server reads before its first request."""
    import django

    django.setup()
    from django.db import connections
    from django.urls import get_resolver

    from lianxin.operations.warming import warm

    assert get_resolver().url_patterns
    warm()
    connections.close_all()


def run_server(host: str, port: int) -> None:
    """Be a server until killed."""
    from lianxin.operations.serving import serve

    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.dup2(os.open(os.devnull, os.O_RDWR), sys.stdin.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # the pipe belongs to the fork server
    try:
        serve(host, port, 1)
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
