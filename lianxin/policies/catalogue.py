"""The catalogue of indicators: what the register can hold and which kinds of policy may ask it. Pure.

Source: policy/indicators/<effective-date>.yaml, whose comments explain the fields.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, cast

from lianxin.policies.faults import PolicyError
from lianxin.policies.nodes import Node, compose
from lianxin.policies.reading import Reader

Type = Literal["money", "number", "bool", "choice", "date"]
About = Literal["household", "resident", "derived", "area"]
Sensitivity = Literal["plain", "personal", "sensitive"]

TYPES = ("money", "number", "bool", "choice", "date")
ABOUT = ("household", "resident", "derived", "area")
SENSITIVITIES = ("plain", "personal", "sensitive")
POLICY_KINDS = ("tiers", "must-visit", "benefits", "signals", "deadlines", "pairing", "visits")

# The folder of dated policy files that is shipped with the project.
SHIPPED = Path(__file__).resolve().parents[2] / "policy"


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of an indicator of type choice. Codes are never renamed, only retired."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that can be known. Without `fresh_days` a fact never goes stale; bounds are inclusive."""

    code: str
    title_zh: str
    title_en: str
    type: Type
    unit: str
    about: About
    choices: tuple[Choice, ...]
    fresh_days: int | None
    sensitivity: Sensitivity
    uses: frozenset[str]
    source: str
    minimum: int | float | None = None
    maximum: int | float | None = None

    @property
    def choice_codes(self) -> tuple[str, ...]:
        return tuple(choice.code for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Indicators by code, in the order of the file."""

    id: str
    effective_on: date
    source: str
    indicators: Mapping[str, Indicator]

    def __getitem__(self, code: str) -> Indicator:
        return self.indicators[code]

    def __contains__(self, code: object) -> bool:
        return code in self.indicators

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self.indicators.values())

    def __len__(self) -> int:
        return len(self.indicators)

    def get(self, code: str) -> Indicator | None:
        return self.indicators.get(code)

    def about(self, about: About) -> tuple[Indicator, ...]:
        return tuple(indicator for indicator in self if indicator.about == about)


@cache
def default() -> Catalogue:
    """Return the catalogue shipped with the project."""
    return load((SHIPPED / "indicators" / "2026-01-01.yaml").read_text(encoding="utf-8"))


def load(text: str) -> Catalogue:
    """Read a catalogue file; raise PolicyError with every fault and its place."""
    reader, root = Reader(), compose(text)
    fields = reader.fields(root, ("id", "kind", "effective_on", "source", "indicators"))
    fields.read("kind", lambda field: reader.one_of(field, ("indicators",)))
    identity, source = (fields.read(name, reader.text) or "" for name in ("id", "source"))
    effective_on = fields.read("effective_on", reader.day)
    indicators: dict[str, Indicator] = {}
    lines: dict[str, int] = {}
    for node in fields.read("indicators", reader.items) or ():
        indicator = _indicator(reader, node)
        if indicator is None:
            continue
        if indicator.code in indicators:
            reader.note(node, "duplicate_id", id=indicator.code, earlier=lines[indicator.code])
            continue
        indicators[indicator.code] = indicator
        lines[indicator.code] = node.line
    if reader.faults or effective_on is None:
        raise PolicyError(reader.faults)
    return Catalogue(identity, effective_on, source, indicators)


def _indicator(reader: Reader, node: Node) -> Indicator | None:
    before = len(reader.faults)
    fields = reader.fields(
        node,
        ("code", "title", "about", "type", "sensitivity", "uses", "source"),
        ("unit", "choices", "minimum", "maximum", "fresh_days"),
    )
    title_zh, title_en = fields.read("title", reader.both_languages) or ("", "")
    indicator = Indicator(
        code=fields.read("code", reader.name) or "",
        title_zh=title_zh,
        title_en=title_en,
        type=cast(Type, fields.read("type", lambda field: reader.one_of(field, TYPES))),
        unit=fields.read("unit", reader.text) or "",
        about=cast(About, fields.read("about", lambda field: reader.one_of(field, ABOUT))),
        choices=tuple(_choice(reader, item) for item in fields.read("choices", reader.items) or ()),
        fresh_days=fields.read("fresh_days", reader.whole),
        sensitivity=cast(
            Sensitivity, fields.read("sensitivity", lambda field: reader.one_of(field, SENSITIVITIES))
        ),
        uses=fields.read("uses", lambda field: reader.several_of(field, POLICY_KINDS)) or frozenset(),
        source=fields.read("source", reader.text) or "",
        minimum=fields.read("minimum", reader.number),
        maximum=fields.read("maximum", reader.number),
    )
    for code in _contradictions(indicator):
        reader.note(node, code)
    return indicator if len(reader.faults) == before else None


def _contradictions(indicator: Indicator) -> Iterator[str]:
    """Yield the codes of faults that only show when the fields of one indicator are seen together."""
    counted = indicator.type in ("money", "number")
    minimum, maximum = indicator.minimum, indicator.maximum
    if counted and not indicator.unit:
        yield "unit_needed"
    if not counted and (minimum is not None or maximum is not None):
        yield "bounds_not_allowed"
    if minimum is not None and maximum is not None and minimum > maximum:
        yield "bounds_crossed"
    if indicator.fresh_days is not None and indicator.fresh_days < 1:
        yield "never_fresh"
    if indicator.type == "choice" and len(set(indicator.choice_codes)) < max(2, len(indicator.choices)):
        yield "choices_needed"
    if indicator.type != "choice" and indicator.choices:
        yield "choices_not_allowed"


def _choice(reader: Reader, node: Node) -> Choice:
    fields = reader.fields(node, ("code", "zh", "en"))
    code, zh, en = (fields.read(name, reader.text) or "" for name in ("code", "zh", "en"))
    return Choice(code, zh, en)
