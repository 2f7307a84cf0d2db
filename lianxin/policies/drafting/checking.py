"""What is wrong with a draft, said at the field; and the document it makes when nothing is. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from lianxin.criteria.parsing import Criterion
from lianxin.policies import proving
from lianxin.policies.catalogue import default
from lianxin.policies.conditions import ConditionReader
from lianxin.policies.document import read
from lianxin.policies.drafting.contents import Content
from lianxin.policies.drafting.writing import Field, Written, write
from lianxin.policies.faults import Fault, PolicyError
from lianxin.policies.nodes import Scalar
from lianxin.policies.reading import Reader
from lianxin.policies.vocabulary import Number, PolicyDocument


@dataclass(frozen=True, slots=True)
class Found:
    """A fault and its field; `at` is the character of the field's text, from 1, where that can be told."""

    fault: Fault
    field: Field
    at: int | None


@dataclass(frozen=True, slots=True)
class Checked:
    """`document` is None while anything is wrong; one whose examples fail is readable all the same.

    `is_sound`: everything is in order, the examples too.
    """

    document: PolicyDocument | None
    found: tuple[Found, ...]

    @property
    def is_sound(self) -> bool:
        return self.document is not None and not self.found

    def at(self, part: str, key: str = "") -> tuple[Found, ...]:
        """The faults of one number, rule or example, or of the head."""
        return tuple(found for found in self.found if (found.field.part, found.field.key) == (part, key))


def check(content: Content, *, identity: str = "") -> Checked:
    """Read a draft as the file it would be and run its examples."""
    written = write(content, identity=identity)
    try:
        document = read(written.text)
    except PolicyError as error:
        placed = [_placed(fault, written) for fault in error.faults]
        return Checked(None, (*placed, *_conditions_beside(content, written, placed)))
    try:
        proving.prove(document)
    except PolicyError as error:
        return Checked(document, tuple(_placed(fault, written) for fault in error.faults))
    return Checked(document, ())


def check_condition(text: str, content: Content) -> tuple[Criterion | None, tuple[Fault, ...]]:
    """Read one condition with the numbers of a draft; faults have line 1 and the column in the text.

    A number that cannot be read yet counts as 1, so that only what is wrong with the condition is said.
    """
    reader = Reader()
    conditions = ConditionReader(reader, default(), content["kind"], numbers_of(content))
    criterion = conditions.read(Scalar(1, 1, text, True, (text,))) if text.strip() else None
    if not text.strip():
        reader.note(Scalar(1, 1, text, True, (text,)), "blank")
    return criterion, tuple(reader.faults)


def numbers_of(content: Content) -> dict[str, Number]:
    """The numbers of a draft as far as they can be read; 1 stands for one that cannot."""
    reader = Reader()
    numbers = {}
    for typed in content["numbers"]:
        value = reader.number(Scalar(1, 1, typed["value"], True, (typed["value"],)))
        titles = typed["title_zh"] or typed["title_en"], typed["title_en"] or typed["title_zh"]
        number = Number(1 if value is None else value, typed["unit"], typed["source"], *titles)
        numbers[typed["name"]] = number
    return numbers


def _placed(fault: Fault, written: Written) -> Found:
    line = fault.line
    while line > 1 and line not in written.fields:
        line -= 1
    field = written.fields.get(line, Field("head", "", ""))
    at = fault.column - field.column + 1 if line == fault.line and fault.column >= field.column else None
    return Found(fault, field, at)


def _conditions_beside(content: Content, written: Written, placed: list[Found]) -> Iterator[Found]:
    """Faults of conditions that the reader did not come to, since it stopped at the numbers."""
    if {found.field.part for found in placed} - {"head", "numbers"}:
        return
    unsure = {found.field.key for found in placed}
    fields = {field.key: field for field in written.fields.values() if field.name == "when"}
    for rule in content["rules"]:
        criterion, faults = check_condition(rule["when"], content)
        if criterion is None or not criterion.names & unsure:
            yield from (Found(fault, fields[rule["id"]], fault.column) for fault in faults)
