"""Reads the `ladder:` of a policy of deadlines; every fault is noted with its line and column. Pure."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar

from lianxin.areas.vocabulary import LEVELS
from lianxin.policies.form.parts import Words
from lianxin.policies.ladder.parts import (
    FLAGGED,
    NEEDED,
    ORDINARY,
    Category,
    ClockExample,
    ExclusionGround,
    Ladder,
    PauseReason,
    Refusal,
    Rung,
    Urgency,
)
from lianxin.policies.nodes import Node
from lianxin.policies.reading import Fields, Reader
from lianxin.policies.vocabulary import Number

PARTS = ("rungs", "urgencies", "categories", "fallback", "pauses", "refusals", "examples")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}\Z")
MOST_DAYS, LONGEST = 366, 300
T = TypeVar("T", Rung, Urgency, PauseReason, Refusal, ExclusionGround, ClockExample)


class LadderReader:
    """Reads one ladder. `numbers` are those of its policy, each already read without a fault."""

    def __init__(self, reader: Reader, numbers: Mapping[str, Number]) -> None:
        self.reader, self.numbers = reader, numbers
        self.categories: dict[str, Category] = {}
        self.rungs: dict[str, Rung] = {}
        self.urgencies: dict[str, Urgency] = {}

    def read(self, node: Node, version: str) -> Ladder | None:
        """The ladder, or None where anything is wrong with it."""
        before = len(self.reader.faults)
        fields = self.reader.fields(node, PARTS, ("exclusions",))
        self.rungs = self._listed(fields, "rungs", self._rung)
        self._check_levels(fields)
        self.urgencies = self._listed(fields, "urgencies", self._urgency)
        if "urgencies" in fields and ORDINARY not in self.urgencies:
            self.reader.note(fields["urgencies"], "missing", name=ORDINARY)
        for item in fields.read("categories", self.reader.items) or ():
            self._category(item, None)
        if "categories" in fields and not self.categories:
            self.reader.note(fields["categories"], "nothing_listed")
        fallback = fields.read("fallback", lambda given: self.reader.one_of(given, self.categories))
        pauses = self._listed(fields, "pauses", self._pause)
        refusals = self._listed(fields, "refusals", self._refusal)
        exclusions = self._listed(fields, "exclusions", self._exclusion)
        examples = self._listed(fields, "examples", self._example)
        if len(self.reader.faults) > before or fallback is None:
            return None
        return Ladder(
            version,
            tuple(self.rungs.values()),
            self.urgencies,
            self.categories,
            fallback,
            pauses,
            refusals,
            tuple(examples.values()),
            {name: number.value for name, number in self.numbers.items()},
            exclusions,
        )

    def _rung(self, fields: Fields) -> Rung:
        levels = [self.reader.one_of(item, LEVELS) for item in fields.read("levels", self.reader.items) or ()]
        return Rung(
            self._code(fields),
            self._words(fields, "title"),
            tuple(level for level in levels if level),
            self._count(fields, "workdays"),
            self._count(fields, "warn"),
            fields.read("source", self.reader.text) or "",
        )

    def _check_levels(self, fields: Fields) -> None:
        """Every level of area stands on exactly one rung, so that a matter always lies on one."""
        standing = [level for rung in self.rungs.values() for level in rung.levels]
        for level in LEVELS:
            if "rungs" in fields and standing.count(level) != 1:
                self.reader.note(fields["rungs"], "level_on_one_rung", level=level)

    def _urgency(self, fields: Fields) -> Urgency:
        hours = self._count(fields, "hours") if "hours" in fields else None
        code = self._code(fields)
        if (hours is None) != (code == ORDINARY):
            self.reader.note(fields["code"], "hours_of_urgency", name=code)
        warn = self._count(fields, "warn") if "warn" in fields else 0
        source = fields.read("source", self.reader.text) or ""
        return Urgency(code, self._words(fields, "title"), hours, warn, source)

    def _category(self, node: Node, above: Category | None) -> None:
        reader = self.reader
        optional = ("units", "rung", "urgency", "office", "evidence", "parts")
        fields = reader.fields(node, ("code", "title"), optional)
        code = fields.read("code", reader.identity) or ""
        if code in self.categories:
            reader.note(fields["code"], "duplicate_id", id=code, earlier=self.categories[code].line)
        lowest = next(iter(self.rungs), "")
        category = Category(
            code,
            (*(above.path if above else ()), code),
            self._words(fields, "title"),
            tuple(text for item in fields.read("units", reader.items) or () if (text := self._short(item))),
            fields.read("rung", lambda given: reader.one_of(given, self.rungs))
            or (above.rung if above else lowest),
            fields.read("urgency", lambda given: reader.one_of(given, self.urgencies))
            or (above.urgency if above else ORDINARY),
            self._words(fields, "office") if "office" in fields else (above.office if above else Words()),
            node.line,
            node.column,
            fields.read("evidence", lambda given: reader.one_of(given, (FLAGGED, NEEDED)))
            or (above.evidence if above else FLAGGED),
        )
        self.categories[code] = category
        for item in fields.read("parts", reader.items) or ():
            self._category(item, category)

    def _pause(self, fields: Fields) -> PauseReason:
        words = self._words(fields, "words")
        days, source = self._count(fields, "days"), fields.read("source", self.reader.text) or ""
        return PauseReason(self._code(fields), self._words(fields, "title"), words, days, source)

    def _refusal(self, fields: Fields) -> Refusal:
        words, source = self._words(fields, "words"), fields.read("source", self.reader.text) or ""
        return Refusal(self._code(fields), self._words(fields, "title"), words, source)

    def _exclusion(self, fields: Fields) -> ExclusionGround:
        words, source = self._words(fields, "words"), fields.read("source", self.reader.text) or ""
        return ExclusionGround(self._code(fields), self._words(fields, "title"), words, source)

    def _example(self, fields: Fields) -> ClockExample | None:
        category = fields.read("category", lambda given: self.reader.one_of(given, self.categories)) or ""
        urgency = fields.read("urgency", lambda given: self.reader.one_of(given, self.urgencies))
        raised, due = (fields.read(name, self._moment) for name in ("raised", "due"))
        if raised is None or due is None:
            return None
        place = fields["code"]
        code, title = self._code(fields), self._words(fields, "title")
        return ClockExample(code, title, category, urgency or "", raised, due, place.line, place.column)

    def _moment(self, node: Node) -> datetime | None:
        text = self.reader.text(node)
        if text is None:
            return None
        try:
            if MOMENT.match(text):
                return datetime.fromisoformat(text)
        except ValueError:
            pass
        self.reader.note(node, "not_a_moment", value=text)
        return None

    def _listed(self, fields: Fields, name: str, how: Callable[[Fields], T | None]) -> dict[str, T]:
        """The entries of a list by their code, which each of them has once."""
        found: dict[str, T] = {}
        first: dict[str, Node] = {}
        for node in fields.read(name, self.reader.items) or ():
            parts = self.reader.fields(node, *SHAPES[name])
            code = parts.read("code", self.reader.identity)
            one = how(parts) if code is not None and set(SHAPES[name][0]) <= set(parts) else None
            if code is not None and code in first:
                self.reader.note(parts["code"], "duplicate_id", id=code, earlier=first[code].line)
            elif code is not None and one is not None:
                found[code], first[code] = one, node
        if name in fields and not found:
            self.reader.note(fields[name], "nothing_listed")
        return found

    def _code(self, fields: Fields) -> str:
        return fields.read("code", self.reader.identity) or ""

    def _words(self, fields: Fields, name: str) -> Words:
        found = Words(*(fields.read(name, self.reader.both_languages) or ("", "")))
        if max(len(found.zh), len(found.en)) > LONGEST:
            self.reader.note(fields[name], "too_long", limit=LONGEST)
        return found

    def _short(self, node: Node) -> str | None:
        text = self.reader.text(node)
        if text is not None and len(text) > 40:
            self.reader.note(node, "too_long", limit=40)
        return text

    def _count(self, fields: Fields, name: str) -> int:
        """A whole number of days or hours, from 0; a deadline itself is at least 1."""
        found = fields.read(name, self.reader.whole)
        least = 0 if name == "warn" else 1
        if found is not None and not least <= found <= MOST_DAYS:
            self.reader.note(fields[name], "count_out_of_range", value=found, low=least, high=MOST_DAYS)
        return found or 0


SHAPES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "rungs": (("code", "title", "levels", "workdays", "warn", "source"), ()),
    "urgencies": (("code", "title", "source"), ("hours", "warn")),
    "pauses": (("code", "title", "words", "days", "source"), ()),
    "refusals": (("code", "title", "words", "source"), ()),
    "exclusions": (("code", "title", "words", "source"), ()),
    "examples": (("code", "title", "category", "raised", "due"), ("urgency",)),
}
