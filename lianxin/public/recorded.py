"""What is recorded of a household, for itself: facts, people, its class and why, and who looked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from lianxin.classification.explaining import explain_household
from lianxin.classification.models import Standing
from lianxin.desk.households.known import Line, household_lines, members
from lianxin.desk.households.why import Ground, Why
from lianxin.desk.telling import Told, tell
from lianxin.desk.words import said, tier_word
from lianxin.ledger.models import Event
from lianxin.policies.catalogue import Catalogue
from lianxin.registry.masking import mask_id_number, mask_name, mask_phone
from lianxin.registry.models import Household
from lianxin.registry.vocabulary import Relation

SENSITIVE = "sensitive"
LOOKS = ("resident.revealed", "call.number_seen", "household.handed_out", "photo.viewed")
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the home. While the last digits are not known, names are cut short, and of an ID number
    only `has_id` is told: what is commonly shown of one are the very digits that are asked for."""

    name: str
    relation: str
    has_id: bool
    id_number: str
    phone: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Recorded:
    """`hidden`: how many things are kept back until the last digits are known."""

    lines: list[Line]
    people: list[Person]
    hidden: int


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that holds, with what it rests on; `is_hidden`: it speaks of something sensitive."""

    title: str
    source: str
    grounds: list[Ground]
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Class:
    """The class a household stands in: since when, good until when, by which rules and why."""

    tier: str
    word: str
    since_on: date
    expires_on: date
    effective_on: date
    reasons: list[Reason]
    could_be: str


def recorded_of(household: Household, today: date, *, is_known: bool) -> Recorded:
    """Every fact that is told of the home and its people, with its day and its source."""
    facts = list(household.facts.current())
    residents = sorted(
        household.residents.present(), key=lambda one: (one.relation != "head", one.birth_on or today)
    )
    lines = [line for line in household_lines(household, facts, today) if line.fact]
    shown = [line for line in lines if is_known or line.indicator.sensitivity != SENSITIVE]
    hidden, people = len(lines) - len(shown), []
    for member in members(residents, facts, today):
        told = [line for line in member.lines if line.fact]
        open_ones = [line for line in told if is_known or line.indicator.sensitivity != SENSITIVE]
        hidden += len(told) - len(open_ones)
        one = member.resident
        people.append(
            Person(
                one.name if is_known else mask_name(one.name),
                said(Relation(one.relation)),
                bool(one.id_number),
                mask_id_number(one.id_number) if is_known and one.id_number else "",
                mask_phone(one.phone) if one.phone else "",
                open_ones,
            )
        )
    return Recorded(shown, people, hidden)


def class_of(household: Household, today: date, *, is_known: bool) -> Class | None:
    """The class with its reasons; None where the household was never judged."""
    standing = Standing.objects.select_related("policy").filter(household=household).first()
    explained = explain_household(household, today=today) if standing else None
    if standing is None or explained is None:
        return None
    residents, facts = list(household.residents.present()), list(household.facts.current())
    why = Why(explained, household, residents, facts, standing.tier, today, may_correct=False)
    catalogue = explained.policy.document.catalogue
    by_rule: dict[str, list[Any]] = {}
    for reason in explained.reasons:
        by_rule.setdefault(reason.rule, []).append(reason)
    reasons = [
        _reason(held, facts_of_rule, catalogue, is_known)
        for held, facts_of_rule in zip(why.held, by_rule.values(), strict=True)
    ]
    return Class(
        standing.tier,
        tier_word(standing.tier),
        standing.since_on,
        standing.expires_on,
        standing.policy.effective_on,
        reasons,
        why.could_be if is_known else "",
    )


def looks_of(household: Household) -> list[Told]:
    """Who looked at a number or a photo of the home, or carries it on his phone, the latest first."""
    events = Event.objects.about("household", household.pk).filter(kind__in=LOOKS).order_by("-id")
    return tell(events[:SHOWN])


def _reason(held: Any, rests_on: Sequence[Any], catalogue: Catalogue, is_known: bool) -> Reason:
    codes = {code for reason in rests_on for code in reason.facts}
    sensitive = any(code in catalogue and catalogue[code].sensitivity == SENSITIVE for code in codes)
    if sensitive and not is_known:
        return Reason("", "", [], True)
    return Reason(held.title, held.source, held.grounds, False)
