"""The tree a condition is read into: a handful of frozen nodes, and the way back to text.

Two nodes are equal when they mean the same; where they stood in the text (`column`, from 1) does not count.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal as OneOf
from typing import TypeAlias

Kind: TypeAlias = OneOf["number", "bool", "text"]
Plain: TypeAlias = bool | int | float | str

NEGATED = {"<": ">=", ">=": "<", ">": "<=", "<=": ">", "==": "!=", "!=": "=="}
MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}
ORDERING = frozenset({"<", "<=", ">", ">="})


@dataclass(frozen=True, slots=True)
class Name:
    """An indicator or a policy number; as a condition, a yes/no indicator that must hold."""

    id: str
    column: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written in the rule. The kind keeps `1` and `True` apart, which Python holds equal.

    `value` is None only for a constant that cannot be worked out, such as `1 / 0`.
    """

    value: Plain | None
    kind: Kind
    column: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    operator: str  # + - * /
    left: "Value"
    right: "Value"
    column: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    operator: str  # < <= > >= == !=
    left: "Value"
    right: "Value"
    column: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Membership:
    item: "Value"
    options: tuple[Constant, ...]
    column: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Not:
    part: "Condition"
    column: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple["Condition", ...]
    column: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple["Condition", ...]
    column: int = field(default=0, compare=False, repr=False)


Value: TypeAlias = Name | Constant | Arithmetic
Condition: TypeAlias = Name | Constant | Comparison | Membership | Not | And | Or
Node: TypeAlias = Value | Condition


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below, from left to right."""
    match node:
        case Arithmetic() | Comparison():
            return (node.left, node.right)
        case Membership():
            return (node.item, *node.options)
        case Not():
            return (node.part,)
        case And() | Or():
            return node.parts
    return ()


def name_nodes(node: Node) -> Iterator[Name]:
    """Every name below `node`, from left to right, repeated as written."""
    if isinstance(node, Name):
        yield node
    for child in children(node):
        yield from name_nodes(child)


def names_in(node: Node) -> Iterator[str]:
    """The names below `node` as text, from left to right, repeated as written."""
    return (name.id for name in name_nodes(node))


def unparse(node: Node) -> str:
    """Text that reads back into an equal tree."""
    match node:
        case Name():
            return node.id
        case Constant():
            return f'"{node.value}"' if node.kind == "text" else repr(node.value)
        case Membership():
            options = ", ".join(unparse(option) for option in node.options)
            return f"{_inner(node.item)} in ({options},)"
        case Not():
            return f"not {_inner(node.part)}"
        case And() | Or():
            return (" and " if isinstance(node, And) else " or ").join(_inner(part) for part in node.parts)
    return f"{_inner(node.left)} {node.operator} {_inner(node.right)}"


def _inner(node: Node) -> str:
    return unparse(node) if isinstance(node, Name | Constant) else f"({unparse(node)})"
