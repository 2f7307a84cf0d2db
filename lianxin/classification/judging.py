"""From the register to verdicts: the facts of households as columns, with what is past its date."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import numpy as np

from lianxin.classification.inputs import MONTHS, NEVER, ages_on, derive, facts_behind, stale_between
from lianxin.classification.models import Tenure
from lianxin.classification.rules import classify
from lianxin.classification.traits import Flags, People, known_of
from lianxin.classification.verdicts import Verdicts
from lianxin.classification.vocabulary import Tier
from lianxin.criteria import Column, evaluate
from lianxin.criteria.columns import pack
from lianxin.databases.reading import raw_keys, raw_rows
from lianxin.policies.catalogue import Catalogue
from lianxin.policies.vocabulary import PolicyDocument
from lianxin.registry.columns import DAYS, DayText, Known, Register, read_register

DAYS_A_MONTH = 365.2425 / 12


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """What the rules are given: row i belongs to household `register.keys[i]`.

    `still_priority`, shape (rows,): households that are 连心户 now. Their `months_since_priority` is 0, as if
    they left today, so that the tier they would leave to is known; see `judge`.
    """

    register: Register
    columns: Mapping[str, Column]
    stale: Mapping[str, Flags]
    people: People
    still_priority: Flags


def read_inputs(
    catalogue: Catalogue, *, as_of: date, keys: Sequence[UUID] | None = None, looking_back: bool = False
) -> Inputs:
    """Read the inputs of the present households among `keys`, or of all, by what is known now.

    Ages and freshness are those of the day `as_of`; `looking_back` also takes the facts that stood that day.
    """
    register = read_register(catalogue, keys, as_of=as_of if looking_back else None)
    fresh_only = {code: _fresh(known, code, catalogue, as_of) for code, known in register.facts.items()}
    columns = {code: known.column for code, known in register.facts.items()}
    stale = {code: known_of(columns[code]) & ~known_of(fresh_only[code]) for code in columns}

    households, members = len(register.keys), register.members
    age = ages_on(members.born, as_of)
    everything = {"age": age} | {code: known.column for code, known in members.facts.items()}
    recent = {"age": age} | {
        code: _fresh(known, code, catalogue, as_of) for code, known in members.facts.items()
    }
    people = People(members.home, everything)
    months, still_priority = _months_since_priority(register.keys, keys, as_of)
    derived = derive(people, households, months)
    stale |= stale_between(derived, derive(People(members.home, recent), households, months))
    return Inputs(register, columns | derived, stale, people, still_priority)


def read_columns(
    catalogue: Catalogue, names: Collection[str], *, as_of: date, keys: Sequence[UUID] | None = None
) -> tuple[Sequence[UUID], dict[str, Column]]:
    """The present households among `keys`, or all, and these inputs of them as `read_inputs` has them: with
    nothing read but the facts behind them, for whoever asks a few things of a whole district."""
    register = read_register(catalogue, keys, codes=facts_behind(names))
    members = register.members
    told = {code: known.column for code, known in members.facts.items()}
    people = People(members.home, {"age": ages_on(members.born, as_of)} | told)
    months, _still = _months_since_priority(register.keys, keys, as_of)
    columns = {code: known.column for code, known in register.facts.items()}
    columns |= derive(people, len(register.keys), months)
    return register.keys, {name: columns[name] for name in names}


def judge(document: PolicyDocument, inputs: Inputs, *, ask: bool = True) -> Verdicts:
    """Judge every household of the inputs by a policy.

    A rule about the time since a household left 连心户 helps to find the tier it would leave to, but while it
    has not left, such a rule is no reason: it is taken out of `true_lines` where it needs the 0 months.
    """
    verdicts = classify(inputs.columns, document, stale=inputs.stale, ask=ask)
    never = Column(np.full(len(verdicts), NEVER))
    lines = verdicts.true_lines.copy()
    for at, rule in enumerate(document.rules):
        if MONTHS in rule.when.names:
            asked = rule.when.names - document.numbers.keys()
            columns = {name: never if name == MONTHS else inputs.columns[name] for name in asked}
            truths = evaluate(rule.when, columns, document.values)
            lines[at] &= truths.true | ~pack(inputs.still_priority)
    return replace(verdicts, true_lines=lines)


def _fresh(known: Known, code: str, catalogue: Catalogue, as_of: date) -> Column:
    days = catalogue[code].fresh_days
    if days is None:
        return known.column
    is_fresh = known.observed >= as_of.toordinal() - days
    return Column(known.column.values, known_of(known.column) & is_fresh, known.column.choices)


def _months_since_priority(
    rows: Sequence[UUID], keys: Sequence[UUID] | None, as_of: date
) -> tuple[np.ndarray, Flags]:
    """Months since each household left 连心户, shape (rows,), infinite if it never was; which still are."""
    tenures = Tenure.objects.filter(tier=Tier.PRIORITY.value, from_on__lte=as_of)
    if keys is not None:
        tenures = tenures.filter(household__among=keys)
    months, still = np.full(len(rows), NEVER), np.zeros(len(rows), np.bool_)
    at = {key: row for row, key in enumerate(raw_keys(rows))}
    today = as_of.toordinal()
    for household, left_on in raw_rows(tenures.order_by().values_list("household", DayText("to_on"))):
        row = at.get(household)
        if row is not None:
            left = DAYS[left_on] or NEVER
            months[row] = min(months[row], (today - min(left, today)) / DAYS_A_MONTH)
            still[row] |= left > today
    return months, still
