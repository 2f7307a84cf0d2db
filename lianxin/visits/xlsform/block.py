"""The content of a form as the lines of its block in a policy file. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from lianxin.policies.drafting.writing import scalar


def form_block(form: Mapping[str, Any]) -> str:
    """`form:` and everything below it; what is short stands on one line."""
    return "\n".join(["form:", *_lines(form, "  ")])


def _lines(value: Mapping[str, Any], indent: str) -> Iterator[str]:
    for name, part in value.items():
        if isinstance(part, list) and part and isinstance(part[0], Mapping):
            yield f"{indent}{name}:"
            for one in part:
                yield from _entry(one, indent + "  ")
        elif isinstance(part, Mapping) and name != "title" and name != "hint":
            yield f"{indent}{name}:"
            yield from _lines(part, indent + "  ")
        else:
            yield f"{indent}{name}: {_inline(part)}"


def _entry(one: Mapping[str, Any], indent: str) -> Iterator[str]:
    """One entry of a list: its first line begins with a hyphen."""
    for number, line in enumerate(_lines(one, indent + "  ")):
        yield f"{indent}- {line.strip()}" if number == 0 else line


def _inline(value: Any) -> str:
    if isinstance(value, Mapping):
        inner = (f"{name}: {_inline(part)}" for name, part in value.items())
        return "{" + ", ".join(inner) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(part) for part in value) + "]"
    return scalar(str(value), inside=True)
