"""One household's values: Kleene's three-valued logic in plain Python."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from math import isnan

from lianxin.criteria.messages import CriterionError, kind_words
from lianxin.criteria.tree import (
    ORDERING,
    And,
    Arithmetic,
    Comparison,
    Condition,
    Kind,
    Membership,
    Name,
    Not,
    Or,
    Plain,
    Value,
    unparse,
)

EXACT = 2**53  # whole numbers up to here are the same number as a double
Look = Callable[[Name], Plain | None]


def looker(values: Mapping[str, object], numbers: Mapping[str, object] | None) -> Look:
    """How to find the value of a name: policy numbers first, then the household; nothing means unknown."""

    def look(name: Name) -> Plain | None:
        source = numbers if numbers is not None and name.id in numbers else values
        return plain(source.get(name.id), name)

    return look


def plain(value: object, name: Name) -> Plain | None:
    """Reduce what callers hold to a bool, a number, a text or None; not-a-number is unknown."""
    if isinstance(value, Decimal):
        value = float(value)
    elif hasattr(value, "dtype") and hasattr(value, "item"):  # a NumPy scalar
        value = value.item()
    if isinstance(value, float) and isnan(value):
        return None
    if isinstance(value, int) and abs(value) > EXACT:
        raise CriterionError("value_too_large", name.column, name=name.id)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise CriterionError("not_a_value", name.column, name=name.id, found=type(value).__name__)


def truth(node: Condition, look: Look) -> bool | None:
    """True, False, or None when the known values do not settle it."""
    match node:
        case Comparison():
            return compare(node, amount(node.left, look), amount(node.right, look))
        case Membership():
            item = amount(node.item, look)
            return None if item is None else any(_same(node, item, option.value) for option in node.options)
        case Not():
            part = truth(node.part, look)
            return None if part is None else not part
        case And() | Or():
            decisive = isinstance(node, Or)
            outcome: bool | None = not decisive
            for part_node in node.parts:
                part = truth(part_node, look)
                if part is decisive:
                    return decisive
                if part is None:
                    outcome = None
            return outcome
    value = amount(node, look)
    if value is None or isinstance(value, bool):
        return value
    what = node.id if isinstance(node, Name) else repr(value)
    words = kind_words(found=kind_of(value), wanted="bool")
    raise CriterionError("wrong_kind", node.column, what=what, **words)


def amount(node: Value, look: Look) -> Plain | None:
    """The value of a name, a constant or a sum; None when unknown, divided by zero or not a number."""
    if isinstance(node, Arithmetic):
        result = _calculate(node, look)
        return None if result is None or isnan(result) else result
    return look(node) if isinstance(node, Name) else node.value


def compare(node: Comparison, left: Plain | None, right: Plain | None) -> bool | None:
    """Whether `left` and `right` compare as `node` says; unknown when either is."""
    if left is None or right is None:
        return None
    if node.operator not in ORDERING:
        return _same(node, left, right) == (node.operator == "==")
    if kind_of(left) != "number" or kind_of(right) != "number":
        wrong = kind_of(left) if kind_of(left) != "number" else kind_of(right)
        raise CriterionError("no_order", node.column, **kind_words(kind=wrong))
    match node.operator:
        case "<":
            return left < right  # type: ignore[operator]
        case "<=":
            return left <= right  # type: ignore[operator]
        case ">":
            return left > right  # type: ignore[operator]
    return left >= right  # type: ignore[operator]


def kind_of(value: Plain) -> Kind:
    """What sort of value this is; True is no number here."""
    if isinstance(value, bool):
        return "bool"
    return "text" if isinstance(value, str) else "number"


def _same(node: Comparison | Membership, left: Plain, right: Plain | None) -> bool:
    if right is not None and kind_of(left) != kind_of(right):
        words = kind_words(found=kind_of(left), wanted=kind_of(right))
        what = unparse(node.left if isinstance(node, Comparison) else node.item)
        raise CriterionError("wrong_kind", node.column, what=what, **words)
    return left == right


def _calculate(node: Value, look: Look) -> float | None:
    """In double precision throughout, as the columns and the warehouse do, so that all three agree."""
    if not isinstance(node, Arithmetic):
        value = amount(node, look)
        if value is None:
            return None
        if kind_of(value) != "number":
            words = kind_words(found=kind_of(value), wanted="number")
            what = node.id if isinstance(node, Name) else str(value)
            raise CriterionError("wrong_kind", node.column, what=what, **words)
        return float(value)
    left, right = _calculate(node.left, look), _calculate(node.right, look)
    if left is None or right is None or (node.operator == "/" and right == 0):
        return None
    match node.operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
    return left / right
