"""A draft as a policy file, one field a line, so that every fault of the file leads to its field. Pure."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from lianxin.policies.drafting.contents import Content

# What YAML takes for the same text without quotes.
_STRANGE = r"\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff"
_PLAIN = re.compile(rf"[^\s\-?:,\[\]{{}}#&*!|>'\"%@`{_STRANGE}][^{_STRANGE}]*\Z")
_ESCAPED = re.compile(f"[{_STRANGE}]")
_LISTS_AND_PAIRS = re.compile(r"[,\[\]{}]")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a draft: its part (head, numbers, rules, examples, form), whose it is, its name.

    `column` is where its text begins in the file, counted from 1.
    """

    part: str
    key: str
    name: str
    column: int = 1


@dataclass(frozen=True, slots=True)
class Written:
    """The file, and the field that stands on each of its lines (counted from 1)."""

    text: str
    fields: dict[int, Field]


def identity_of(content: Content, taken: Collection[str] = ()) -> str:
    """The id of the version to be: kind and day, or the id the file brought; numbered where it is taken."""
    wanted = content["id"] or f"{content['kind']}-{content['effective_on']}"
    if wanted not in taken:
        return wanted
    return next(name for n in range(2, len(taken) + 3) if (name := f"{wanted}-{n}") not in taken)


def write(content: Content, *, identity: str = "") -> Written:
    """The draft as a file. Texts are written as they are, right or wrong."""
    lines: list[str] = []
    fields: dict[int, Field] = {}
    for line, field in _lines(content, identity or identity_of(content)):
        lines.append(line)
        if field is not None:
            fields[len(lines)] = field
    return Written("\n".join(lines) + "\n", fields)


def scalar(text: str, *, inside: bool = False) -> str:
    """A text as a YAML scalar, quoted where it must be; `inside` a list or group within one line."""
    is_plain = _PLAIN.match(text) and not text[-1:].isspace() and ": " not in text and " #" not in text
    if is_plain and text[-1] != ":" and not (inside and _LISTS_AND_PAIRS.search(text)):
        return text
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted) + '"'


Line = tuple[str, Field | None]


def _lines(content: Content, identity: str) -> Iterator[Line]:
    yield from _remark(content["preface"], "")
    yield _line("", "id", identity, "head", "")
    yield _line("", "kind", content["kind"], "head", "")
    yield _line("", "effective_on", content["effective_on"], "head", "")
    yield _line("", "source", content["source"], "head", "")
    if content["numbers"]:
        yield "", None
        yield "numbers:", Field("numbers", "", "")
    for number in content["numbers"]:
        yield from _remark(number["remark"], "  ")
        yield f"  {scalar(number['name'])}:", Field("numbers", number["name"], "name", 3)
        if number["title_zh"] or number["title_en"]:
            yield _title(number["title_zh"], number["title_en"], "numbers", number["name"])
        yield _line("    ", "value", number["value"], "numbers", number["name"])
        yield _line("    ", "unit", number["unit"], "numbers", number["name"])
        yield _line("    ", "source", number["source"], "numbers", number["name"])
    yield "", None
    yield "rules:" if content["rules"] else "rules: []", Field("rules", "", "")
    for rule in content["rules"]:
        yield from _remark(rule["remark"], "  ")
        yield _line("  - ", "id", rule["id"], "rules", rule["id"])
        yield _title(rule["title_zh"], rule["title_en"], "rules", rule["id"])
        yield _line("    ", "when", rule["when"], "rules", rule["id"])
        yield _line("    ", "gives", rule["gives"], "rules", rule["id"])
        yield _line("    ", "source", rule["source"], "rules", rule["id"])
    yield "", None
    yield "examples:" if content["examples"] else "examples: []", Field("examples", "", "")
    for at, example in enumerate(content["examples"]):
        key = str(example.get("id", at))
        for place, (name, value) in enumerate(example.items()):
            start = "    " if place else "  - "
            yield f"{start}{scalar(name)}: {_inline(value)}", Field("examples", key, name, len(start) + 1)
        if not example:
            yield "  - {}", Field("examples", key, "")
    if content.get("form"):
        yield "", None
        yield from ((line, Field("form", "", "")) for line in content["form"].split("\n"))


def _line(start: str, name: str, text: str, part: str, key: str) -> Line:
    written = scalar(text)
    column = len(start) + len(name) + 3 + (written != text)
    return f"{start}{name}: {written}", Field(part, key, name, column)


def _title(zh: str, en: str, part: str, key: str) -> Line:
    """Both titles; where only one was given it serves for both languages."""
    words = f"zh: {scalar(zh or en, inside=True)}, en: {scalar(en or zh, inside=True)}"
    return f"    title: {{{words}}}", Field(part, key, "title", 12)


def _remark(remark: str, start: str) -> Iterator[Line]:
    for line in remark.split("\n") if remark else ():
        yield f"{start}{line}" if line else "", None


def _inline(value: Any) -> str:
    """Part of an example on one line, as the reader takes it: texts, lists and groups."""
    if isinstance(value, dict):
        inner = (f"{scalar(name, inside=True)}: {_inline(part)}" for name, part in value.items())
        return "{" + ", ".join(inner) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(item) for item in value) + "]"
    return scalar(str(value), inside=True)
