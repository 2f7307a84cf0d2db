"""What two processes, each of which plays one half of the district, tell one another on the way."""

import multiprocessing
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any


class OtherGone(RuntimeError):
    """The other process ended before it told its part."""


@dataclass(frozen=True, slots=True)
class Swap:
    """One of two ends: each process uses its own, once each was forked."""

    own: Connection
    other: Connection
    speaks_first: bool

    @classmethod
    def pair(cls) -> tuple["Swap", "Swap"]:
        one, other = multiprocessing.Pipe()
        return cls(one, other, False), cls(other, one, True)

    def tell(self, mine: Any) -> Any:
        """Hand over what this half has to tell; returns what the other one has. Waits for it, once.

        Raises OtherGone.
        """
        self.other.close()  # here it would hide the end of the other process
        try:
            if self.speaks_first:
                self.own.send(mine)
            theirs = self.own.recv()
            if not self.speaks_first:
                self.own.send(mine)
        except (EOFError, OSError):
            raise OtherGone("the other half of the district ended early") from None
        finally:
            self.own.close()
        return theirs
