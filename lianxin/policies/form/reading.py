"""Reads the `form:` of a policy of visits; every fault is noted with its line and column. Pure."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from lianxin.criteria.binding import bind
from lianxin.criteria.tree import Condition, Name
from lianxin.policies.catalogue import Catalogue
from lianxin.policies.conditions import ConditionReader
from lianxin.policies.form.parts import Category, Question, Replaced, Section, VisitForm, Words
from lianxin.policies.form.weighing import NUMBERS, Weight, weigh
from lianxin.policies.nodes import Node, Scalar
from lianxin.policies.reading import Fields, Reader
from lianxin.policies.vocabulary import Number

EFFECTS = ("yes", "partly", "no")
"""What 问效 can be answered; all three are needed, in whatever words."""
T = TypeVar("T", Section, Question, Category)


class PhoneConditions(ConditionReader):
    """A form is filled in without a network: its conditions can ask what is told of a household alone."""

    def check_name(self, scalar: Scalar, name: Name) -> None:
        super().check_name(scalar, name)
        indicator = self.catalogue.get(name.id)
        if indicator is not None and indicator.about == "derived" and name.id not in self.numbers:
            self.note(scalar, name.column, "not_on_the_phone", name=name.id)


class FormReader:
    """Reads one form. `numbers` are those of its policy, each already read without a fault."""

    def __init__(self, reader: Reader, catalogue: Catalogue, numbers: Mapping[str, Number]) -> None:
        self.reader, self.catalogue, self.numbers = reader, catalogue, numbers
        self.conditions = PhoneConditions(reader, catalogue, "visits", numbers)
        self.asked: dict[str, Question] = {}
        self.first: dict[tuple[str, str], Node] = {}

    def read(self, node: Node, version: str, effective_on: str) -> VisitForm | None:
        """The form, or None where anything is wrong with it."""
        before = len(self.reader.faults)
        for name in NUMBERS:
            if name not in self.numbers:
                self.reader.note(node, "form_number_missing", name=name)
        fields = self.reader.fields(node, ("sections", "needs", "advice", "effects"), ("replaced",))
        sections = self._listed(fields, "sections", self._section)
        needs, advice = (self._categories(fields, name) for name in ("needs", "advice"))
        effects = self._effects(fields)
        replaced = fields.read("replaced", self._replaced) or Replaced({}, {})
        if len(self.reader.faults) > before:
            return None
        values = {name: number.value for name, number in self.numbers.items()}
        weight = weigh([one for section in sections for one in section.questions], values)
        self._check_budget(node, weight, values)
        if len(self.reader.faults) > before:
            return None
        return VisitForm(
            version,
            effective_on,
            sections,
            needs,
            advice,
            effects,
            replaced,
            int(values["form_questions"]),
            weight.minutes,
            weight.fields,
        )

    def _check_budget(self, node: Node, weight: Weight, values: Mapping[str, int | float]) -> None:
        if weight.over is not None:
            place = Node(weight.over.line, weight.over.column)
            limit = values["form_fields"]
            self.reader.note(place, "form_too_long", id=weight.over.id, fields=weight.fields, limit=limit)
        if weight.minutes > values["form_minutes"]:
            limit = values["form_minutes"]
            self.reader.note(node, "form_too_slow", minutes=weight.minutes, limit=limit)

    def _section(self, node: Node) -> Section:
        fields = self.reader.fields(node, ("id", "title", "questions"), ("when",))
        return Section(
            self._identity(fields, "sections"),
            self._words(fields, "title"),
            self._when(fields),
            self._listed(fields, "questions", self._question),
        )

    def _question(self, node: Node) -> Question | None:
        fields = self.reader.fields(
            node, ("id", "indicator"), ("title", "hint", "when", "age_from", "age_to")
        )
        identity = self._identity(fields, "questions")
        code = fields.read("indicator", self.reader.name)
        indicator = self.catalogue.get(code) if code else None
        ages = [fields.read(name, self.reader.whole) for name in ("age_from", "age_to")]
        when = self._when(fields)
        if code is None:
            return None
        if indicator is None:
            self.reader.note(fields["indicator"], "unknown_indicator", name=code)
            return None
        if indicator.about not in ("household", "resident"):
            self.reader.note(fields["indicator"], "not_askable", name=code)
            return None
        if code in self.asked:
            self.reader.note(fields["indicator"], "asked_twice", name=code, earlier=self.asked[code].line)
        if indicator.about == "household" and any(age is not None for age in ages):
            self.reader.note(fields["age_from" if "age_from" in fields else "age_to"], "age_of_a_home")
        title = self._words(fields, "title") or Words(indicator.title_zh, indicator.title_en)
        hint = self._words(fields, "hint")
        question = Question(identity, indicator, title, hint, when, ages[0], ages[1], node.line, node.column)
        self.asked.setdefault(code, question)
        return question

    def _categories(self, fields: Fields, name: str) -> tuple[Category, ...]:
        if name not in fields:
            return ()
        parts = self.reader.fields(fields[name], ("categories",))
        return self._listed(parts, "categories", lambda node: self._category(node, name))

    def _effects(self, fields: Fields) -> tuple[Category, ...]:
        if "effects" not in fields:
            return ()
        parts = self.reader.fields(fields["effects"], ("answers",))
        found = self._listed(parts, "answers", lambda node: self._category(node, "effects"))
        for code in EFFECTS:
            if "answers" in parts and code not in [one.code for one in found]:
                self.reader.note(parts["answers"], "missing", name=code)
        return found

    def _category(self, node: Node, kind: str) -> Category:
        fields = self.reader.fields(node, ("code", "title"), ("units", "examples"))
        code = self._identity(fields, kind, "code")
        if kind == "effects" and code:
            self.reader.one_of(fields["code"], EFFECTS)
        units, examples = (
            tuple(text for item in fields.read(name, self.reader.items) or () if (text := self._short(item)))
            for name in ("units", "examples")
        )
        return Category(code, self._words(fields, "title"), units, examples)

    def _short(self, node: Node) -> str | None:
        text = self.reader.text(node)
        if text is not None and len(text) > 40:
            self.reader.note(node, "too_long", limit=40)
        return text

    def _replaced(self, node: Node) -> Replaced:
        fields = self.reader.fields(node, (), ("indicators", "categories"))
        return Replaced(*(self._pairs(fields, name) for name in ("indicators", "categories")))

    def _pairs(self, fields: Fields, name: str) -> dict[str, str]:
        pairs = {}
        for key, node in fields.read(name, self.reader.entries) or ():
            new = self.reader.text(node)
            if new is not None:
                pairs[key.value] = new
        for old, new in pairs.items():
            if new in pairs:
                self.reader.note(fields[name], "replaced_again", name=old, by=new)
        return pairs

    def _when(self, fields: Fields) -> Condition | None:
        criterion = fields.read("when", self.conditions.read)
        return bind(criterion.tree, self.conditions.values) if criterion else None

    def _words(self, fields: Fields, name: str) -> Words:
        return Words(*(fields.read(name, self.reader.both_languages) or ("", "")))

    def _identity(self, fields: Fields, kind: str, name: str = "id") -> str:
        """An id or code, once within its kind; empty where something was wrong with it."""
        found = fields.read(name, self.reader.identity)
        if found is None:
            return ""
        earlier = self.first.setdefault((kind, found), fields[name])
        if earlier is not fields[name]:
            self.reader.note(fields[name], "duplicate_id", id=found, earlier=earlier.line)
        return found

    def _listed(self, fields: Fields, name: str, how: Callable[[Node], T | None]) -> tuple[T, ...]:
        nodes: Iterable[Node] = fields.read(name, self.reader.items) or ()
        found = [how(node) for node in nodes]
        if name in fields and not found:
            self.reader.note(fields[name], "nothing_listed")
        return tuple(one for one in found if one is not None)
