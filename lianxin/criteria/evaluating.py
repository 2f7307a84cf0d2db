"""One door for all back ends: what the values are decides how the condition is judged."""

from collections.abc import Mapping
from typing import Any, overload

from lianxin.criteria.binding import bind
from lianxin.criteria.columns import Column, Truths
from lianxin.criteria.parsing import Criterion
from lianxin.criteria.ruleset import Ruleset
from lianxin.criteria.scalar import looker, truth
from lianxin.criteria.warehouse import expression, is_table


@overload
def evaluate(
    criterion: Criterion, values: Mapping[str, Column], numbers: Mapping[str, object] | None = None
) -> Truths: ...
@overload
def evaluate(criterion: Criterion, values: Any, numbers: Mapping[str, object] | None = None) -> Any: ...
def evaluate(criterion: Criterion, values: Any, numbers: Mapping[str, object] | None = None) -> Any:
    """Judge `criterion` in three-valued logic. `numbers` binds the policy's numbers by name.

    - a mapping of plain values (None or left out = unknown) → True, False or None
    - a mapping of `Column` → `Truths` (a column left out is an error: it was forgotten, not unknown)
    - an Ibis table → a nullable boolean Ibis expression

    Raises CriterionError when a value is not of the kind the criterion needs.
    """
    if is_table(values):
        return expression(bind(criterion.tree, numbers), values)
    if any(isinstance(value, Column) for value in values.values()):
        return Ruleset([criterion], numbers).run(values).rule(0)
    return truth(criterion.tree, looker(values, numbers))
