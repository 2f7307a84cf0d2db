"""Which unknown facts could still change the tier, and which of them to ask first. Pure.

A rule is open when it is unknown and its tier would be more serious than what is certain. A fact is worth
asking when it is unknown and an open rule hangs on it: `a and b` with `a` false does not hang on `b`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from lianxin.classification.traits import known_of
from lianxin.classification.vocabulary import Tier
from lianxin.criteria import Column, Criterion, Ruleset, unparse
from lianxin.criteria.columns import Bits, pack
from lianxin.criteria.tree import And, Condition, Not, Or, names_in
from lianxin.policies.vocabulary import Rule


def in_order(facts: Iterable[str], open_rules: Sequence[Rule], codes: Sequence[str]) -> tuple[str, ...]:
    """The facts, most telling first: named by most open rules of the highest tier, then of the next.

    `codes`: all indicators in the order of the catalogue, which settles what is still even.
    """

    def named_by(fact: str, tier: Tier) -> int:
        return sum(fact in rule.when.names for rule in open_rules if rule.gives == tier)

    def place(fact: str) -> tuple[int, int, int]:
        return -named_by(fact, Tier.PRIORITY), -named_by(fact, Tier.WATCH), codes.index(fact)

    return tuple(sorted(facts, key=place))


class Asker:
    """Works out, for every row, the facts worth asking. `trees` are the rules with the numbers put in."""

    def __init__(self, trees: Sequence[Condition], facts: Sequence[str]) -> None:
        self.trees, self.facts = tuple(trees), tuple(facts)
        inner = dict.fromkeys(part for tree in trees for part in _inner_parts(tree))
        self.inner = tuple(inner)
        criteria = [Criterion(unparse(part), frozenset(names_in(part)), part) for part in self.inner]
        self.ruleset = Ruleset(criteria) if criteria else None

    def ask(self, columns: Mapping[str, Column], open_rules: Bits) -> Bits:
        """Packed bits, shape (facts, bytes), from `open_rules`, shape (rules, bytes)."""
        settled: dict[Condition, Bits] = {}
        if self.ruleset is not None:
            settled = dict(zip(self.inner, self.ruleset.run(columns).known, strict=True))
        unknown = {fact: _unknown(columns[fact]) for fact in self.facts}
        asked = {fact: np.zeros(open_rules.shape[1], np.uint8) for fact in self.facts}

        def walk(node: Condition, hanging: Bits) -> None:
            match node:
                case Not():
                    walk(node.part, hanging)
                case And() | Or():
                    for part in node.parts:
                        walk(part, hanging & ~settled[part] if part in settled else hanging)
                case _:
                    for name in set(names_in(node)):
                        asked[name] |= hanging & unknown[name]

        for tree, hanging in zip(self.trees, open_rules, strict=True):
            if hanging.any():
                walk(tree, hanging)
        return np.stack([asked[fact] for fact in self.facts]) if self.facts else open_rules[:0]


def _inner_parts(node: Condition) -> Iterator[Condition]:
    """The and/or groups inside other groups: only there can a part be settled while the rule is open."""
    match node:
        case Not():
            yield from _inner_parts(node.part)
        case And() | Or():
            for part in node.parts:
                inside = part.part if isinstance(part, Not) else part
                if isinstance(inside, And | Or):
                    yield part
                yield from _inner_parts(part)


def _unknown(column: Column) -> Bits:
    unknown = ~known_of(column)
    if column.values.dtype.kind == "f":
        unknown |= np.isnan(column.values)
    return pack(unknown)
