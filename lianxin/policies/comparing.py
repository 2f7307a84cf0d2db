"""What changed between two versions of a policy: numbers, rules, examples, form, ladder or script. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from lianxin.policies.form.comparing import FormChange, compare_forms, compare_scripts
from lianxin.policies.ladder.comparing import compare_ladders
from lianxin.policies.vocabulary import Example, Number, PolicyDocument, Rule


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A number before and after (None: it was not there); `rules` are the new rules that use it."""

    name: str
    before: Number | None
    after: Number | None
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule before and after; None: it was not there. `parts` says what of a changed rule differs."""

    before: Rule | None
    after: Rule | None
    parts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Differences:
    numbers: tuple[NumberChange, ...]
    rules: tuple[RuleChange, ...]
    examples_added: tuple[Example, ...]
    examples_removed: tuple[Example, ...]
    form: tuple[FormChange, ...] = ()

    def __bool__(self) -> bool:
        examples = self.examples_added or self.examples_removed
        return bool(self.numbers or self.rules or examples or self.form)


PARTS = ("title_zh", "title_en", "gives", "source")


def compare(before: PolicyDocument, after: PolicyDocument) -> Differences:
    """Compare two versions. A rule is known by its id, a condition by its meaning, not its spelling."""
    old_rules = {rule.id: rule for rule in before.rules}
    new_rules = {rule.id: rule for rule in after.rules}
    rules = [_rule_change(old_rules.get(name), new_rules.get(name)) for name in _both(old_rules, new_rules)]
    numbers = [
        NumberChange(name, before.numbers.get(name), after.numbers.get(name), _users(name, after))
        for name in _both(before.numbers, after.numbers)
        if before.numbers.get(name) != after.numbers.get(name)
    ]
    old, new = ({example.id: example for example in one.examples} for one in (before, after))
    return Differences(
        tuple(numbers),
        tuple(change for change in rules if change is not None),
        tuple(example for name, example in new.items() if name not in old),
        tuple(example for name, example in old.items() if name not in new),
        compare_forms(before.form, after.form)
        + compare_ladders(before.ladder, after.ladder)
        + compare_scripts(before.script, after.script),
    )


def _rule_change(before: Rule | None, after: Rule | None) -> RuleChange | None:
    if before is None or after is None:
        return RuleChange(before, after)
    parts = {part for part in PARTS if getattr(before, part) != getattr(after, part)}
    if before.when.tree != after.when.tree:
        parts.add("when")
    return RuleChange(before, after, frozenset(parts)) if parts else None


def _users(name: str, policy: PolicyDocument) -> tuple[str, ...]:
    return tuple(rule.id for rule in policy.rules if name in rule.when.names)


def _both(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    """The names of both, in the order of the new version and then of the old one."""
    return list(dict.fromkeys([*new, *old]))
