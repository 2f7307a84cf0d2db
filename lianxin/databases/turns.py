"""One at a time, among all the processes of a district: who has the turn has it until he lets it go or dies.

On PostgreSQL the processes may run on several machines, so the database keeps the turn (an advisory lock,
which goes with the connection); on SQLite a file beside it does (a lock that goes with the process).
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import Error, connection

OF = "hashtext(current_schema()), hashtext(%s)"
"""An advisory lock is named by two numbers, within a database that may hold several districts."""


@contextmanager
def turn(name: str, *, waits: bool = False) -> Iterator[bool]:
    """Whether the turn is ours for what is done inside; `waits`: until it is. No turn is taken twice by one
    thread."""
    with (_in_database if connection.vendor == "postgresql" else _beside_database)(name, waits) as is_ours:
        yield is_ours


@contextmanager
def _in_database(name: str, waits: bool) -> Iterator[bool]:
    with connection.cursor() as cursor:
        if waits:
            cursor.execute(f"SELECT pg_advisory_lock({OF})", [name])
            is_ours = True
        else:
            cursor.execute(f"SELECT pg_try_advisory_lock({OF})", [name])
            is_ours = cursor.fetchone()[0]
    try:
        yield is_ours
    finally:
        if is_ours:
            with suppress(Error), connection.cursor() as cursor:  # it went with a connection that broke
                cursor.execute(f"SELECT pg_advisory_unlock({OF})", [name])


@contextmanager
def _beside_database(name: str, waits: bool) -> Iterator[bool]:
    path = Path(settings.LIANXIN_HOME) / f"turn-{name}"
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a") as file:
        path.chmod(0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX if waits else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
