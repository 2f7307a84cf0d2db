"""What to ask of one home: facts that could change its class, are missing or stale; nothing else. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from lianxin.criteria.scalar import looker, truth
from lianxin.criteria.tree import Condition, Plain
from lianxin.policies.catalogue import Indicator
from lianxin.policies.form.parts import Question, VisitForm

About: TypeAlias = tuple[str, UUID | None]
"""An indicator's code, and the resident it is of; None: the household."""


class Why(StrEnum):
    """Why something is asked, the most telling first."""

    DECIDES = "decides"
    MISSING = "missing"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Known:
    """A fact as the register holds it: canonical text of `registry.values`, and the day it was observed."""

    value: str
    observed_on: date


@dataclass(frozen=True, slots=True)
class Member:
    """A resident who is present; `age` in whole years, None: not known."""

    id: UUID
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to ask, with what is known of it already."""

    question: Question
    resident_id: UUID | None
    why: Why
    known: Known | None

    @property
    def indicator(self) -> str:
        return self.question.indicator.code


def questions_for(
    form: VisitForm,
    facts: Mapping[About, Known],
    ask: Collection[About],
    today: date,
    members: Sequence[Member] = (),
) -> tuple[Asked, ...]:
    """What a visit asks, most telling first and then in the order of the form; `most_questions` at most.

    `facts`: what is known of the home and of its members; `ask`: what could change its class. A question
    whose condition, or that of its section, is known to be false is left out.
    """
    values = dict(_values(form, facts))
    found = [
        one
        for question in _open_questions(form, values)
        for one in _asked(question, facts, ask, today, members)
    ]
    order = list(Why)
    return tuple(sorted(found, key=lambda one: order.index(one.why))[: form.most_questions])


def is_stale(known: Known, indicator: Indicator, today: date) -> bool:
    """Whether a fact is past its days of freshness."""
    fresh = indicator.fresh_days
    return fresh is not None and known.observed_on + timedelta(days=fresh) < today


def _open_questions(form: VisitForm, values: Mapping[str, Plain]) -> Iterator[Question]:
    for section in form.sections:
        if not _is_out(section.when, values):
            yield from (one for one in section.questions if not _is_out(one.when, values))


def _is_out(when: Condition | None, values: Mapping[str, Plain]) -> bool:
    return when is not None and truth(when, looker(values, None)) is False


def _asked(
    question: Question,
    facts: Mapping[About, Known],
    ask: Collection[About],
    today: date,
    members: Sequence[Member],
) -> Iterator[Asked]:
    whom: Iterable[UUID | None] = [None]
    if question.about == "resident":
        whom = [member.id for member in members if question.suits(member.age)]
    for resident in whom:
        about = (question.indicator.code, resident)
        known = facts.get(about)
        if about in ask:
            yield Asked(question, resident, Why.DECIDES, known)
        elif known is None:
            yield Asked(question, resident, Why.MISSING, None)
        elif is_stale(known, question.indicator, today):
            yield Asked(question, resident, Why.STALE, known)


def _values(form: VisitForm, facts: Mapping[About, Known]) -> Iterator[tuple[str, Plain]]:
    """What conditions can ask: the facts of the household that the form knows, as values."""
    for question in form.questions:
        known = facts.get((question.indicator.code, None))
        if known is not None and question.about == "household":
            yield question.indicator.code, plain_value(known.value, question.indicator)


def plain_value(text: str, indicator: Indicator) -> Plain:
    """A canonical text as a condition compares it; a date stays text."""
    match indicator.type:
        case "bool":
            return text == "true"
        case "money" | "number":
            return float(text) if "." in text else int(text)
    return text
