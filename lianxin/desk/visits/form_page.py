"""The form of a visit for reading: sections and questions, why each is asked, and the versions there were."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from lianxin.desk.policies.wording import Wording
from lianxin.desk.policies.words import kind_word
from lianxin.desk.visits.words import form_of
from lianxin.desk.words import said, titled
from lianxin.policies.catalogue import default
from lianxin.policies.form.parts import Question, Section, VisitForm
from lianxin.policies.models import Policy

NAMED = 3
"""Rules that are named beside a question; of the others it is said how many there are."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`rules` are the titles of rules of classes that rest on it, `more` how many others there are; `uses`
    the policies that may use it; `whom` says of which members it is asked; `when` under which condition."""

    question: Question
    title: str
    hint: str
    choices: list[str]
    whom: tuple[int | None, int | None] | None
    when: str
    rules: list[str]
    more: int
    uses: list[str]


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    when: str
    asked: list[Asked]


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the policy of visits, with its form where it states one."""

    policy: Policy
    form: VisitForm | None
    is_in_force: bool
    is_ahead: bool


def chapters_of(form: VisitForm, today: date) -> list[Chapter]:
    resting = _rules_by_indicator(today)
    wording = Wording(default(), {})
    return [
        Chapter(
            said(section.title),
            wording.condition(section.when) if section.when else "",
            list(_asked(section, resting, wording)),
        )
        for section in form.sections
    ]


def _asked(section: Section, resting: Mapping[str, list[str]], wording: Wording) -> Iterator[Asked]:
    for question in section.questions:
        indicator = question.indicator
        rules = resting.get(indicator.code, [])
        ages = (question.age_from, question.age_to)
        yield Asked(
            question,
            said(question.title),
            said(question.hint) if question.hint else "",
            [said(choice) for choice in question.choices],
            ages if question.about == "resident" else None,
            wording.condition(question.when) if question.when else "",
            rules[:NAMED],
            max(0, len(rules) - NAMED),
            [kind_word(kind) for kind in sorted(indicator.uses)],
        )


def _rules_by_indicator(today: date) -> dict[str, list[str]]:
    """Indicator → titles of the rules of classes in force that name it."""
    policy = Policy.objects.in_force("tiers", today)
    found: dict[str, list[str]] = {}
    for rule in policy.document.rules if policy else ():
        for name in rule.when.names:
            found.setdefault(name, []).append(titled(rule))
    return found


def versions(today: date) -> list[Version]:
    """The latest first."""
    adopted = Policy.objects.of_kind("visits").order_by("-effective_on", "-id")
    now = Policy.objects.in_force("visits", today)
    return [Version(one, form_of(one), one == now, one.effective_on > today) for one in adopted]
