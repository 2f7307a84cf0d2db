"""Why a household is in its class, for its page: the rules that hold, what they rest on, and what to ask."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.classification.explaining import AskLine, Explained, explain_household
from lianxin.classification.vocabulary import Reason
from lianxin.criteria import CriterionError, parse
from lianxin.criteria.tree import Comparison, Membership
from lianxin.desk.households.evidence import Evidence
from lianxin.desk.policies.rulebook import cited
from lianxin.desk.policies.wording import Wording, phrase
from lianxin.desk.words import said, spoken, tier_word
from lianxin.policies.catalogue import Indicator
from lianxin.registry.models import Fact, Household, Resident
from lianxin.registry.values import shown
from lianxin.registry.vocabulary import Source


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing a rule rests on, in words; when and by whom it was told; members it rests on, if any.

    `text` is empty where it would only repeat the title of the rule.
    """

    text: str
    source: str
    observed_on: date | None
    people: list[str]


@dataclass(frozen=True, slots=True)
class Held:
    """A rule that holds: its title, the class it gives, where it comes from, and its grounds."""

    title: str
    gives: str
    source: str
    grounds: list[Ground]


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask at the next visit; `address` is where the answer is written down, if anywhere."""

    title: str
    who: str
    last: str
    observed_on: date | None
    address: str


class Why:
    """What the household page says about the class it stands in, `tier`.

    `facts` and `residents` are those the page has read already; `may_correct` says whether the reader may
    fill in a missing day of birth.
    """

    def __init__(
        self,
        explained: Explained,
        household: Household,
        residents: list[Resident],
        facts: list[Fact],
        tier: str,
        today: date,
        may_correct: bool,
    ) -> None:
        self.explained = explained
        self.tier = tier
        self.may_correct = may_correct
        self.household = household
        self.residents = residents
        self.facts = {(fact.resident_id, fact.indicator): fact for fact in facts}
        self.today = today
        document = explained.policy.document
        self.catalogue = document.catalogue
        self.wording = Wording(document.catalogue, document.numbers)
        self.evidence = Evidence(residents, self.facts, document.catalogue, today)

    @cached_property
    def deciding(self) -> list[Held]:
        """The rules that hold and give the class the household stands in."""
        return [held for held in self.held if held.gives == self.tier]

    @cached_property
    def others(self) -> list[Held]:
        """The rules that hold and give a lesser class; for a household that is leaving, all there are."""
        return [held for held in self.held if held.gives != self.tier]

    @cached_property
    def held(self) -> list[Held]:
        """The rules that hold, the most serious first."""
        grouped: dict[str, list[Reason]] = {}
        for reason in self.explained.reasons:
            grouped.setdefault(reason.rule, []).append(reason)
        return [self._held(reasons) for reasons in grouped.values()]

    @cached_property
    def questions(self) -> list[Question]:
        asked = [self._question(line) for line in self.explained.ask]
        return list(dict.fromkeys(asked))

    @property
    def could_be(self) -> str:
        """`连心户或关心户`, or nothing when no unknown fact can change the class."""
        return _("或").join(tier_word(tier.value) for tier in self.explained.verdict.could_be)

    def _held(self, reasons: list[Reason]) -> Held:
        first = reasons[0]
        title = first.title_en if spoken() == "en" else first.title_zh
        grounds = [self._ground(reason, title) for reason in reasons]
        return Held(title, first.gives.value, cited(first.source), grounds)

    def _ground(self, reason: Reason, title: str) -> Ground:
        fact = self.facts.get((None, reason.facts[0])) if reason.facts else None
        source = said(Source(fact.source)) if fact else ""
        people = [line for code in reason.facts for line in self.evidence.behind(code)]
        text = self._sentence(reason)
        says_the_same = reason.value is True and text.startswith(title)
        return Ground("" if says_the_same else text, source, reason.observed_on, people)

    def _sentence(self, reason: Reason) -> str:
        """`人均纯收入 3,100 元/年，低于 7,800 元/年`."""
        written = f"{reason.fact} {reason.operator} {reason.threshold_name or repr(reason.threshold)}"
        try:
            tree = parse(written).tree
        except CriterionError:
            return written
        wording = self.wording
        if isinstance(tree, Membership):
            return f"{wording.expression(tree.item)} {wording.amount(reason.value, tree.item)}"
        if not isinstance(tree, Comparison):
            return wording.condition(tree)
        left = wording.expression(tree.left)
        value = wording.amount(reason.value, tree.left)
        if isinstance(reason.value, bool):
            return _("%(what)s：%(answer)s") % {"what": left, "answer": value}
        threshold = reason.threshold if not isinstance(reason.threshold, tuple) else None
        limit = wording.amount(threshold, tree.left)
        if reason.threshold_name and wording.is_fixed(tree.right):
            limit = wording.limit(tree.right, tree.left)
        elif reason.threshold_name:
            limit = _("%(amount)s（%(expression)s）") % {
                "amount": limit,
                "expression": wording.expression(tree.right),
            }
        return phrase(_("%(what)s %(value)s，") % {"what": left, "value": value}, reason.operator, limit)

    def _question(self, line: AskLine) -> Question:
        indicator = self.catalogue.get(line.indicator)
        title = line.title_en if spoken() == "en" else line.title_zh
        last = _last_known(line, indicator)
        return Question(title, line.who, last, line.observed_on, self._address(line, indicator))

    def _address(self, line: AskLine, indicator: Indicator | None) -> str:
        if line.resident is None:
            if indicator is None or indicator.about != "household":
                return ""
            return reverse("desk:household-fact", args=[self.household.number, line.indicator])
        if line.indicator == "birth_on":
            return reverse("desk:correction", args=[line.resident]) if self.may_correct else ""
        return reverse("desk:resident-fact", args=[line.resident, line.indicator])


def why_of(household: Household, tier: str, today: date, *, may_correct: bool) -> Why | None:
    """The same for a page about the household that has read nothing else of it; None without a policy."""
    explained = explain_household(household, today=today)
    if explained is None:
        return None
    residents, facts = list(household.residents.present()), list(household.facts.current())
    return Why(explained, household, residents, facts, tier, today, may_correct)


def _last_known(line: AskLine, indicator: Indicator | None) -> str:
    """The value that is past its date, or nothing when there never was one."""
    if line.last_value is None or indicator is None:
        return ""
    value: Any = line.last_value
    if isinstance(value, bool):
        value = "true" if value else "false"
    elif isinstance(value, float) and value.is_integer():
        value = int(value)
    return shown(str(value), indicator, spoken())
