"""A real server, killed with SIGKILL again and again while phones upload over the network."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

from django.db import connections
from django.utils import timezone

from lianxin.field import epochs
from lianxin.proofs.crews import Crew, hire_crew
from lianxin.proofs.fork_server import ForkServer, fork_server, kill_group
from lianxin.proofs.phones import Phone, Send, Unanswered
from lianxin.proofs.vocabulary import Tally

LOOPBACK = "127.0.0.1"
PATIENCE_S = 60.0
OPS_A_KILL = 100


class Place:
    """Where the server is just now; it moves at each start."""

    port = 0


def send_to(place: Place) -> Send:
    """A way over the network, with a connection of its own for as long as it holds."""
    kept: dict[int, http.client.HTTPConnection] = {}

    def send(path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        port = place.port
        line = kept.pop(port, None) or http.client.HTTPConnection(LOOPBACK, port, timeout=PATIENCE_S)
        try:
            line.request("POST", path, body, {"Content-Type": "application/json", **headers})
            response = line.getresponse()
            answer = response.status, response.read()
        except (OSError, http.client.HTTPException) as trouble:
            line.close()
            raise Unanswered(str(trouble)) from None
        kept[port] = line
        return answer

    return send


def prove_by_killing(tally: Tally, kills: int, chance: Random, phones: int) -> None:
    """Kill the server so many times while as many phones upload; then count every op."""
    from lianxin.proofs.visits import count_ops

    place = Place()
    epochs.check(now=timezone.now())
    crew = hire_crew(chance, phones=phones, send_for=lambda: send_to(place))
    connections.close_all()
    stop = threading.Event()
    threads = [threading.Thread(target=_work, args=(phone, crew, stop), daemon=True) for phone in crew.phones]
    with fork_server() as servers:
        for number in range(kills):
            with _living(servers, place):
                if number == 0:
                    for thread in threads:
                        thread.start()
                _wait_for_work(crew, (number + 1) * OPS_A_KILL)
                time.sleep(chance.uniform(0, 0.25))
        stop.set()
        for thread in threads:
            thread.join(PATIENCE_S)
        with _living(servers, place):
            for phone in crew.phones:
                while phone.outbox:
                    phone.push()
    count_ops(tally, crew)


@contextmanager
def _living(servers: ForkServer, place: Place) -> Iterator[None]:
    """One life of a server of this home and database; it ends by SIGKILL."""
    port = free_port()
    group = servers.start(LOOPBACK, port)
    try:
        wait_for(port)
        place.port = port
        yield
    finally:
        kill_group(group)


@contextmanager
def serving(place: Place) -> Iterator[subprocess.Popen[bytes]]:
    """A server of this home and database, in a session of its own; whatever is left of it is killed."""
    port = free_port()
    words = f"from lianxin.operations.serving import serve; serve({LOOPBACK!r}, {port}, 1)"
    program = f"import django; django.setup(); {words}"
    server = subprocess.Popen([sys.executable, "-c", program], start_new_session=True)
    try:
        wait_for(port)
        place.port = port
        yield server
    finally:
        kill(server)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as free:
        free.bind((LOOPBACK, 0))
        return int(free.getsockname()[1])


def kill(server: subprocess.Popen[bytes]) -> None:
    """SIGKILL to the server and the processes it started, at once."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()


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


def _work(phone: Phone, crew: Crew, stop: threading.Event) -> None:
    """Record and push until told to stop, whatever happens to the server."""
    while not stop.is_set():
        while len(phone.outbox) < phone.chance.randint(1, 8):
            phone.visit(phone.chance.choice(crew.homes).pk)
        with suppress(Unanswered):
            phone.push(most=phone.chance.choice((1, 5, 50)))
            continue
        stop.wait(0.02)


def _wait_for_work(crew: Crew, wanted: int) -> None:
    until = time.monotonic() + PATIENCE_S
    while sum(len(phone.answers) for phone in crew.phones) < wanted and time.monotonic() < until:
        time.sleep(0.005)


def wait_for(port: int) -> None:
    """Wait until a server answers there. Raises RuntimeError when none does."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        with suppress(OSError, http.client.HTTPException):
            line = http.client.HTTPConnection(LOOPBACK, port, timeout=5)
            line.request("GET", "/healthz")
            if line.getresponse().read() is not None:
                return
        time.sleep(0.05)
    raise RuntimeError("the server did not come up")
