"""What is known of a household: each indicator with value, age and source, or that nobody asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from lianxin.desk.words import said, spoken, titled
from lianxin.policies.catalogue import Indicator, default
from lianxin.registry.models import Fact, Household, Resident
from lianxin.registry.values import shown
from lianxin.registry.vocabulary import Relation, Source


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator and its current fact, if there is one; `address` is where it is told and asked again."""

    indicator: Indicator
    fact: Fact | None
    is_stale: bool
    address: str

    @property
    def title(self) -> str:
        return titled(self.indicator)

    @property
    def value(self) -> str:
        return value_of(self.fact, self.indicator) if self.fact else ""

    @property
    def source(self) -> str:
        return said(Source(self.fact.source)) if self.fact else ""


@dataclass(frozen=True, slots=True)
class Member:
    """A resident with what is known of him; `asked` are the addresses of what is worth asking."""

    resident: Resident
    lines: list[Line]
    asked: frozenset[str]

    @property
    def relation(self) -> str:
        return said(Relation(self.resident.relation))

    @property
    def told(self) -> list[tuple[Line, str]]:
        """What is worth a word: (line, word). "No" and "none" are left out."""
        words = [(line, _short(line)) for line in self.lines if line.fact]
        return [(line, word) for line, word in words if word]

    @property
    def to_ask(self) -> list[Line]:
        return [line for line in self.lines if not line.fact and line.address in self.asked]

    @property
    def others(self) -> list[Line]:
        """The rest: nobody needs it now, but it can be written down."""
        named = {line.address for line, _word in self.told} | self.asked
        return [line for line in self.lines if line.address not in named]


def _short(line: Line) -> str:
    if line.fact is None or line.fact.value in ("none", "false"):
        return ""
    return line.title if line.indicator.type == "bool" else line.value


def value_of(fact: Fact, indicator: Indicator) -> str:
    return shown(fact.value, indicator, spoken())


def is_stale(fact: Fact, indicator: Indicator, today: date) -> bool:
    """Whether a fact is past its date, so that it counts as unknown when the next question is chosen."""
    if indicator.fresh_days is None:
        return False
    return fact.observed_on < today - timedelta(days=indicator.fresh_days)


def household_lines(household: Household, facts: Iterable[Fact], today: date) -> list[Line]:
    """Every indicator that is told of a household, in the order of the catalogue."""
    current = {fact.indicator: fact for fact in facts if fact.resident_id is None}
    return [
        _line(
            indicator,
            current.get(indicator.code),
            reverse("desk:household-fact", args=[household.number, indicator.code]),
            today,
        )
        for indicator in default().about("household")
    ]


def members(
    residents: Sequence[Resident], facts: Iterable[Fact], today: date, asked: frozenset[str] = frozenset()
) -> list[Member]:
    """Every resident with every indicator that is told of one."""
    current = {(fact.resident_id, fact.indicator): fact for fact in facts if fact.resident_id}
    return [
        Member(
            resident,
            [
                _line(
                    indicator,
                    current.get((resident.pk, indicator.code)),
                    reverse("desk:resident-fact", args=[resident.pk, indicator.code]),
                    today,
                )
                for indicator in default().about("resident")
            ],
            asked,
        )
        for resident in residents
    ]


def _line(indicator: Indicator, fact: Fact | None, address: str, today: date) -> Line:
    return Line(indicator, fact, bool(fact) and is_stale(fact, indicator, today), address)
