"""What other rooms do when the undo of an import removes households: each registers a function here.

A room that writes rows about households of its own accord, such as a pairing that follows from an import,
takes them away again. What a person did stays, protects the household, and is told as an obstacle. Each room
registers once, in its `AppConfig.ready`: `on_removal("pairing", let_go)`, with `let_go(keys of households)`.
"""

from collections.abc import Callable, Sequence
from typing import Any

LetGo = Callable[[Sequence[Any]], None]
HOOKS: dict[str, LetGo] = {}


def on_removal(name: str, let_go: LetGo) -> None:
    """Call `let_go` whenever households are removed; registering a name again replaces its function."""
    HOOKS[name] = let_go


def removed(households: Sequence[Any]) -> None:
    """Let every room take away what it holds of these households, which are about to go."""
    for let_go in HOOKS.values():
        let_go(households)
