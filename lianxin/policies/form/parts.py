"""What a form is made of. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from lianxin.criteria.tree import Condition
from lianxin.policies.catalogue import Choice, Indicator


@dataclass(frozen=True, slots=True)
class Words:
    """A text in both languages; both are empty where there is none."""

    zh: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.zh)


@dataclass(frozen=True, slots=True)
class Question:
    """Asks one indicator. Of a resident it is asked only from `age_from` to `age_to` (years, both included).

    `when` has the numbers of the policy put in; None: always. Line and column are those of the question.
    """

    id: str
    indicator: Indicator
    title: Words
    hint: Words
    when: Condition | None
    age_from: int | None
    age_to: int | None
    line: int = field(default=0, compare=False)
    column: int = field(default=0, compare=False)

    @property
    def about(self) -> Literal["household", "resident"]:
        return "resident" if self.indicator.about == "resident" else "household"

    @property
    def choices(self) -> tuple[Choice, ...]:
        return self.indicator.choices

    def suits(self, age: int | None) -> bool:
        """Whether it is asked of somebody of this age; of one whose age is not known it is."""
        return age is None or (self.age_from or 0) <= age <= (200 if self.age_to is None else self.age_to)


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: Words
    when: Condition | None
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """What an item can be about, with the units it is counted in and examples of how to say it."""

    code: str
    title: Words
    units: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Replaced:
    """Codes of earlier forms that are no longer used, and what took their place."""

    indicators: Mapping[str, str]
    categories: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class VisitForm:
    """A form of visits. `version` is the id of its policy.

    `most_questions`: how many facts are asked in one visit at most. `minutes`: what filling it in takes then;
    `fields`: how many fields it has for a home of ordinary size.
    """

    version: str
    effective_on: str
    sections: tuple[Section, ...]
    needs: tuple[Category, ...]
    advice: tuple[Category, ...]
    effects: tuple[Category, ...]
    replaced: Replaced
    most_questions: int
    minutes: int
    fields: int

    @property
    def questions(self) -> Iterator[Question]:
        return (question for section in self.sections for question in section.questions)
