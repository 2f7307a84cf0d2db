"""The words of a policy: numbers, rules, examples, and the document that holds them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lianxin.criteria.parsing import Criterion
from lianxin.policies.catalogue import Catalogue
from lianxin.policies.form.parts import VisitForm
from lianxin.policies.ladder.parts import Ladder
from lianxin.policies.script import CallScript

Known = bool | int | float | str


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a policy: `unit` as in 元/年; `source` a law or document, or "set by the district".

    The titles are empty where the file gives none.
    """

    value: int | float
    unit: str
    source: str
    title_zh: str = ""
    title_en: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """When `when` is true the household gets what the rule `gives`. Line and column are those of the rule."""

    id: str
    title_zh: str
    title_en: str
    when: Criterion
    gives: str
    source: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class ExampleResident:
    """A member of an example's household; `age` in whole years; what is left out or None is unknown."""

    who: str
    age: int | None
    facts: Mapping[str, Known | None]


@dataclass(frozen=True, slots=True)
class Expected:
    """What an example must come out as. None: not stated, so not checked.

    `rules` are all the rules that must be true, `ask` the first facts to ask.
    """

    gives: str
    rules: frozenset[str] | None = None
    could_be: frozenset[str] | None = None
    ask: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A household in words, and the expected result. `stale` names known values that are past their date."""

    id: str
    title_zh: str
    title_en: str
    values: Mapping[str, Known | None]
    residents: tuple[ExampleResident, ...]
    stale: frozenset[str]
    expect: Expected
    line: int
    column: int


@dataclass(frozen=True, eq=False)
class PolicyDocument:
    """A policy as read. Two documents are the same only if they are one object: compare `text` instead.

    `form`: the form of a visit, which only a policy of visits may state; `ladder`: the rungs and clocks of
    problems, which a policy of deadlines states and no other; `script`: what a call-back asks, which a policy
    of visits may state.
    """

    id: str
    kind: str
    effective_on: date
    source: str
    numbers: Mapping[str, Number]
    rules: tuple[Rule, ...]
    examples: tuple[Example, ...]
    catalogue: Catalogue = field(repr=False)
    text: str = field(repr=False)
    filename: str = ""
    form: VisitForm | None = field(default=None, repr=False)
    ladder: Ladder | None = field(default=None, repr=False)
    script: CallScript | None = field(default=None, repr=False)

    @property
    def values(self) -> dict[str, int | float]:
        """The numbers by name, without units and sources: what the criteria are bound to."""
        return {name: number.value for name, number in self.numbers.items()}

    def rule(self, id: str) -> Rule:
        return next(rule for rule in self.rules if rule.id == id)
