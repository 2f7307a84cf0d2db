"""The web server: granian, one process on SQLite, as many as asked for on PostgreSQL."""

import os

from django.core.management.base import CommandError
from django.db import connection, connections

from lianxin.operations import doctor


def serve(host: str, port: int, workers: int) -> None:
    """Serve the district until interrupted; the worker runs inside the first web process.

    Raises CommandError when the doctor finds something that must not be run like this.
    """
    processes = workers if connection.vendor == "postgresql" else max(workers, 1)
    fatal = [problem for problem in doctor.examine(processes=processes) if problem.is_fatal]
    if fatal:
        raise CommandError("\n".join(f"{problem.message} → {problem.remedy}" for problem in fatal))
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
