"""A draft for reading and changing: numbers first, rules as sentences, each with what is wrong with it."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy

from lianxin.criteria import CriterionError, parse
from lianxin.desk.policies.wording import Wording, plain
from lianxin.desk.policies.words import cited, found_words
from lianxin.desk.words import TIERS, is_english, tier_word, titled
from lianxin.policies.catalogue import default
from lianxin.policies.drafting.checking import check, numbers_of
from lianxin.policies.drafting.contents import Content
from lianxin.policies.models import PolicyDraft
from lianxin.policies.vocabulary import PolicyDocument

CODE = re.compile(r"\b[a-z][a-z0-9_-]+\b")
PARTS = {
    "gives": gettext_lazy("类别"),
    "rules": gettext_lazy("成立的规则"),
    "could_be": gettext_lazy("还可能是"),
    "ask": gettext_lazy("先问的"),
}


@dataclass(frozen=True, slots=True)
class DraftNumber:
    """`before` is the value of the version the draft began from, in words; empty where it is the same."""

    name: str
    title: str
    value: str
    unit: str
    source: str
    before: str
    faults: list[str]


@dataclass(frozen=True, slots=True)
class DraftRule:
    """`condition` is the sentence it means, or the text as typed where it cannot be read.

    `change` is "added" or "changed", or empty.
    """

    id: str
    title: str
    condition: str
    is_readable: bool
    source: str
    change: str
    faults: list[str]


@dataclass(frozen=True, slots=True)
class DraftExample:
    id: str
    title: str
    gives: str
    faults: list[str]


class DraftPage:
    """What the page of a draft shows."""

    def __init__(self, draft: PolicyDraft) -> None:
        self.draft = draft
        self.content: Content = draft.content
        self.checked = check(self.content)
        self.base: PolicyDocument | None = draft.base.document if draft.base else None
        self.wording = Wording(default(), numbers_of(self.content))

    @cached_property
    def numbers(self) -> list[DraftNumber]:
        return [self._number(number) for number in self.content["numbers"]]

    @cached_property
    def chapters(self) -> list[tuple[str, list[DraftRule]]]:
        """The rules under what they give, in the order of the draft."""
        chapters: dict[str, list[DraftRule]] = {}
        for rule in self.content["rules"]:
            chapters.setdefault(rule["gives"], []).append(self._rule(rule))
        return list(chapters.items())

    @cached_property
    def examples(self) -> list[DraftExample]:
        return [self._example(example) for example in self.content["examples"]]

    @property
    def head_faults(self) -> list[str]:
        return self._faults("head", "")

    @property
    def other_faults(self) -> list[str]:
        """Faults of a whole part, such as a draft without rules."""
        return [
            fault for part in ("numbers", "rules", "examples", "form") for fault in self._faults(part, "")
        ]

    @property
    def faulty(self) -> list[tuple[str, str]]:
        """(anchor, title) of everything that needs mending, in the order of the page."""
        lines = [("head", "")] if self.head_faults else []
        lines += [(f"number-{one.name}", one.title) for one in self.numbers if one.faults]
        lines += [(f"rule-{one.id}", one.title) for _, rules in self.chapters for one in rules if one.faults]
        return lines + [(f"example-{one.id}", one.title) for one in self.examples if one.faults]

    def sentence(self, condition: str) -> str:
        """What a condition means; empty where it cannot be read."""
        try:
            return self.wording.condition(parse(condition).tree)
        except CriterionError:
            return ""

    def _number(self, number: Any) -> DraftNumber:
        title = _spoken(number["title_zh"], number["title_en"]) or number["name"]
        old = self.base.numbers.get(number["name"]) if self.base else None
        before = plain(old.value) if old and not _same(old.value, number["value"]) else ""
        faults = self._faults("numbers", number["name"])
        source = cited(number["source"])
        return DraftNumber(number["name"], title, number["value"], number["unit"], source, before, faults)

    def _rule(self, rule: Any) -> DraftRule:
        sentence = self.sentence(rule["when"])
        title = _spoken(rule["title_zh"], rule["title_en"]) or rule["id"]
        return DraftRule(
            rule["id"],
            title,
            sentence or rule["when"],
            bool(sentence),
            cited(rule["source"]),
            self._change(rule),
            self._faults("rules", rule["id"]),
        )

    def _change(self, rule: Any) -> str:
        if self.base is None:
            return ""
        old = next((one for one in self.base.rules if one.id == rule["id"]), None)
        if old is None:
            return "added"
        same = old.gives == rule["gives"] and " ".join(old.when.text.split()) == rule["when"]
        return "" if same else "changed"

    def _example(self, example: dict[str, Any]) -> DraftExample:
        identity = str(example.get("id", ""))
        words, expect = example.get("title"), example.get("expect")
        zh, en = (str(words.get(name, "")) for name in ("zh", "en")) if isinstance(words, dict) else ("", "")
        gives = str(expect.get("gives", "")) if isinstance(expect, dict) else ""
        return DraftExample(identity, _spoken(zh, en) or identity, gives, self._faults("examples", identity))

    def _faults(self, part: str, key: str) -> list[str]:
        words = [found_words(found) for found in self.checked.at(part, key)]
        return [CODE.sub(self._spoken_code, text) for text in words] if part == "examples" else words

    def _spoken_code(self, found: re.Match[str]) -> str:
        """A code in the fault of an example as people call it."""
        return self._words_of_codes.get(found.group(), found.group())

    @cached_property
    def _words_of_codes(self) -> dict[str, str]:
        rules = {rule["id"]: _spoken(rule["title_zh"], rule["title_en"]) for rule in self.content["rules"]}
        indicators = {indicator.code: titled(indicator) for indicator in default()}
        tiers = {tier: tier_word(tier) for tier in TIERS}
        return indicators | rules | {code: str(word) for code, word in PARTS.items()} | tiers


def fingerprint_of(part: Any) -> str:
    """Tells whether a part of a draft is still as it was when the form was read."""
    return sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()[:16]


def _spoken(zh: str, en: str) -> str:
    return (en or zh) if is_english() else (zh or en)


def _same(value: int | float, typed: str) -> bool:
    try:
        return float(typed) == value
    except ValueError:
        return False
