"""Why a household is in its class, in words: reasons with their facts, and what to ask next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from lianxin.classification.inputs import FROM_RESIDENTS, missing_behind
from lianxin.classification.judging import Inputs, read_inputs
from lianxin.classification.rules import verdict
from lianxin.classification.traits import known_of
from lianxin.classification.vocabulary import Plain, Reason, Verdict
from lianxin.criteria import Column
from lianxin.policies.catalogue import Catalogue
from lianxin.policies.models import Policy
from lianxin.registry.models import Household, Resident


@dataclass(frozen=True, slots=True)
class AskLine:
    """A fact worth asking: about whom (nobody: the home itself), and what was last known of it, when."""

    indicator: str
    title_zh: str
    title_en: str
    who: str
    last_value: Plain | None
    observed_on: date | None
    resident: UUID | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """The verdict of the rules on one household, and what could still change it."""

    verdict: Verdict
    reasons: tuple[Reason, ...]
    ask: tuple[AskLine, ...]
    policy: Policy


def explain_household(household: Household, *, today: date) -> Explained | None:
    """Judge one household anew and say why; None when no policy is in force or it left the register."""
    policy = Policy.objects.in_force("tiers", today)
    if policy is None:
        return None
    catalogue = policy.document.catalogue
    inputs = read_inputs(catalogue, as_of=today, keys=[household.pk])
    if not inputs.register.keys:
        return None
    values = {code: _value(column) for code, column in inputs.columns.items()}
    stale = {code for code, flags in inputs.stale.items() if flags[0]}
    seen = _seen(inputs)
    is_still = bool(inputs.still_priority[0])
    judged = verdict(values, policy.document, stale, observed_on=seen, still_priority=is_still)
    ask = tuple(line for code in judged.ask for line in _ask_lines(code, values, seen, inputs, catalogue))
    return Explained(judged, judged.reasons, ask, policy)


def _value(column: Column, row: int = 0) -> Plain | None:
    if not known_of(column)[row]:
        return None
    value = column.values[row].item()
    return column.choices[value] if column.choices is not None else value


def _seen(inputs: Inputs) -> dict[str, date]:
    """The day each household fact was observed."""
    facts = inputs.register.facts.items()
    return {code: date.fromordinal(int(known.observed[0])) for code, known in facts if known.observed[0]}


def _ask_lines(
    code: str,
    values: Mapping[str, Plain | None],
    seen: Mapping[str, date],
    inputs: Inputs,
    catalogue: Catalogue,
) -> list[AskLine]:
    """One line for a fact of the household; for a derived input, one for each fact missing behind it."""
    indicator = catalogue[code]
    if code not in FROM_RESIDENTS:
        return [AskLine(code, indicator.title_zh, indicator.title_en, "", values.get(code), seen.get(code))]
    missing = missing_behind(code, inputs.people)
    if not missing:
        return [AskLine(code, indicator.title_zh, indicator.title_en, "", values.get(code), None)]
    names: dict[Any, str] = dict(
        Resident.objects.filter(pk__in=inputs.register.members.keys).values_list("pk", "name")
    )
    keys = inputs.register.members.keys
    return [_about(fact, keys[row], names[keys[row]], catalogue) for row, fact in missing]


def _about(fact: str, resident: UUID, who: str, catalogue: Catalogue) -> AskLine:
    if fact == "age":
        return AskLine("birth_on", "出生日期", "Date of birth", who, None, None, resident)
    indicator = catalogue[fact]
    return AskLine(fact, indicator.title_zh, indicator.title_en, who, None, None, resident)
