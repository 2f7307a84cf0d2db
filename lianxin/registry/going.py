"""What goes with a household that the undo of its import takes away: rooms to the right say it here.

A room that writes rows about households of its own accord, such as a pairing that follows from an import,
takes them away again. What a person did stays, protects the household, and is told as an obstacle. Each room
says so once, in its `AppConfig.ready`: `goes_with("pairing", let_go)`, with `let_go(keys of households)`.
"""

from collections.abc import Callable, Sequence
from typing import Any

LetGo = Callable[[Sequence[Any]], None]
GOING: dict[str, LetGo] = {}


def goes_with(name: str, let_go: LetGo) -> None:
    """Say what goes, under a name of its own; saying it again replaces it."""
    GOING[name] = let_go


def let_go(households: Sequence[Any]) -> None:
    """Take away what goes with these households."""
    for one in GOING.values():
        one(households)
