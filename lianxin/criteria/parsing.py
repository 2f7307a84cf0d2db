"""From a line a lawyer can read to a tree: Python's own parser, then a short list of what is allowed.

Nothing is ever executed. Whatever is not on the list is refused, with the column where it stands.
"""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lianxin.criteria.kinds import check
from lianxin.criteria.messages import CriterionError
from lianxin.criteria.refusals import FULL_WIDTH, refusal
from lianxin.criteria.tree import (
    And,
    Arithmetic,
    Comparison,
    Condition,
    Constant,
    Kind,
    Membership,
    Name,
    Not,
    Or,
    Value,
    names_in,
)

MAX_LENGTH = 2_000
MAX_DEPTH = 40
MAX_NUMBER = 10**15  # below 2**53, so that every back end holds it exactly
MAX_TEXT = 100

COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip
TEXTS = re.compile(r"""'[^']*'|"[^"]*\"""")
GLUED = re.compile(r"(?<!\w)\d[\d_]*+\.?+[\d_]*+(?:[eE][+-]?\d++)?+[^\W\d]")  # a number run into a word
ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


@dataclass(frozen=True, slots=True)
class Criterion:
    """A condition that has been read: its text, the names it uses, its tree.

    `kinds` holds what is known of each name's kind, from the catalogue or from its use.
    """

    text: str
    names: frozenset[str]
    tree: Condition
    kinds: Mapping[str, Kind] = field(default_factory=dict, compare=False, repr=False)


def parse(text: str, *, kinds: Mapping[str, Kind] | None = None) -> Criterion:
    """Read a condition such as `income_per_head < monitoring_line and not housing_is_safe`.

    With `kinds` (name → "number", "bool" or "text") unknown names are refused too.
    Raises CriterionError with code, messages and column (1-based).
    """
    tree = _Reader(text).read()
    return Criterion(text, frozenset(names_in(tree)), tree, check(tree, kinds))


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text

    def read(self) -> Condition:
        if not self.text.strip():
            raise CriterionError("empty", 1)
        if len(self.text) > MAX_LENGTH:
            raise CriterionError("too_long", MAX_LENGTH + 1, length=len(self.text), limit=MAX_LENGTH)
        for sign in ("#", "\\", ";"):  # a comment would hide the rest of the rule from the reader
            if sign in self.text:
                raise refusal(sign, self.text.index(sign) + 1)
        # One character for one: a rule folded over several lines keeps its columns.
        flat = "".join(" " if char in "\r\n\t" else char for char in self.text)
        indent = len(flat) - len(flat.lstrip(" "))
        glued = GLUED.search(TEXTS.sub(lambda text: " " * len(text[0]), flat))
        if glued:  # Python reads "1or 2" with a mere warning
            raise self.unreadable(glued.start() + 1)
        try:
            body = ast.parse(flat.lstrip(" "), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise self.unreadable(_offset(error, flat.strip(" ")) + indent) from None
        self.bytes = flat.lstrip(" ").encode()
        self.indent = indent
        return self.condition(body, 1)

    def unreadable(self, column: int) -> CriterionError:
        for at, char in enumerate(self.text, 1):
            if char in FULL_WIDTH:
                return CriterionError("full_width", at, found=char, instead=FULL_WIDTH[char])
        bare = self.text
        for pair in ("==", "<=", ">=", "!="):
            bare = bare.replace(pair, "  ")
        if "=" in bare:
            return CriterionError("single_equals", bare.index("=") + 1)
        return CriterionError("syntax", column)

    def column(self, node: ast.expr) -> int:
        return len(self.bytes[: node.col_offset].decode()) + self.indent + 1

    def condition(self, node: ast.expr, depth: int) -> Condition:
        at = self.column(node)
        if depth > MAX_DEPTH:
            raise CriterionError("too_deep", at, limit=MAX_DEPTH)
        match node:
            case ast.BoolOp():
                parts = tuple(self.condition(part, depth + 1) for part in node.values)
                return And(parts, at) if isinstance(node.op, ast.And) else Or(parts, at)
            case ast.UnaryOp(op=ast.Not()):
                return Not(self.condition(node.operand, depth + 1), at)
            case ast.Compare():
                return self.comparison(node, depth)
        value = self.value(node, depth)
        if isinstance(value, Arithmetic):
            raise CriterionError("not_a_condition", at, kind_zh="数", kind_en="a number")
        return value

    def comparison(self, node: ast.Compare, depth: int) -> Condition:
        at = self.column(node)
        links: list[Condition] = []
        left = node.left
        for operator, right in zip(node.ops, node.comparators, strict=True):
            item = self.value(left, depth + 1)
            if type(operator) in COMPARISONS:
                sign = COMPARISONS[type(operator)]
                links.append(Comparison(sign, item, self.value(right, depth + 1), at))
            elif isinstance(operator, ast.In | ast.NotIn):
                link = Membership(item, self.options(right), at)
                links.append(link if isinstance(operator, ast.In) else Not(link, at))
            else:
                raise refusal(type(operator).__name__, at)
            left = right
        return links[0] if len(links) == 1 else And(tuple(links), at)

    def options(self, node: ast.expr) -> tuple[Constant, ...]:
        if not isinstance(node, ast.Tuple | ast.List) or not node.elts:
            raise CriterionError("needs_options", self.column(node))
        options = []
        for element in node.elts:
            option = self.value(element, MAX_DEPTH)
            if not isinstance(option, Constant):
                raise CriterionError("needs_options", self.column(element))
            options.append(option)
        return tuple(options)

    def value(self, node: ast.expr, depth: int) -> Value:
        at = self.column(node)
        if depth > MAX_DEPTH + 1:
            raise CriterionError("too_deep", at, limit=MAX_DEPTH)
        match node:
            case ast.Name():
                return Name(node.id, at)
            case ast.Constant():
                return self.constant(node.value, at)
            case ast.UnaryOp(op=ast.USub()):
                operand = self.value(node.operand, depth + 1)
                if isinstance(operand, Constant) and operand.kind == "number":
                    return self.constant(-operand.value, at)  # type: ignore[operator]
                return Arithmetic("-", Constant(0, "number", at), operand, at)
            case ast.BinOp() if type(node.op) in ARITHMETIC:
                left, right = self.value(node.left, depth + 1), self.value(node.right, depth + 1)
                return Arithmetic(ARITHMETIC[type(node.op)], left, right, at)
            case ast.BinOp() | ast.UnaryOp(op=ast.UAdd() | ast.Invert()):
                raise refusal(type(node.op).__name__, at)
            case ast.BoolOp() | ast.UnaryOp() | ast.Compare():
                raise CriterionError("condition_as_value", at)
        raise refusal(type(node).__name__, at)

    def constant(self, value: object, at: int) -> Constant:
        if isinstance(value, bool):
            return Constant(value, "bool", at)
        if isinstance(value, int | float):
            if not abs(value) <= MAX_NUMBER:
                raise CriterionError("number_too_large", at, limit=f"{MAX_NUMBER:,}")
            return Constant(value, "number", at)
        if not isinstance(value, str):
            raise refusal(type(value).__name__, at)
        if len(value) > MAX_TEXT:
            raise CriterionError("text_too_long", at, limit=MAX_TEXT)
        if not value.isprintable() or '"' in value or "'" in value:
            raise CriterionError("text_not_plain", at)
        return Constant(value, "text", at)


def _offset(error: Exception, text: str) -> int:
    """Where Python stopped reading, from 1; it says 0 when the text ended too soon."""
    offset = error.offset if isinstance(error, SyntaxError) else None
    return min(offset, len(text)) if offset else len(text) if offset == 0 else 1
