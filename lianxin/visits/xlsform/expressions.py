"""Conditions between a policy's words and the `relevant` column of an XLSForm. Pure."""

import re
from collections.abc import Iterator

from lianxin.criteria.tree import (
    And,
    Arithmetic,
    Comparison,
    Condition,
    Constant,
    Membership,
    Name,
    Node,
    Not,
)
from lianxin.policies.catalogue import Catalogue

YES, NO = "yes", "no"
SIGNS = {"==": "=", "/": "div"}
TOKENS = re.compile(
    r"\s*(?:\$\{(?P<name>\w+)\}|(?P<text>'[^']*'|\"[^\"]*\")|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<sign>!=|<=|>=|[=<>+*(),-])|(?P<word>[a-z]+))"
)


class NotRelevant(ValueError):
    """An expression that cannot be a condition; `at` is the character, from 1, that is not understood."""

    def __init__(self, at: int) -> None:
        super().__init__(f"character {at}")
        self.at = at


def as_relevant(node: Condition) -> str:
    """A condition as XPath over `${indicator}`; a yes/no indicator is compared with `yes`."""
    match node:
        case Name():
            return f"${{{node.id}}} = '{YES}'"
        case Not():
            return f"not({as_relevant(node.part)})"
        case And():
            return " and ".join(_inner(part) for part in node.parts)
        case Membership():
            item = _value(node.item)
            return " or ".join(f"{item} = {_value(option)}" for option in node.options)
        case Comparison():
            sign = SIGNS.get(node.operator, node.operator)
            return f"{_value(node.left)} {sign} {_value(node.right)}"
        case Constant():
            return "true()" if node.value else "false()"
    return " or ".join(_inner(part) for part in node.parts)


def _inner(node: Condition) -> str:
    text = as_relevant(node)
    return f"({text})" if " and " in text or " or " in text else text


def _value(node: Node) -> str:
    match node:
        case Name():
            return f"${{{node.id}}}"
        case Arithmetic():
            return f"({_value(node.left)} {SIGNS.get(node.operator, node.operator)} {_value(node.right)})"
        case Constant(value=bool()):
            return f"'{YES}'" if node.value else f"'{NO}'"
        case Constant(value=str()):
            return f"'{node.value}'"
    return str(node.value) if isinstance(node, Constant) else as_relevant(node)


def as_condition(relevant: str, catalogue: Catalogue) -> str:
    """XPath back as a line of a policy; whether it makes sense is for the policy. Raises NotRelevant."""
    tokens = [*_tokens(relevant)]
    words: list[str] = []
    at = 0
    while at < len(tokens):
        kinds = [kind for kind, _ in tokens[at : at + 6]]
        parts = [part for _, part in tokens[at : at + 6]]
        if parts[:2] == ["selected", "("] and kinds[2:5:2] == ["name", "text"] and parts[3::2] == [",", ")"]:
            words.append(_compared(parts[2], "=", parts[4], catalogue))
            at += 6
        elif kinds[:3] == ["name", "sign", "text"] and parts[1] in ("=", "!="):
            words.append(_compared(parts[0], parts[1], parts[2], catalogue))
            at += 3
        else:
            words.append({"=": "==", "div": "/"}.get(parts[0], _quoted(kinds[0], parts[0])))
            at += 1
    return " ".join(words).replace("( ", "(").replace(" )", ")")


def _tokens(relevant: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(relevant.rstrip()):
        found = TOKENS.match(relevant, at)
        if found is None or (found["word"] and found["word"] not in ("and", "or", "not", "div", "selected")):
            raise NotRelevant(at + 1)
        yield str(found.lastgroup), found[str(found.lastgroup)]
        at = found.end()


def _compared(name: str, sign: str, text: str, catalogue: Catalogue) -> str:
    indicator = catalogue.get(name)
    option = text[1:-1]
    if indicator is not None and indicator.type == "bool" and option in (YES, NO):
        return name if (option == YES) == (sign == "=") else f"not {name}"
    return f'{name} {"==" if sign == "=" else "!="} "{option}"'


def _quoted(kind: str, part: str) -> str:
    return f'"{part[1:-1]}"' if kind == "text" else part
