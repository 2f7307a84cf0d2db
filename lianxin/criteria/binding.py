"""Before a condition meets a million rows: put the policy's numbers in, and work out what is constant."""

from collections.abc import Mapping

from lianxin.criteria.scalar import amount, kind_of, looker, plain
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


def bind(node: Condition, numbers: Mapping[str, object] | None) -> Condition:
    """`node` with names of `numbers` replaced by their values, and sums of constants by their result."""
    match node:
        case Comparison():
            left, right = _fold(node.left, numbers or {}), _fold(node.right, numbers or {})
            return Comparison(node.operator, left, right, node.column)
        case Membership():
            return Membership(_fold(node.item, numbers or {}), node.options, node.column)
        case Not():
            return Not(bind(node.part, numbers), node.column)
        case And():
            return And(tuple(bind(part, numbers) for part in node.parts), node.column)
        case Or():
            return Or(tuple(bind(part, numbers) for part in node.parts), node.column)
    bound = _fold(node, numbers or {})
    assert isinstance(bound, Name | Constant)
    return bound


def _fold(node: Value, numbers: Mapping[str, object]) -> Value:
    if isinstance(node, Name):
        if node.id not in numbers:
            return node
        value = plain(numbers[node.id], node)
        return Constant(value, "number" if value is None else kind_of(value), node.column)
    if isinstance(node, Constant):
        return node
    left, right = _fold(node.left, numbers), _fold(node.right, numbers)
    folded = Arithmetic(node.operator, left, right, node.column)
    if isinstance(left, Constant) and isinstance(right, Constant):
        return Constant(amount(folded, looker({}, None)), "number", node.column)
    if isinstance(left, Constant) and left.value == 1 and node.operator == "*":
        return right
    if isinstance(right, Constant) and right.value == 1 and node.operator in "*/":
        return left
    return folded
