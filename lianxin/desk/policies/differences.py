"""What changed between two versions, in words: numbers, rules line by line, examples, the form of a visit."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.desk.policies.wording import Wording, plain
from lianxin.desk.policies.words import cited, gives_word
from lianxin.desk.words import titled, unit_words
from lianxin.policies.comparing import Differences, NumberChange, RuleChange
from lianxin.policies.vocabulary import Number, PolicyDocument, Rule

FORM_PARTS = {
    "question": gettext_lazy("要问的情况"),
    "needs": gettext_lazy("问需"),
    "advice": gettext_lazy("问计"),
    "effects": gettext_lazy("问效"),
    "rung": gettext_lazy("层级"),
    "category": gettext_lazy("问题类别"),
    "urgency": gettext_lazy("紧急程度"),
    "pause": gettext_lazy("暂停的原因"),
    "refusal": gettext_lazy("依法办不了的原因"),
    "exclusion": gettext_lazy("不计入考核的依据"),
    "script": gettext_lazy("电话回访怎么说"),
}


@dataclass(frozen=True, slots=True)
class ChangedNumber:
    """Empty `before` or `after`: the number was not there. `rules` are titles of rules that use it."""

    title: str
    before: str
    after: str
    more: list[tuple[str, str, str]]
    rules: list[str]


@dataclass(frozen=True, slots=True)
class ChangedRule:
    """`lines` are (what, before, after) of each part that differs; `way`: added, removed or changed."""

    title: str
    way: str
    gives: str
    lines: list[tuple[str, str, str]]


class DifferencesPage:
    """Speaks of each rule with the numbers of its own version."""

    def __init__(self, differences: Differences, before: PolicyDocument, after: PolicyDocument) -> None:
        self.differences = differences
        self.after = after
        self.old = Wording(before.catalogue, before.numbers)
        self.new = Wording(after.catalogue, after.numbers)

    @property
    def numbers(self) -> list[ChangedNumber]:
        return [self._number(change) for change in self.differences.numbers]

    @property
    def rules(self) -> list[ChangedRule]:
        return [self._rule(change) for change in self.differences.rules]

    @property
    def examples(self) -> list[tuple[str, str]]:
        """(added or removed, the household in words)."""
        added = [("added", titled(example)) for example in self.differences.examples_added]
        return added + [("removed", titled(example)) for example in self.differences.examples_removed]

    @property
    def form(self) -> list[tuple[str, str, str]]:
        """(added, removed or changed; what of the form it is; its title)."""
        return [(one.way, str(FORM_PARTS[one.part]), titled(one)) for one in self.differences.form]

    def _number(self, change: NumberChange) -> ChangedNumber:
        before, after = change.before, change.after
        named = after or before
        rules = [titled(self.after.rule(rule)) for rule in change.rules]
        more = []
        if before and after:
            pairs = [
                (_("名称"), titled(before), titled(after)),
                (_("来源"), cited(before.source), cited(after.source)),
            ]
            more = [pair for pair in pairs if pair[1] != pair[2]]
        title = titled(named) or change.name if named else change.name
        return ChangedNumber(title, _amount(before), _amount(after), more, rules)

    def _rule(self, change: RuleChange) -> ChangedRule:
        before, after = change.before, change.after
        if before is None and after is not None:
            sentence = self.new.condition(after.when.tree)
            return ChangedRule(titled(after), "added", after.gives, [(_("条件"), "", sentence)])
        if after is None and before is not None:
            sentence = self.old.condition(before.when.tree)
            return ChangedRule(titled(before), "removed", before.gives, [(_("条件"), sentence, "")])
        assert before is not None
        assert after is not None
        lines = [line for part, line in self._parts(before, after) if part & change.parts]
        return ChangedRule(titled(after), "changed", after.gives, lines)

    def _parts(self, before: Rule, after: Rule) -> list[tuple[set[str], tuple[str, str, str]]]:
        conditions = self.old.condition(before.when.tree), self.new.condition(after.when.tree)
        return [
            ({"title_zh", "title_en"}, (_("名称"), titled(before), titled(after))),
            ({"gives"}, (_("成立就是"), gives_word(before.gives), gives_word(after.gives))),
            ({"when"}, (_("条件"), *conditions)),
            ({"source"}, (_("依据"), cited(before.source), cited(after.source))),
        ]


def _amount(number: Number | None) -> str:
    return f"{plain(number.value)} {unit_words(number.unit)}" if number else ""
