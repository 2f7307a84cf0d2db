"""The web server: granian, one process on SQLite, as many as asked for on PostgreSQL."""

import ipaddress
import os
import socket

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connections
from django.utils import timezone

from lianxin.field import epochs
from lianxin.operations import doctor

MOST_PORT = 65535


def refuse_unsafe(host: str, port: int, workers: int, *, allow_demo_outside: bool = False) -> None:
    """Raise CommandError when the district must not be served like this: the doctor says why, or the demo
    with its printed passwords would be open to a whole network, or somebody else uses the port.
    """
    if settings.LIANXIN_DEMO and not allow_demo_outside and not is_loopback(host):
        raise CommandError(
            f"演示数据的密码是公开的，不能在 {host} 上开放；请用 --host 127.0.0.1。"
            "确实要让别的机器看演示，请加 --allow-demo-outside。"
        )
    problems = doctor.examine(processes=workers)
    if words := doctor.words_of(problem for problem in problems if problem.is_fatal):
        raise CommandError(words)
    refuse_taken_port(host, port)


def refuse_taken_port(host: str, port: int) -> None:
    if not 0 < port <= MOST_PORT:
        raise CommandError(f"--port 应在 1 到 {MOST_PORT} 之间，这里是 {port}。")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        why = os.strerror(error.errno) if error.errno else str(error)
        raise CommandError(
            f"不能在 {host} 的 {port} 端口上开放（{why}）；请换一个 --port 或 --host。"
        ) from None


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach this address. A name other than localhost counts as outside."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def serve(host: str, port: int, workers: int) -> None:
    """Serve the district until interrupted. A worker runs inside each web process; they share the queue."""
    epochs.check(now=timezone.now())
    connections.close_all()
    os.environ["LIANXIN_WORKER"] = "1"
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "lianxin.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=8,
        backpressure=256,
        log_enabled=False,
    ).serve()
