"""Do the units on both sides of a comparison agree? Pure.

A unit is a product: "元/年" times "年" is "元". Names without a unit, "倍" and "比例" are plain numbers. A
number written into a condition may stand for anything, so whatever it touches is not checked.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import TypeAlias

from lianxin.criteria.tree import (
    ORDERING,
    Arithmetic,
    Comparison,
    Condition,
    Constant,
    Name,
    Node,
    Value,
    children,
)

Unit: TypeAlias = frozenset[tuple[str, int]]  # ("元", 1), ("年", -1)
UnitOf: TypeAlias = Callable[[str], str | None]  # None: not a number at all
Mismatch: TypeAlias = tuple[Comparison | Arithmetic, str, str]  # where, unit of the left, of the right

PLAIN = frozenset({"", "倍", "比例"})
ENGLISH = {
    "元": "yuan", "年": "years", "月": "months", "天": "days", "周": "weeks", "工作日": "working days",
    "时": "hours", "小时": "hours", "分钟": "minutes", "秒": "seconds", "人": "people", "户": "households",
    "次": "times", "件": "cases", "项": "items", "分": "points", "公里": "km", "亩": "mu",
    "月日": "month.day", "个村": "villages", "份": "files", "兆": "MB",
    "张": "pieces", "副": "sets", "台": "devices", "根": "poles", "座": "structures", "处": "places",
    "间": "rooms", "盏": "lamps", "米": "m", "只": "head", "头": "head", "斤": "jin",
    "是否": "yes or no", "倍": "times", "比例": "share", "平方米": "m²", "岁": "years", "级": "grade",
}  # fmt: skip
ENGLISH_OF_ONE = {
    "年": "year", "月": "month", "天": "day", "周": "week", "工作日": "working day", "时": "hour",
    "小时": "hour", "分钟": "minute", "秒": "second", "人": "person", "户": "household", "次": "time",
    "件": "case", "项": "item", "分": "point", "个村": "village", "份": "file", "张": "piece", "副": "set",
    "台": "device", "根": "pole", "座": "structure", "处": "place", "间": "room", "盏": "lamp",
    "岁": "year",
}  # fmt: skip
"""After the number one, and behind a stroke; the others are the same for one and for many."""


@cache
def unit_in(unit: str, language: str, *, is_one: bool = False) -> str:
    """The unit as read in a language behind a number, which `is_one` or not: `元/年` is `yuan/year` in
    English; what has no English stays."""
    if not language.startswith("en"):
        return unit
    above, *below = unit.split("/")
    of_one = ENGLISH | ENGLISH_OF_ONE
    known = [of_one if is_one else ENGLISH, *(of_one for _ in below)]
    parts = zip([above, *below], known, strict=True)
    return "/".join("·".join(words.get(one, one) for one in part.split("·")) for part, words in parts)


@cache
def read_unit(text: str) -> Unit:
    """Take a unit such as `元/人·年` apart into powers of its parts."""
    powers: Counter[str] = Counter()
    for at, part in enumerate(text.split("/")):
        for factor in part.split("·"):
            if factor.strip() not in PLAIN:
                powers[factor.strip()] += -1 if at else 1
    return frozenset((name, power) for name, power in powers.items() if power)


def write_unit(unit: Unit) -> str:
    """The unit as text; "1" for a plain number."""
    above = "·".join(sorted(name for name, power in unit for _ in range(power)))
    below = "".join(f"/{name}" for name, power in sorted(unit) for _ in range(-power))
    return above + below or "1"


def mismatches(condition: Condition, unit_of: UnitOf) -> Iterator[Mismatch]:
    """Yield every comparison, sum and difference whose two sides are in different units."""
    stack: list[Node] = [condition]
    while stack:
        node = stack.pop()
        compared = isinstance(node, Comparison) and (
            node.operator in ORDERING or node.operator in ("==", "!=")
        )
        added = isinstance(node, Arithmetic) and node.operator in "+-"
        if isinstance(node, Comparison | Arithmetic) and (compared or added):
            left, right = _unit(node.left, unit_of), _unit(node.right, unit_of)
            if left is not None and right is not None and left != right:
                yield node, write_unit(left), write_unit(right)
        stack.extend(children(node))


def _unit(value: Value, unit_of: UnitOf) -> Unit | None:
    """The unit of a value; None when it cannot be told."""
    match value:
        case Name():
            text = unit_of(value.id)
            return None if text is None else read_unit(text)
        case Constant():
            return None
    left, right = _unit(value.left, unit_of), _unit(value.right, unit_of)
    if left is None or right is None:
        return None
    if value.operator in "+-":
        return left
    powers = Counter(dict(left))
    for name, power in right:
        powers[name] += power if value.operator == "*" else -power
    return frozenset((name, power) for name, power in powers.items() if power)
