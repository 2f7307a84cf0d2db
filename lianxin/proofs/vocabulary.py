"""What a proof is made of. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random


@dataclass
class Tally:
    """How often something was tried, and each time it went wrong, in words."""

    runs: int = 0
    faults: list[str] = field(default_factory=list)

    def expect(self, is_right: bool, words: str) -> None:
        """Count one run, and a fault unless it went right."""
        self.runs += 1
        if not is_right:
            self.faults.append(words)


@dataclass(frozen=True)
class Control:
    """A deliberately broken variant, and whether the proof notices that it is broken.

    A proof that is content with broken software proves nothing, so every proof has at least one of these.
    """

    breaks: str
    is_caught: Callable[[], bool]


@dataclass(frozen=True)
class Proof:
    """A promise and what shows that it is kept; docs/promises.md explains each.

    `prove(tally, runs, chance)` tries `runs` times, or, where a promise says what there is to try, all of it.
    `runs` is the full size. `is_secure` runs it with the settings of a real district; the others
    speak plain HTTP, which saves every request a redirection.
    """

    promise: int
    name: str
    says: str
    runs: int
    prove: Callable[[Tally, int, Random], None]
    controls: tuple[Control, ...]
    is_secure: bool = False
