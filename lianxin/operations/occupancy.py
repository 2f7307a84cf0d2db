"""Who uses a home: servers and workers hold a lock together, and a restore must have it alone.

The lock is on the file `in-use` in the home. It goes with the process that holds it, however that ends.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError


@contextmanager
def in_use() -> Iterator[None]:
    """Hold the home together with others. Raises CommandError while a restore has it."""
    with _locked(fcntl.LOCK_SH, "正在从备份恢复，请等它做完再开。"):
        yield


@contextmanager
def alone() -> Iterator[None]:
    """Have the home alone. Raises CommandError while a server or a worker uses it."""
    with _locked(fcntl.LOCK_EX, "lianxin serve 或 lianxin work 还在运行。请先停下，再恢复。"):
        yield


@contextmanager
def _locked(kind: int, refusal: str) -> Iterator[None]:
    home = Path(settings.LIANXIN_HOME)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (home / "in-use").open("a") as file:
        (home / "in-use").chmod(0o600)
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(refusal) from None
        yield
