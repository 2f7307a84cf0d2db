"""Reads a policy file: dated numbers and rules, each with its source, and examples of what they mean. Pure.

`read` refuses a file with any fault and says where each one is; what it returns every room can rely on.
"""

from lianxin.policies import catalogue as catalogues
from lianxin.policies.catalogue import POLICY_KINDS, Catalogue
from lianxin.policies.conditions import ConditionReader
from lianxin.policies.examples import ExampleReader
from lianxin.policies.faults import PolicyError
from lianxin.policies.form.parts import VisitForm
from lianxin.policies.form.reading import FormReader
from lianxin.policies.kinds import KINDS, Kind
from lianxin.policies.ladder.parts import Ladder
from lianxin.policies.ladder.reading import LadderReader
from lianxin.policies.nodes import Node, compose
from lianxin.policies.reading import Fields, Reader
from lianxin.policies.script import ScriptReader
from lianxin.policies.vocabulary import Example, Number, PolicyDocument, Rule


def read(text: str, *, filename: str = "", catalogue: Catalogue | None = None) -> PolicyDocument:
    """Read a policy, or raise PolicyError with every fault found and its place.

    YAML, head, numbers, rules, examples, form, ladder, script: each part is read only when the one before is
    faultless, since a number that cannot be read would make every rule that uses it look wrong.
    """
    try:
        return _read(text, filename, catalogue or catalogues.default())
    except PolicyError as error:
        raise PolicyError(error.faults, filename=filename) from None


def _read(text: str, filename: str, catalogue: Catalogue) -> PolicyDocument:
    reader = Reader()
    root = compose(text)
    known = None
    for key, node in reader.entries(root):
        if key.value == "kind":  # first, since a file of another kind is wrong in every other respect too
            known = reader.one_of(node, POLICY_KINDS)
    reader.stop_at_faults()
    needed, optional = ["id", "kind", "effective_on", "source"], ["numbers"]
    shape = KINDS[known] if known else Kind()
    (needed if shape.has_rules else optional).extend(("rules", "examples"))
    optional += [part for part in (shape.block, shape.besides) if part]
    fields = reader.fields(root, needed, optional)
    kind = fields.read("kind", reader.text)
    effective_on = fields.read("effective_on", reader.day)
    identity = fields.read("id", reader.identity) or ""
    source = fields.read("source", reader.text) or ""
    if kind is None or effective_on is None:
        raise PolicyError(reader.faults)
    numbers = _numbers(reader, fields, root, kind, catalogue)
    reader.stop_at_faults()
    rules = _rules(reader, fields, kind, ConditionReader(reader, catalogue, kind, numbers))
    reader.stop_at_faults()
    examples = _examples(reader, fields, kind, ExampleReader(reader, catalogue, kind, rules))
    reader.stop_at_faults()
    form: VisitForm | None = None
    ladder: Ladder | None = None
    if "form" in fields:
        form = FormReader(reader, catalogue, numbers).read(fields["form"], identity, effective_on.isoformat())
    if "ladder" in fields:
        ladder = LadderReader(reader, numbers).read(fields["ladder"], identity)
    elif not shape.has_rules:  # a policy without rules consists of its block
        reader.note(root, "missing", name=shape.block)
    script = ScriptReader(reader).read(fields["script"], identity) if "script" in fields else None
    reader.stop_at_faults()
    return PolicyDocument(
        identity,
        kind,
        effective_on,
        source,
        numbers,
        rules,
        examples,
        catalogue,
        text,
        filename,
        form,
        ladder,
        script,
    )


def _numbers(
    reader: Reader, fields: Fields, root: Node, kind: str, catalogue: Catalogue
) -> dict[str, Number]:
    numbers: dict[str, Number] = {}
    for key, node in fields.read("numbers", reader.entries) or ():
        name = reader.name(key)
        if name in catalogue:
            reader.note(key, "name_is_indicator", name=name)
        parts = reader.fields(node, ("value", "unit", "source"), ("title",))
        titles = parts.read("title", reader.both_languages) or ("", "")
        value = parts.read("value", reader.number)
        unit, source = (parts.read(part, reader.text) or "" for part in ("unit", "source"))
        if name is not None and value is not None:
            numbers[name] = Number(value, unit, source, *titles)
    for name in KINDS[kind].numbers:
        if name not in numbers:
            reader.note(fields.get("numbers", root), "missing", name=name)
    return numbers


def _rules(reader: Reader, fields: Fields, kind: str, conditions: ConditionReader) -> tuple[Rule, ...]:
    rules: dict[str, Rule] = {}
    nodes = fields.read("rules", reader.items) or ()
    if "rules" in fields and not nodes and KINDS[kind].has_rules:
        reader.note(fields["rules"], "nothing_listed")
    for node in nodes:
        parts = reader.fields(node, ("id", "title", "when", "gives", "source"))
        identity = parts.read("id", reader.identity)
        title_zh, title_en = parts.read("title", reader.both_languages) or ("", "")
        gives = parts.read("gives", lambda given: reader.one_of_or_any(given, KINDS[kind].gives))
        source = parts.read("source", reader.text)
        when = parts.read("when", conditions.read)
        if identity in rules:
            reader.note(parts["id"], "duplicate_id", id=identity, earlier=rules[identity].line)
        elif identity and when and gives and source:
            rules[identity] = Rule(identity, title_zh, title_en, when, gives, source, node.line, node.column)
    return tuple(rules.values())


def _examples(reader: Reader, fields: Fields, kind: str, read_example: ExampleReader) -> tuple[Example, ...]:
    nodes = fields.read("examples", reader.items) or ()
    if "examples" in fields and not nodes and KINDS[kind].has_rules:
        reader.note(fields["examples"], "nothing_listed")
    for node in nodes:
        read_example.read(node)
    return tuple(read_example.examples.values())
