"""Many conditions compiled into one program: each comparison once, then and/or/not on packed bits.

A truth is two planes of bits, *true* and *false*; a row in neither is unknown. Then `not` swaps the planes,
`a and b` is true where both are true and false where either is false, and `or` is its mirror image.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

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

# The canonical comparisons; the others are these with the planes swapped.
_CANONICAL = {">": ("<=", True), ">=": ("<", True), "!=": ("==", True)}


@dataclass(frozen=True, slots=True)
class Ref:
    """A truth in a register, taken as it is or with its planes swapped."""

    register: int
    swapped: bool = False

    def negated(self, yes: bool = True) -> "Ref":
        return Ref(self.register, self.swapped != yes)


@dataclass(frozen=True, slots=True)
class Fact:
    """A yes/no column that holds."""

    name: str


@dataclass(frozen=True, slots=True)
class Limit:
    """A column against a constant of its own type; for choices, the constant is a position."""

    name: str
    operator: str
    constant: object


@dataclass(frozen=True, slots=True)
class Fixed:
    """The same answer for every row: False (None is unknown)."""

    value: bool | None


Leaf = Fact | Limit | Fixed | Comparison


@dataclass(frozen=True, slots=True)
class Join:
    """`left and right` into the register after all leaves and earlier joins."""

    left: Ref
    right: Ref


@dataclass
class Program:
    columns: Mapping[str, Column]
    leaves: list[Leaf] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    results: list[Ref] = field(default_factory=list)


class Compiler:
    """Leaves take the registers 0, 1, …; joins follow. The same leaf or join is never compiled twice."""

    def __init__(self, columns: Mapping[str, Column]) -> None:
        self.columns = columns
        self.leaves: dict[Leaf, int] = {}
        self.joins: dict[Join, int] = {}

    def compile(self, trees: Iterable[Condition]) -> Program:
        sketches = [self.sketch(tree) for tree in trees]
        results = [self.settle(sketch) for sketch in sketches]
        return Program(self.columns, list(self.leaves), list(self.joins), results)

    # First all leaves, so that their registers come first; then the joins.
    def sketch(self, node: Condition) -> "Sketch":
        match node:
            case Not():
                return _negated(self.sketch(node.part))
            case And():
                return tuple(self.sketch(part) for part in node.parts), False
            case Or():  # a or b is not (not a and not b)
                return tuple(_negated(self.sketch(part)) for part in node.parts), True
            case Name():
                return self.leaf(Fact(node.id))
            case Constant():
                return self.fixed(None if node.value is None else bool(node.value))
            case Membership():
                equal = (Comparison("==", node.item, option) for option in node.options)
                return tuple(_negated(self.comparison(one)) for one in equal), True
        return self.comparison(node)

    def comparison(self, node: Comparison) -> Ref:
        left, right, operator = node.left, node.right, node.operator
        if isinstance(left, Constant):
            left, right, operator = right, left, MIRRORED[operator]
        operator, swapped = _CANONICAL.get(operator, (operator, False))
        if isinstance(right, Constant):
            if right.value is None:
                return self.fixed(None)
            if isinstance(left, Name):
                return self.limit(left.id, operator, right).negated(swapped)
            if isinstance(left, Constant):
                return self.fixed(_between_constants(operator, left, right)).negated(swapped)
        return self.leaf(Comparison(operator, left, right)).negated(swapped)

    def limit(self, name: str, operator: str, constant: Constant) -> Ref:
        column, value = self.columns[name], constant.value
        if column.choices is not None:
            if value not in column.choices:
                return self.leaf(Limit(name, "never", None))
            return self.leaf(Limit(name, "==", column.choices.index(str(value))))
        if isinstance(value, bool):
            return self.leaf(Fact(name)).negated(not value)
        if isinstance(value, str):
            return self.leaf(Limit(name, "==", value))
        assert value is not None
        fitted = fit(operator, value, column.values.dtype)
        if isinstance(fitted, bool):
            return self.leaf(Limit(name, "never", None)).negated(fitted)
        return self.leaf(Limit(name, *fitted))

    def fixed(self, value: bool | None) -> Ref:
        return self.leaf(Fixed(None)) if value is None else self.leaf(Fixed(False)).negated(value)

    def leaf(self, leaf: Leaf) -> Ref:
        return Ref(self.leaves.setdefault(leaf, len(self.leaves)))

    def settle(self, sketch: "Sketch") -> Ref:
        if isinstance(sketch, Ref):
            return sketch
        parts, swapped = sketch
        refs = sorted({self.settle(part) for part in parts}, key=lambda ref: (ref.register, ref.swapped))
        joined = refs[0]
        for ref in refs[1:]:
            key = Join(joined, ref)
            joined = Ref(self.joins.setdefault(key, len(self.leaves) + len(self.joins)))
        return joined.negated(swapped)


Sketch = Ref | tuple[tuple["Sketch", ...], bool]


def _negated(sketch: Sketch) -> Sketch:
    return sketch.negated() if isinstance(sketch, Ref) else (sketch[0], not sketch[1])


def _between_constants(operator: str, left: Constant, right: Constant) -> bool | None:
    if left.value is None or right.value is None:
        return None
    if operator == "==":
        return left.value == right.value
    assert not isinstance(left.value, str)
    assert not isinstance(right.value, str)
    return left.value < right.value if operator == "<" else left.value <= right.value
