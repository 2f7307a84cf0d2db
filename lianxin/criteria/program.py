"""Many conditions compiled into one program: each comparison once, then and/or on packed bits.

A truth is two planes of bits: *true* (certainly so) and *possible* (true or unknown). Then `and` and `or` are
the same operation on both planes, and `not` exchanges them and turns the bits over. Negations are pushed down
to the comparisons first, so a program knows leaves, `and` and `or` only.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal as OneOf
from typing import TypeAlias

from lianxin.criteria.columns import Column
from lianxin.criteria.thresholds import fit
from lianxin.criteria.tree import (
    MIRRORED,
    And,
    Comparison,
    Condition,
    Constant,
    Membership,
    Name,
    Not,
    Or,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A yes/no column that holds."""

    name: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A column against a constant of its own type (`<`, `<=`, `==`); for choices, a position among them."""

    name: str
    operator: str
    constant: object


@dataclass(frozen=True, slots=True)
class Never:
    """False wherever the column is known: a text that is no choice, a number out of range."""

    name: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """The same answer for every row: False, or unknown (None)."""

    value: bool | None


Test: TypeAlias = Fact | Limit | Never | Fixed | Comparison


@dataclass(frozen=True, slots=True)
class Leaf:
    test: Test
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Join:
    operator: OneOf["and", "or"]
    parts: tuple[int, ...]  # registers, two or more


@dataclass(frozen=True, slots=True)
class Program:
    """Leaf i fills register i, join j register len(leaves) + j; `results` names the register of each tree.

    Leaves that are negated come after those that are not.
    """

    columns: Mapping[str, Column]
    leaves: tuple[Leaf, ...]
    joins: tuple[Join, ...]
    results: tuple[int, ...]


# A tree without negations: a leaf, or parts that are joined.
Sketch: TypeAlias = Leaf | tuple[OneOf["and", "or"], tuple["Sketch", ...]]

# The canonical comparisons; the others are these, negated.
_CANONICAL = {">": ("<=", True), ">=": ("<", True), "!=": ("==", True)}


def compile_program(trees: Iterable[Condition], columns: Mapping[str, Column]) -> Program:
    """`trees` have their numbers bound and fit the columns' kinds. No leaf or join is compiled twice."""
    sketches = [_sketch(tree, columns, False) for tree in trees]
    found = dict.fromkeys(leaf for sketch in sketches for leaf in _leaves(sketch))
    leaves = {leaf: at for at, leaf in enumerate(sorted(found, key=lambda leaf: leaf.negated))}
    joins: dict[Join, int] = {}

    def settle(sketch: Sketch) -> int:
        if isinstance(sketch, Leaf):
            return leaves[sketch]
        parts = sorted({settle(part) for part in sketch[1]})
        if len(parts) == 1:
            return parts[0]
        return joins.setdefault(Join(sketch[0], tuple(parts)), len(leaves) + len(joins))

    results = tuple(settle(sketch) for sketch in sketches)
    return Program(columns, tuple(leaves), tuple(joins), results)


def _leaves(sketch: Sketch) -> Iterator[Leaf]:
    if isinstance(sketch, Leaf):
        yield sketch
    else:
        for part in sketch[1]:
            yield from _leaves(part)


def _sketch(node: Condition, columns: Mapping[str, Column], negated: bool) -> Sketch:
    match node:
        case Not():
            return _sketch(node.part, columns, not negated)
        case And() | Or():
            parts = tuple(_sketch(part, columns, negated) for part in node.parts)
            return ("and" if isinstance(node, And) != negated else "or"), parts
        case Membership():
            equal = (Comparison("==", node.item, option) for option in node.options)
            return ("and" if negated else "or"), tuple(_compared(one, columns, negated) for one in equal)
        case Name():
            return Leaf(Fact(node.id), negated)
        case Constant():
            return _fixed(None if node.value is None else bool(node.value), negated)
    return _compared(node, columns, negated)


def _compared(node: Comparison, columns: Mapping[str, Column], negated: bool) -> Leaf:
    left, right, operator = node.left, node.right, node.operator
    if isinstance(left, Constant):
        left, right, operator = right, left, MIRRORED[operator]
    operator, turned = _CANONICAL.get(operator, (operator, False))
    negated = negated != turned
    if isinstance(right, Constant):
        if right.value is None:
            return _fixed(None, negated)
        if isinstance(left, Name):
            return _limited(left.id, columns[left.id], operator, right, negated)
        if isinstance(left, Constant):
            return _fixed(_between_constants(operator, left, right), negated)
    return Leaf(Comparison(operator, left, right), negated)


def _limited(name: str, column: Column, operator: str, constant: Constant, negated: bool) -> Leaf:
    value = constant.value
    if column.choices is not None:
        if value not in column.choices:
            return Leaf(Never(name), negated)
        return Leaf(Limit(name, "==", column.choices.index(str(value))), negated)
    if isinstance(value, bool):
        return Leaf(Fact(name), negated == value)
    if isinstance(value, str) or value is None:
        return Leaf(Limit(name, "==", value), negated)
    fitted = fit(operator, value, column.values.dtype)
    if isinstance(fitted, bool):
        return Leaf(Never(name), negated != fitted)
    return Leaf(Limit(name, *fitted), negated)


def _fixed(value: bool | None, negated: bool) -> Leaf:
    return Leaf(Fixed(None)) if value is None else Leaf(Fixed(False), negated != value)


def _between_constants(operator: str, left: Constant, right: Constant) -> bool | None:
    if left.value is None or right.value is None:
        return None
    if operator == "==":
        return left.value == right.value
    assert not isinstance(left.value, str)
    assert not isinstance(right.value, str)
    return left.value < right.value if operator == "<" else left.value <= right.value
