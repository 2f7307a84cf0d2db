"""Why a condition came out as it did, for one household: what decided it, and what is missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lianxin.criteria.parsing import Criterion
from lianxin.criteria.scalar import Look, amount, looker, truth
from lianxin.criteria.tree import (
    MIRRORED,
    NEGATED,
    And,
    Comparison,
    Condition,
    Constant,
    Membership,
    Not,
    Or,
    Plain,
    Value,
    name_nodes,
    names_in,
    unparse,
)


@dataclass(frozen=True, slots=True)
class Because:
    """One comparison that counted, turned so that it reads as a true sentence.

    `income_per_head < monitoring_line` that failed becomes `income_per_head >= monitoring_line`. `name` is
    the left side as written (a name, or a sum such as `debt_balance / income_total`); `threshold` the value
    of the right side, `threshold_name` its text unless it was written as a plain value; `facts` the
    indicators on both sides, policy numbers left out. `value` is None when it cannot be worked out
    (division by zero).
    """

    name: str
    value: Plain | None
    operator: str
    threshold: Plain | tuple[Plain | None, ...] | None
    threshold_name: str | None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """`because` alone forces `truth`; once every name in `missing` is known, so is the truth.

    When `truth` is None, `because` holds only comparisons that cannot be worked out although every value
    is known (a division by zero).
    """

    truth: bool | None
    because: tuple[Because, ...]
    missing: tuple[str, ...]


def explain(
    criterion: Criterion, values: Mapping[str, object], numbers: Mapping[str, object] | None = None
) -> Explanation:
    """Explain `evaluate(criterion, values, numbers)` for plain values (None or left out = unknown)."""
    look = looker(values, numbers)
    fixed = frozenset(numbers or ())
    outcome = truth(criterion.tree, look)
    deciding = list(_deciding(criterion.tree, outcome, look))
    missing = dict.fromkeys(
        name.id for node in deciding for name in name_nodes(node) if outcome is None and look(name) is None
    )
    told = (
        node for node in deciding if outcome is not None or not any(look(n) is None for n in name_nodes(node))
    )
    because = dict.fromkeys(_because(node, truth(node, look), look, fixed) for node in told)
    return Explanation(outcome, tuple(because), tuple(missing))


def _deciding(node: Condition, outcome: bool | None, look: Look) -> Iterator[Condition]:
    """The comparisons below `node` that have a part in its `outcome`."""
    match node:
        case Not():
            yield from _deciding(node.part, None if outcome is None else not outcome, look)
        case And() | Or():
            for part in node.parts:
                if truth(part, look) is outcome:
                    yield from _deciding(part, outcome, look)
        case _:
            yield node


def _because(node: Condition, holds: bool | None, look: Look, fixed: frozenset[str]) -> Because:
    facts = tuple(dict.fromkeys(name for name in names_in(node) if name not in fixed))
    match node:
        case Membership():
            options = tuple(option.value for option in node.options)
            operator = "not in" if holds is False else "in"
            return Because(unparse(node.item), amount(node.item, look), operator, options, None, facts)
        case Comparison():
            left, right, operator = node.left, node.right, node.operator
            if not _mentions_fact(left, fixed) and _mentions_fact(right, fixed):
                left, right, operator = right, left, MIRRORED[operator]
            if holds is False:
                operator = NEGATED[operator]
            threshold_name = None if isinstance(right, Constant) else unparse(right)
            return Because(
                unparse(left), amount(left, look), operator, amount(right, look), threshold_name, facts
            )
    return Because(unparse(node), holds, "==", holds, None, facts)


def _mentions_fact(node: Value, fixed: frozenset[str]) -> bool:
    return any(name not in fixed for name in names_in(node))
