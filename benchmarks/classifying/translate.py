"""The policy's conditions in the words of other engines."""

from collections.abc import Callable
from dataclasses import dataclass

from lianxin.criteria.tree import (
    And,
    Arithmetic,
    Comparison,
    Condition,
    Constant,
    Membership,
    Name,
    Not,
    Or,
    Value,
)


@dataclass(frozen=True)
class Words:
    """How an engine writes a name (as a value, and inside a sum), and the connectives."""

    name: Callable[[str], str]
    in_sum: Callable[[str], str]
    conjunction: str
    disjunction: str
    negation: str
    equal: str = "=="


def write(node: Condition | Value, words: Words) -> str:
    """`node`, with its numbers bound, as an expression of the engine."""
    match node:
        case Name():
            return words.name(node.id)
        case Constant():
            number = node.value
            return repr(int(number) if isinstance(number, float) and number == int(number) else number)
        case Arithmetic():
            left, right = _inside(node.left, words), _inside(node.right, words)
            return f"({left} {node.operator} {right})"
        case Comparison():
            operator = words.equal if node.operator == "==" else node.operator
            return f"({write(node.left, words)} {operator} {write(node.right, words)})"
        case Not():
            return f"{words.negation}({write(node.part, words)})"
        case And() | Or():
            joint = words.conjunction if isinstance(node, And) else words.disjunction
            return "(" + f" {joint} ".join(write(part, words) for part in node.parts) + ")"
    assert not isinstance(node, Membership)
    raise TypeError(node)


def _inside(node: Value, words: Words) -> str:
    return words.in_sum(node.id) if isinstance(node, Name) else write(node, words)
