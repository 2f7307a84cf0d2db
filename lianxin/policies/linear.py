"""Sums of indicators with constant factors, worked out exactly. Pure.

`2 * debt_balance - income_total > 100` becomes `debt_balance - 1/2 * income_total > 50`. What is not linear
(a product or quotient of two indicators) counts as an indicator of its own, known by its text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from lianxin.criteria.tree import MIRRORED, Arithmetic, Constant, Name, Value, unparse

Terms: TypeAlias = tuple[tuple[str, Fraction], ...]  # sorted by name, first factor 1


@dataclass(frozen=True, slots=True)
class Sum:
    """factor × name + … + constant."""

    factors: Mapping[str, Fraction]
    constant: Fraction

    def plus(self, other: "Sum", times: Fraction) -> "Sum":
        factors = dict(self.factors)
        for name, factor in other.factors.items():
            factors[name] = factors.get(name, Fraction(0)) + times * factor
        return Sum({name: f for name, f in factors.items() if f}, self.constant + times * other.constant)


@dataclass(frozen=True, slots=True)
class Bound:
    """A comparison brought to the shape `terms operator limit`. Without terms: `0 operator limit`."""

    terms: Terms
    operator: str
    limit: Fraction


def exact(value: int | float) -> Fraction:
    """The number as it is written: 0.1 is one tenth."""
    return Fraction(str(value))


def bound(left: Value, operator: str, right: Value) -> Bound | None:
    """Return the comparison as a bound, or None when it holds a constant nobody can work out (1 / 0)."""
    first, second = _sum(left), _sum(right)
    if first is None or second is None:
        return None
    whole = first.plus(second, Fraction(-1))
    names = sorted(whole.factors)
    if not names:
        return Bound((), operator, -whole.constant)
    lead = whole.factors[names[0]]
    terms = tuple((name, whole.factors[name] / lead) for name in names)
    return Bound(terms, operator if lead > 0 else MIRRORED[operator], -whole.constant / lead)


def _sum(value: Value) -> Sum | None:
    match value:
        case Name():
            return Sum({value.id: Fraction(1)}, Fraction(0))
        case Constant():
            known = value.kind == "number" and isinstance(value.value, int | float)
            return Sum({}, exact(value.value)) if known else None  # type: ignore[arg-type]
    left, right = _sum(value.left), _sum(value.right)
    if left is None or right is None:
        return None
    nothing = Sum({}, Fraction(0))
    match value.operator:
        case "+":
            return left.plus(right, Fraction(1))
        case "-":
            return left.plus(right, Fraction(-1))
        case "*" if not left.factors:
            return nothing.plus(right, left.constant)
        case "*" if not right.factors:
            return nothing.plus(left, right.constant)
        case "/" if not right.factors:
            return nothing.plus(left, 1 / right.constant) if right.constant else None
    return _opaque(value)


def _opaque(value: Arithmetic) -> Sum:
    return Sum({unparse(value): Fraction(1)}, Fraction(0))
