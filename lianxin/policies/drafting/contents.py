"""What a draft holds: the texts of a policy, each as somebody typed it, right or wrong. Pure.

A draft is JSON, so that a half-finished number or condition can be kept. The rest of the house reads policies
only as documents; `writing` turns a draft into a file, and `checking` reads that.
"""

from collections.abc import Mapping
from typing import Any, NotRequired, TypeAlias, TypedDict

from lianxin.policies.faults import PolicyError, fault
from lianxin.policies.kinds import KINDS
from lianxin.policies.nodes import Mapping as MappingNode
from lianxin.policies.nodes import Node, Scalar, Sequence, compose
from lianxin.policies.reading import Reader

Data: TypeAlias = "str | list[Data] | dict[str, Data]"


class NumberText(TypedDict):
    """`name` is what conditions call it; `remark` the comment lines above it in the file."""

    name: str
    title_zh: str
    title_en: str
    value: str
    unit: str
    source: str
    remark: str


class RuleText(TypedDict):
    id: str
    title_zh: str
    title_en: str
    when: str
    gives: str
    source: str
    remark: str


class Content(TypedDict):
    """`id` is empty where the version is named after its kind and day. Examples stay as the file had them.

    `form`: the lines of what only this kind has (the form of visits, the ladder of problems) as the file has
    them, comments and all; empty where it has none.
    """

    id: str
    kind: str
    effective_on: str
    source: str
    preface: str
    numbers: list[NumberText]
    rules: list[RuleText]
    examples: list[dict[str, Any]]
    form: NotRequired[str]


def content_of(text: str, *, keeps_id: bool = False) -> Content:
    """Take a policy file apart; raise PolicyError where it is no policy at all, or names are unusable.

    Wrong numbers, conditions and examples are taken in as they stand: the draft's page shows what is wrong.
    Numbers that every policy of the kind must state are added, empty, where the file lacks them.
    """
    root = compose(text)
    fields = _entries(root)
    kind = _text(fields.get("kind"))
    if kind not in KINDS:
        raise PolicyError([fault(root.line, root.column, "not_one_of", value=kind, known=", ".join(KINDS))])
    _check_names(fields)
    lines = text.split("\n")
    numbers = [_number(key, node, lines) for key, node in _pairs(fields.get("numbers"))]
    stated = {number["name"] for number in numbers}
    numbers += [_blank_number(name) for name in KINDS[kind].numbers if name not in stated]
    return Content(
        id=_text(fields.get("id")) if keeps_id else "",
        kind=kind,
        effective_on=_text(fields.get("effective_on")),
        source=_text(fields.get("source")),
        preface=_remark_above(lines, root.line),
        numbers=numbers,
        rules=[_rule(node, lines) for node in _items(fields.get("rules"))],
        examples=[_example(node) for node in _items(fields.get("examples"))],
        form=_block(KINDS[kind].block, root, lines),
    )


def _block(name: str, root: Node, lines: list[str]) -> str:
    """The lines from `form:` or `ladder:` up to what comes next in the file, with the comments above it."""
    keys = [key for key, _ in _pairs(root)]
    starts = {key.value: key.line for key in keys}
    if not name or name not in starts:
        return ""
    if any(key.column > 1 for key in keys):
        raise PolicyError([fault(starts[name], 1, "form_in_a_line")])
    later = [line for line in starts.values() if line > starts[name]]
    last = min(later) - 1 if later else len(lines)
    remark = _remark_above(lines, starts[name])
    block = "\n".join(lines[starts[name] - 1 : last]).rstrip()
    return f"{remark}\n{block}" if remark else block


def _check_names(fields: Mapping[str, Node]) -> None:
    """Every number, rule and example needs a name of its own: the pages of the draft go by it."""
    reader = Reader()
    for key, _ in _pairs(fields.get("numbers")):
        reader.name(key)
    for part in ("rules", "examples"):
        seen: dict[str, int] = {}
        for node in _items(fields.get(part)):
            identity = reader.fields(node, ("id",), _entries(node)).read("id", reader.identity)
            if identity in seen:
                reader.note(node, "duplicate_id", id=identity, earlier=seen[identity])
            elif identity is not None:
                seen[identity] = node.line
    reader.stop_at_faults()


def _number(key: Scalar, node: Node, lines: list[str]) -> NumberText:
    fields = _entries(node)
    zh, en = _titles(fields)
    value, unit, source = (_text(fields.get(name)) for name in ("value", "unit", "source"))
    remark = _remark_above(lines, key.line)
    return NumberText(
        name=key.value, title_zh=zh, title_en=en, value=value, unit=unit, source=source, remark=remark
    )


def _blank_number(name: str) -> NumberText:
    return NumberText(name=name, title_zh="", title_en="", value="", unit="", source="", remark="")


def _rule(node: Node, lines: list[str]) -> RuleText:
    fields = _entries(node)
    zh, en = _titles(fields)
    identity, when, gives, source = (_text(fields.get(name)) for name in ("id", "when", "gives", "source"))
    remark = _remark_above(lines, node.line)
    return RuleText(
        id=identity, title_zh=zh, title_en=en, when=when, gives=gives, source=source, remark=remark
    )


def _example(node: Node) -> dict[str, Any]:
    data = _data(node)
    if not isinstance(data, dict):
        raise PolicyError([fault(node.line, node.column, "not_a_mapping")])
    return data


def _data(node: Node) -> Data:
    match node:
        case MappingNode():
            return {key.value: _data(value) for key, value in node.entries}
        case Sequence():
            return [_data(item) for item in node.items]
        case Scalar():
            return _clean(node.value)
    return ""


def _titles(fields: Mapping[str, Node]) -> tuple[str, str]:
    title = fields.get("title")
    words = _entries(title) if title is not None else {}
    return _text(words.get("zh")), _text(words.get("en"))


def _text(node: Node | None) -> str:
    """A value as one line: breaks and runs of blanks mean nothing in a policy."""
    if node is None:
        return ""
    if not isinstance(node, Scalar):
        raise PolicyError([fault(node.line, node.column, "not_a_value")])
    return _clean(node.value)


def _clean(text: str) -> str:
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def _entries(node: Node) -> dict[str, Node]:
    return {key.value: value for key, value in _pairs(node)}


def _pairs(node: Node | None) -> tuple[tuple[Scalar, Node], ...]:
    if node is None:
        return ()
    if not isinstance(node, MappingNode):
        raise PolicyError([fault(node.line, node.column, "not_a_mapping")])
    return node.entries


def _items(node: Node | None) -> tuple[Node, ...]:
    if node is None:
        return ()
    if not isinstance(node, Sequence):
        raise PolicyError([fault(node.line, node.column, "not_a_list")])
    return node.items


def _remark_above(lines: list[str], line: int) -> str:
    """The comment lines right above a line (counted from 1), without indent and the blank lines around."""
    at = line - 1
    while at > 0 and (not lines[at - 1].strip() or lines[at - 1].lstrip().startswith("#")):
        at -= 1
    return "\n".join(found.strip() for found in lines[at : line - 1]).strip()
