"""Does the condition make sense: is every name known, and is each used as what it is?"""

from collections.abc import Mapping
from difflib import get_close_matches

from lianxin.criteria.messages import CriterionError, kind_words
from lianxin.criteria.tree import (
    ORDERING,
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
    unparse,
)


def check(condition: Condition, kinds: Mapping[str, Kind] | None) -> dict[str, Kind]:
    """Refuse unknown names and values used as what they are not; return the kind of each name.

    Without `kinds`, a name's kind is learnt from its first use and held against the later ones; a name
    whose use says nothing (`a == b`) is left out of the answer.
    """
    checker = _Checker(kinds)
    checker.condition(condition)
    return checker.learnt


class _Checker:
    def __init__(self, kinds: Mapping[str, Kind] | None) -> None:
        self.kinds = kinds
        self.learnt: dict[str, Kind] = {}

    def condition(self, node: Condition) -> None:
        match node:
            case Name():
                self.need(node, "bool")
            case Constant():
                if node.kind != "bool":
                    raise CriterionError("not_a_condition", node.column, **kind_words(kind=node.kind))
            case Not():
                self.condition(node.part)
            case And() | Or():
                for part in node.parts:
                    self.condition(part)
            case Comparison():
                self.comparison(node)
            case Membership():
                for option in node.options[1:]:
                    self.need(option, node.options[0].kind)
                self.need(node.item, node.options[0].kind)

    def comparison(self, node: Comparison) -> None:
        left, right = self.kind(node.left), self.kind(node.right)
        if node.operator in ORDERING:
            for kind in (left, right):
                if kind is not None and kind != "number":
                    raise CriterionError("no_order", node.column, **kind_words(kind=kind))
            left = right = "number"
        if left is not None:
            self.need(node.right, left)
        if right is not None:
            self.need(node.left, right)

    def kind(self, node: Value) -> Kind | None:
        match node:
            case Constant():
                return node.kind
            case Arithmetic():
                self.need(node.left, "number")
                self.need(node.right, "number")
                return "number"
        if self.kinds is not None and node.id not in self.kinds:
            raise CriterionError("unknown_name", node.column, name=node.id, **_near(node.id, self.kinds))
        known = self.learnt if self.kinds is None else self.kinds
        if node.id in known:
            self.learnt[node.id] = known[node.id]
        return known.get(node.id)

    def need(self, node: Value, wanted: Kind) -> None:
        found = self.kind(node)
        if found is None and isinstance(node, Name):
            self.learnt[node.id] = wanted
        elif found is not None and found != wanted:
            words = kind_words(found=found, wanted=wanted)
            raise CriterionError("wrong_kind", node.column, what=unparse(node), **words)


def _near(name: str, known: Mapping[str, Kind]) -> dict[str, str]:
    near = get_close_matches(name, sorted(known), n=3, cutoff=0.6)
    if not near:
        return {"near_zh": "", "near_en": ""}
    return {
        "near_zh": "，是不是“" + "”或“".join(near) + "”？",
        "near_en": "; did you mean " + " or ".join(near) + "?",
    }
