"""Rules in words: a condition such as `income_per_head < monitoring_line` as a sentence for people."""

from collections.abc import Mapping
from operator import add, mul, sub, truediv

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.criteria.tree import (
    MIRRORED,
    And,
    Arithmetic,
    Comparison,
    Condition,
    Constant,
    Membership,
    Name,
    Not,
    Or,
    Plain,
    Value,
    names_in,
)
from lianxin.desk.words import is_english, said, titled, unit_words
from lianxin.policies.catalogue import Catalogue, Indicator
from lianxin.policies.units import PLAIN
from lianxin.policies.vocabulary import Number

OPERATORS: dict[str, str | Promise] = {
    "<": gettext_lazy("低于"),
    "<=": gettext_lazy("不高于"),
    ">": gettext_lazy("高于"),
    ">=": gettext_lazy("不低于"),
    "==": gettext_lazy("等于"),
    "!=": gettext_lazy("不等于"),
}
SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
CALCULATE = {"+": add, "-": sub, "*": mul, "/": truediv}


class Wording:
    """Says conditions with the titles of a catalogue and the numbers of a policy."""

    def __init__(self, catalogue: Catalogue, numbers: Mapping[str, Number]) -> None:
        self.catalogue = catalogue
        self.numbers = numbers

    def condition(self, node: Condition) -> str:
        """`人均纯收入低于 7,800 元/年，并且有大病患者：是`."""
        match node:
            case Not(part=Name() as name):
                return self._yes_no(name, False)
            case Not():
                return _("不满足（%(condition)s）") % {"condition": self.condition(node.part)}
            case And() | Or():
                joint = _("，并且") if isinstance(node, And) else _("，或者")
                return joint.join(self._inner(part) for part in node.parts)
            case Comparison():
                return self._comparison(node)
            case Membership():
                options = [self.amount(option.value, node.item) for option in node.options]
                told = {"what": self.expression(node.item), "options": _("或").join(options)}
                return _("%(what)s是%(options)s") % told
            case Name():
                return self._yes_no(node, True)
        return str(node.value)

    def expression(self, node: Value) -> str:
        """The titles of indicators and the values of numbers: `3 × 家庭年纯收入`."""
        match node:
            case Name():
                if node.id in self.numbers:
                    return plain(self.numbers[node.id].value)
                indicator = self.catalogue.get(node.id)
                return titled(indicator) if indicator else node.id
            case Arithmetic():
                return f"{self.expression(node.left)} {SIGNS[node.operator]} {self.expression(node.right)}"
        return plain(node.value)

    def amount(self, value: Plain | None, about: Value) -> str:
        """A value as people read it, in the unit of what it is a value of: `7,800 元/年`, `是`, `大病`."""
        indicator = self.indicator(about)
        if isinstance(value, bool):
            return _("是") if value else _("否")
        if isinstance(value, str):
            found = [choice for choice in indicator.choices if choice.code == value] if indicator else []
            return said(found[0]) if found else value
        unit = indicator.unit if indicator and not _is_ratio(about) else ""
        return " ".join(measured(value, unit)).strip()

    def indicator(self, node: Value) -> Indicator | None:
        """The first indicator an expression speaks of."""
        found = (self.catalogue.get(name) for name in names_in(node) if name not in self.numbers)
        return next((indicator for indicator in found if indicator), None)

    def is_fixed(self, node: Value) -> bool:
        """Whether it holds numbers of the policy only, so that it has one value for everybody."""
        return all(name in self.numbers for name in names_in(node))

    def fixed_value(self, node: Value) -> float | int | None:
        match node:
            case Name():
                return self.numbers[node.id].value
            case Constant():
                return node.value if isinstance(node.value, int | float) else None
        left, right = self.fixed_value(node.left), self.fixed_value(node.right)
        if left is None or right is None or (node.operator == "/" and not right):
            return None
        return CALCULATE[node.operator](left, right)

    def _comparison(self, node: Comparison) -> str:
        left, right, operator = turned(node, self)
        told = self.limit(right, left) if self.is_fixed(right) else self.expression(right)
        return phrase(self.expression(left), operator, told)

    def limit(self, fixed: Value, about: Value) -> str:
        """A limit with its name: `7,800 元/年（监测线）`, `11,700 元/年（1.5 × 监测线 7,800）`."""
        told = self.amount(self.fixed_value(fixed), about)
        number = self.numbers.get(fixed.id) if isinstance(fixed, Name) else None
        named = titled(number) if number else self._named(fixed) if isinstance(fixed, Arithmetic) else ""
        return _("%(amount)s（%(expression)s）") % {"amount": told, "expression": named} if named else told

    def _named(self, node: Value) -> str:
        """A calculation in which numbers that have a title and a unit are named: `1.5 × 监测线 7,800`."""
        if isinstance(node, Arithmetic):
            return f"{self._named(node.left)} {SIGNS[node.operator]} {self._named(node.right)}"
        number = self.numbers.get(node.id) if isinstance(node, Name) else None
        told = self.expression(node)
        return f"{titled(number)} {told}".strip() if number and number.unit not in PLAIN else told

    def _yes_no(self, name: Name, wanted: bool) -> str:
        return _("%(what)s：%(answer)s") % {
            "what": self.expression(name),
            "answer": _("是") if wanted else _("否"),
        }

    def _inner(self, part: Condition) -> str:
        return f"（{self.condition(part)}）" if isinstance(part, And | Or) else self.condition(part)


def turned(node: Comparison, wording: Wording) -> tuple[Value, Value, str]:
    """Left side, right side and operator, so that what is asked of the household stands on the left."""
    if wording.is_fixed(node.left) and not wording.is_fixed(node.right):
        return node.right, node.left, MIRRORED[node.operator]
    return node.left, node.right, node.operator


def phrase(left: str, operator: str, right: str) -> str:
    """`人均纯收入低于 7,800 元/年`: Chinese needs no blank before the verb."""
    blank = " " if is_english() else ""
    return f"{left}{blank}{OPERATORS[operator]} {right}"


def measured(value: Plain | None, unit: str) -> tuple[str, str]:
    """A number and its unit as people read them; a share, a day of the year, a time of day, yes or no need
    no unit behind them: `("7,800", "元/年")`, `("15%", "")`, `("6月1日", "")`, `("8:30", "")`."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        match unit:
            case "比例":
                return f"{plain(value * 100)}%", ""
            case "月日":
                month, day = divmod(int(value), 100)
                return _("%(month)d月%(day)d日") % {"month": month, "day": day}, ""
            case "时":
                hours, minutes = divmod(round(value * 60), 60)
                return f"{hours}:{minutes:02}", ""
            case "是否":
                return _("是") if value else _("否"), ""
        return plain(value), unit_words(unit, value)
    return plain(value), unit_words(unit)


def plain(value: Plain | None) -> str:
    """A number with commas and at most two decimals; a share stays a share."""
    if isinstance(value, float):
        return f"{value:,.2f}".rstrip("0").rstrip(".")
    return f"{value:,}" if isinstance(value, int) else str(value)


def _is_ratio(node: Value) -> bool:
    return isinstance(node, Arithmetic) and node.operator == "/"
