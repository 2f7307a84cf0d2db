"""A second process that works while this one goes on: on the same database, or on another SQLite file.

For work that asks no database, or for work under `haste.writing_in_haste`, which never uses the write-ahead
log; otherwise one process alone has a SQLite file. Where no second process may be had, this one does it all.
"""

import multiprocessing
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeVar

from django.db import connection

Others = TypeVar("Others")
Own = TypeVar("Own")


class SecondFailed(RuntimeError):
    """The second process did not come to its end; its message says why."""


@dataclass(frozen=True, slots=True)
class Second:
    """A process at work."""

    process: BaseProcess
    told: Connection

    def result(self) -> Any:
        """Wait for what the work comes to. Raises SecondFailed."""
        try:
            came_to, trouble = self.told.recv()
        except EOFError:
            came_to, trouble = None, "it ended without a word"
        self.process.join()
        if trouble:
            raise SecondFailed(trouble)
        return came_to

    def end(self) -> None:
        """End it, wherever it is."""
        self.process.terminate()
        self.process.join()


def start(work: Callable[[], Any], *, on: Path | None = None) -> Second | None:
    """Run `work` in a second process, on the SQLite file `on` if one is given; None where that cannot be.

    It cannot with a single processor, where no process can be forked, inside a transaction, beside other
    threads, or in a database in memory. Both processes open the database anew; a SQLite file that the second
    one writes to is not to be touched by the first until it has the result.
    """
    if not may_start():
        return None
    connection.close()  # no process may inherit an open file of SQLite
    try:
        context = multiprocessing.get_context("fork")
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_do, args=(work, on, there), daemon=True)
        process.start()
    except OSError:
        return None
    there.close()
    return Second(process, here)


def beside(work: Callable[[], Others], own: Callable[[], Own]) -> tuple[Others, Own]:
    """Run `work` in a second process while `own` runs here; without one, first the work and then ours.

    On SQLite either both only read, or one of them does not ask the database at all. Returns what both come
    to. Raises SecondFailed.
    """
    other = start(work)
    if other is None:
        return work(), own()
    try:
        result = own()
    except BaseException:
        other.end()
        raise
    return other.result(), result


def may_start() -> bool:
    """Whether there is a second processor to work on, and nothing in the way of a second connection: no
    transaction, and no other thread, which a forked process would not have."""
    if threading.active_count() > 1:
        return False
    if connection.in_atomic_block or (connection.vendor == "sqlite" and connection.is_in_memory_db()):
        return False
    return processors() > 1 and "fork" in multiprocessing.get_all_start_methods()


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _do(work: Callable[[], Any], on: Path | None, told: Connection) -> None:
    """In the second process: do the work, tell what it came to or what went wrong, and end."""
    if on is not None:
        connection.settings_dict["NAME"] = str(on)
    try:
        came_to, trouble = work(), ""
    except BaseException as exception:  # told to the first process, which raises it
        came_to, trouble = None, f"{type(exception).__name__}: {exception}"
    finally:
        connection.close()
    told.send((came_to, trouble))
    told.close()
