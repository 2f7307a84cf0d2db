"""The same conditions as Ibis expressions, for DuckDB, Spark and other warehouses. Ibis is optional."""

import operator
from collections.abc import Callable
from functools import reduce
from typing import Any

from lianxin.criteria.kinds import check
from lianxin.criteria.messages import CriterionError
from lianxin.criteria.tree import (
    And,
    Arithmetic,
    Comparison,
    Condition,
    Constant,
    Kind,
    Membership,
    Name,
    Not,
    Or,
    Value,
    name_nodes,
)

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq,
    "!=": operator.ne, "+": operator.add, "-": operator.sub, "*": operator.mul,
}  # fmt: skip
TYPES: dict[Kind, str] = {"number": "float64", "bool": "boolean", "text": "string"}


def is_table(values: object) -> bool:
    """Whether `values` is an Ibis table, without importing Ibis for those who do not use it."""
    return type(values).__module__.split(".")[0] == "ibis" and hasattr(values, "schema")


def expression(tree: Condition, table: Any) -> Any:
    """A nullable boolean Ibis expression over `table`; policy numbers are already bound in `tree`."""
    check(tree, {name.id: _kind(name, table) for name in name_nodes(tree)})
    return _condition(tree, table)


def _kind(name: Name, table: Any) -> Kind:
    if name.id not in table.columns:
        raise CriterionError("no_column", name.column, name=name.id)
    dtype = table[name.id].type()
    if dtype.is_boolean():
        return "bool"
    if dtype.is_numeric():
        return "number"
    if dtype.is_string():
        return "text"
    raise CriterionError("not_a_value", name.column, name=name.id, found=str(dtype))


def _condition(node: Condition, table: Any) -> Any:
    match node:
        case Comparison():
            return OPERATORS[node.operator](_amount(node.left, table), _amount(node.right, table))
        case Membership():
            return _amount(node.item, table).isin([option.value for option in node.options])
        case Not():
            return ~_condition(node.part, table)
        case And() | Or():
            parts = [_condition(part, table) for part in node.parts]
            return reduce(operator.and_ if isinstance(node, And) else operator.or_, parts)
    return _amount(node, table)


def _amount(node: Value, table: Any) -> Any:
    """A value; not-a-number becomes null. NULLIF names its first argument once, so text stays linear."""
    found = _raw(node, table)
    if isinstance(node, Name) and found.type().is_floating():
        found = found.cast("float64")  # or a warehouse might round the constant to single precision
    elif not isinstance(node, Arithmetic):
        return found
    return found.nullif(float("nan"))


def _raw(node: Value, table: Any) -> Any:
    import ibis  # type: ignore[import-untyped, import-not-found, unused-ignore]

    if isinstance(node, Name):
        return table[node.id]
    if isinstance(node, Constant):
        return ibis.literal(node.value, type=TYPES[node.kind])
    left, right = (_raw(side, table).cast("float64") for side in (node.left, node.right))
    return left / right.nullif(0.0) if node.operator == "/" else OPERATORS[node.operator](left, right)
