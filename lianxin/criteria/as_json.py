"""A condition as JSON, for a phone that judges it without the server.

`["and", a, b, …]`, `["or", …]`, `["not", a]`, `["<", x, y]` and other comparisons, `["in", x, [options]]`,
`["name", "income_per_head"]`, `["+", x, y]` and the other sums, or a literal; null is a constant that has no
value. tests/criteria/vectors.json holds the evaluators of both sides to the same answers.
"""

from typing import TypeAlias

from lianxin.criteria.tree import And, Arithmetic, Comparison, Constant, Membership, Name, Node, Not

Json: TypeAlias = "bool | int | float | str | None | list[Json]"


def as_json(node: Node) -> Json:
    """The tree as nested lists. Names stay names: bind the numbers of the policy before."""
    match node:
        case Name():
            return ["name", node.id]
        case Constant():
            return node.value
        case Arithmetic() | Comparison():
            return [node.operator, as_json(node.left), as_json(node.right)]
        case Membership():
            return ["in", as_json(node.item), [option.value for option in node.options]]
        case Not():
            return ["not", as_json(node.part)]
    return ["and" if isinstance(node, And) else "or", *(as_json(part) for part in node.parts)]
