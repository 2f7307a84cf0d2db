"""A policy for reading: its rules by what they give, each in words, and its numbers."""

from dataclasses import dataclass

from lianxin.desk.policies.wording import Wording, measured
from lianxin.desk.policies.words import cited
from lianxin.desk.words import titled
from lianxin.policies.vocabulary import PolicyDocument


@dataclass(frozen=True, slots=True)
class ReadableRule:
    """`written` is the condition as the file has it, for who wants to check the words."""

    id: str
    title: str
    condition: str
    written: str
    source: str


@dataclass(frozen=True, slots=True)
class ReadableNumber:
    """`name` is what conditions call it, `title` what people do; empty where the file gives none."""

    name: str
    title: str
    value: str
    unit: str
    source: str


class Rulebook:
    """What the page of a policy shows."""

    def __init__(self, document: PolicyDocument) -> None:
        self.document = document
        self.wording = Wording(document.catalogue, document.numbers)

    @property
    def chapters(self) -> list[tuple[str, list[ReadableRule]]]:
        """The rules under what they give, in the order of the file."""
        chapters: dict[str, list[ReadableRule]] = {}
        for rule in self.document.rules:
            condition = self.wording.condition(rule.when.tree)
            readable = ReadableRule(rule.id, titled(rule), condition, rule.when.text, cited(rule.source))
            chapters.setdefault(rule.gives, []).append(readable)
        return list(chapters.items())

    @property
    def numbers(self) -> list[ReadableNumber]:
        return [
            ReadableNumber(name, titled(number), *measured(number.value, number.unit), cited(number.source))
            for name, number in self.document.numbers.items()
        ]

    @property
    def examples(self) -> list[tuple[str, str]]:
        """(the household in words, what it must come out as)."""
        return [(titled(example), example.expect.gives) for example in self.document.examples]

    @property
    def source(self) -> str:
        return cited(self.document.source)
