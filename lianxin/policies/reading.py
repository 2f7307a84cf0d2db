"""Typed values out of a YAML tree; every fault is noted with its place and reading goes on. Pure.

Every method returns None (or an empty collection) for what it could not read, after noting why in `faults`.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from lianxin.policies.faults import Fault, PolicyError, fault
from lianxin.policies.nodes import Mapping, Node, Scalar, Sequence

IDENTITY = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}\Z")
NAME = re.compile(r"[a-z][a-z0-9_]{0,63}\Z")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,9})?\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
T = TypeVar("T")
UNKNOWN_WORDS = frozenset({"", "null", "~", "unknown", "未知"})


class Fields(dict[str, Node]):
    """The fields found in one mapping."""

    def read(self, name: str, how: Callable[[Node], T | None]) -> T | None:
        """Return the field read by `how`, or None when the file does not have it."""
        return how(self[name]) if name in self else None


class Reader:
    """Collects `faults` while a file is read."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def note(self, node: Node, code: str, **values: object) -> None:
        self.faults.append(fault(node.line, node.column, code, **values))

    def stop_at_faults(self) -> None:
        if self.faults:
            raise PolicyError(self.faults)

    def fields(self, node: Node, needed: Iterable[str], optional: Iterable[str] = ()) -> "Fields":
        """Return the fields of a mapping by name; note missing and unexpected ones."""
        needed, known = tuple(needed), (*needed, *optional)
        found = Fields()
        for key, value in self.entries(node):
            if key.value in known:
                found[key.value] = value
            else:
                self.note(key, "not_expected", name=key.value, known=", ".join(known))
        if isinstance(node, Mapping):
            for name in needed:
                if name not in found:
                    self.note(node, "missing", name=name)
        return found

    def entries(self, node: Node) -> tuple[tuple[Scalar, Node], ...]:
        if isinstance(node, Mapping):
            return node.entries
        self.note(node, "not_a_mapping")
        return ()

    def items(self, node: Node) -> tuple[Node, ...]:
        if isinstance(node, Sequence):
            return node.items
        self.note(node, "not_a_list")
        return ()

    def scalar(self, node: Node) -> Scalar | None:
        if isinstance(node, Scalar):
            return node
        self.note(node, "not_a_value")
        return None

    def text(self, node: Node) -> str | None:
        scalar = self.scalar(node)
        if scalar is None:
            return None
        if not scalar.value.strip():
            self.note(node, "blank")
            return None
        return scalar.value.strip()

    def name(self, node: Node) -> str | None:
        text = self.text(node)
        if text is not None and not NAME.match(text):
            self.note(node, "bad_name", name=text)
            return None
        return text

    def identity(self, node: Node) -> str | None:
        text = self.text(node)
        if text is not None and not IDENTITY.match(text):
            self.note(node, "bad_identity", name=text)
            return None
        return text

    def one_of_or_any(self, node: Node, known: tuple[str, ...]) -> str | None:
        return self.one_of(node, known) if known else self.identity(node)

    def one_of(self, node: Node, known: Iterable[str]) -> str | None:
        text, known = self.text(node), tuple(known)
        if text is not None and text not in known:
            self.note(node, "not_one_of", value=text, known=", ".join(known))
            return None
        return text

    def several_of(self, node: Node, known: Iterable[str]) -> frozenset[str]:
        known = tuple(known)
        texts = (self.one_of(item, known) for item in self.items(node))
        return frozenset(text for text in texts if text is not None)

    def number(self, node: Node) -> int | float | None:
        text = self.text(node)
        if text is None:
            return None
        if not _NUMBER.match(text):
            self.note(node, "not_a_number", value=text)
            return None
        return float(text) if "." in text else int(text)

    def whole(self, node: Node) -> int | None:
        number = self.number(node)
        if isinstance(number, float):
            self.note(node, "not_a_number", value=number)
            return None
        return number

    def truth(self, node: Node) -> bool | None:
        text = self.text(node)
        if text in ("true", "false"):
            return text == "true"
        if text is not None:
            self.note(node, "not_true_or_false", value=text)
        return None

    def day(self, node: Node) -> date | None:
        text = self.text(node)
        if text is None:
            return None
        try:
            if _DATE.match(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        self.note(node, "not_a_date", value=text)
        return None

    def both_languages(self, node: Node) -> tuple[str, str]:
        """Return (Chinese, English) of `{zh: …, en: …}`; empty texts where something was wrong."""
        fields = self.fields(node, ("zh", "en"))
        zh, en = (fields.read(name, self.text) or "" for name in ("zh", "en"))
        return zh, en
