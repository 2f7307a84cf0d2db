"""What the policy says of one household, written apart from the evaluator: straight from Python's own parser.

Slow and plain, for checking the contestants' answers on a sample of the rows before any time is shown.
"""

import ast
import operator
from collections.abc import Mapping
from typing import Any

from benchmarks.classifying.task import FINE, PRIORITY, UNASSESSED, WATCH, Task

OPERATIONS: dict[type[ast.AST], Any] = {
    ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Eq: operator.eq,
    ast.NotEq: operator.ne, ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
}  # fmt: skip


def verdict(task: Task, household: Mapping[str, Any]) -> tuple[int, int]:
    """(tier, mask of true rules) of one household; None stands for an unknown fact."""
    values = {**household, **task.policy.values}
    answers = [
        judge(ast.parse(rule.when.text.strip(), mode="eval").body, values) for rule in task.policy.rules
    ]
    mask = sum(1 << at for at, answer in enumerate(answers) if answer)
    if mask & task.priority:
        return PRIORITY, mask
    if mask:
        return WATCH, mask
    return (UNASSESSED if None in answers else FINE), mask


def judge(node: ast.expr, values: Mapping[str, Any]) -> Any:
    match node:
        case ast.Name():
            return values[node.id]
        case ast.Constant():
            return node.value
        case ast.BinOp():
            return apply(node.op, judge(node.left, values), judge(node.right, values))
        case ast.UnaryOp():
            part = judge(node.operand, values)
            return None if part is None else not part
        case ast.Compare():
            sides = [judge(side, values) for side in (node.left, *node.comparators)]
            pairs = zip(node.ops, sides, sides[1:], strict=False)
            return all_of(
                [
                    None if left is None or right is None else OPERATIONS[type(op)](left, right)
                    for op, left, right in pairs
                ]
            )
    assert isinstance(node, ast.BoolOp)
    parts = [judge(part, values) for part in node.values]
    if isinstance(node.op, ast.And):
        return all_of(parts)
    nor = all_of([None if part is None else not part for part in parts])
    return None if nor is None else not nor


def apply(operation: ast.AST, left: Any, right: Any) -> Any:
    return None if left is None or right is None else OPERATIONS[type(operation)](left, right)


def all_of(parts: list[Any]) -> bool | None:
    return False if False in parts else None if None in parts else True
