"""Who goes first: people and phones before the machine's own work, which can wait. Pure.

SQLite has one writer at a time, and a process of Python one thread at a time. Work that nobody waits for asks
here between two transactions whether somebody waits; it is let on after a while in any case.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Precedence:
    def __init__(self) -> None:
        self._ahead = 0
        self._free = threading.Condition()

    @contextmanager
    def ahead(self) -> Iterator[None]:
        """While somebody waits for what is done inside."""
        with self._free:
            self._ahead += 1
        try:
            yield
        finally:
            with self._free:
                self._ahead -= 1
                if not self._ahead:
                    self._free.notify_all()

    def give_way(self, longest_s: float) -> bool:
        """Wait until nobody is ahead, at most so long; returns whether nobody is."""
        with self._free:
            return self._free.wait_for(lambda: not self._ahead, longest_s)


uploads = Precedence()
"""What phones bring goes before the corridor."""
