"""Can a rule ever be true? Pure.

The condition is opened up into its ways of being true: lists of comparisons that must all hold. A rule is
refused only when every way is shown to be impossible: a yes/no indicator both true and false, a choice with
no option left, or a sum of indicators (`linear.Bound`) with no number left, given the catalogue's bounds.
Numbers are compared exactly as written. What cannot be shown is taken to be possible.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from math import inf

from lianxin.criteria.tree import (
    MIRRORED,
    NEGATED,
    And,
    Comparison,
    Condition,
    Constant,
    Membership,
    Name,
    Not,
    Or,
    unparse,
)
from lianxin.policies.catalogue import Catalogue
from lianxin.policies.intervals import Interval
from lianxin.policies.linear import Terms, bound, exact

MAX_WAYS = 4_000

Words = tuple[str, str]  # Chinese, English
Atom = Name | Constant | Comparison | Membership


@dataclass(frozen=True, slots=True)
class Must:
    """A comparison, or a yes/no name, that must come out as `wanted`."""

    atom: Atom
    wanted: bool

    @property
    def text(self) -> str:
        return unparse(self.atom if self.wanted else Not(self.atom))


Way = tuple[Must, ...]


def why_never(condition: Condition, catalogue: Catalogue) -> Words | None:
    """Say why the condition (policy numbers already put in) can never be true; None when it may be."""
    ways = _ways(condition, True)
    if ways is None:
        return None
    reason: Words | None = None
    for way in ways:
        conflict = _Room(catalogue).conflict(way)
        if conflict is None:
            return None
        reason = reason or conflict
    return reason


def _ways(node: Condition, wanted: bool) -> list[Way] | None:
    """All ways in which `node` comes out as `wanted`; None when there are too many to look at."""
    match node:
        case Not():
            return _ways(node.part, not wanted)
        case And() | Or():
            together = isinstance(node, And) == wanted  # all parts at once, or any one of them
            ways: list[Way] = [()] if together else []
            for part in node.parts:
                more = _ways(part, wanted)
                if more is None or len(ways) * len(more) > MAX_WAYS or len(ways) + len(more) > MAX_WAYS:
                    return None
                ways = [before + after for before in ways for after in more] if together else ways + more
            return ways
    return [(Must(node, wanted),)]


class _Room:
    """The room that the comparisons of one way leave for the indicators."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.flags: dict[str, Must] = {}
        self.options: dict[str, tuple[frozenset[str], str]] = {}
        self.intervals: dict[Terms, Interval] = {}

    def conflict(self, way: Way) -> Words | None:
        """Why the comparisons of the way cannot all hold."""
        found = chain.from_iterable(self.take(must.atom, must.wanted) for must in way)
        return next(chain(found, self.crowded()), None)

    def take(self, atom: Atom, wanted: bool) -> Iterator[Words]:
        must = Must(atom, wanted)
        match atom:
            case Constant(value=value):
                if value is not wanted:
                    yield _clash(must.text)
            case Name(id=name):
                yield from self.flag(name, must)
            case Comparison(left=Constant() as left, right=Name() as right):
                yield from self.take(Comparison(MIRRORED[atom.operator], right, left), wanted)
            case Comparison(left=Name() as name, right=Constant(kind="bool", value=value)):
                same = (atom.operator == "==") == wanted
                yield from self.flag(name.id, Must(name, value is same))
            case Comparison(left=Name(id=name), right=Constant(kind="text") as option):
                yield from self.option(name, (option,), (atom.operator == "==") == wanted, must.text)
            case Comparison():
                operator = atom.operator if wanted else NEGATED[atom.operator]
                found = bound(atom.left, operator, atom.right)
                if found is not None:
                    interval = self.intervals.setdefault(found.terms, Interval())
                    interval.narrow(found.operator, found.limit, must.text)
            case Membership(item=Name(id=name)):
                yield from self.option(name, atom.options, wanted, must.text)

    def flag(self, name: str, must: Must) -> Iterator[Words]:
        before = self.flags.setdefault(name, must)
        if before.wanted != must.wanted:
            yield _clash(before.text, must.text)

    def option(self, name: str, options: tuple[Constant, ...], inside: bool, text: str) -> Iterator[Words]:
        indicator = self.catalogue.get(name)
        if indicator is None or indicator.type != "choice":
            return
        codes = frozenset(str(option.value) for option in options)
        left, by = self.options.get(name, (frozenset(indicator.choice_codes), ""))
        rest = left & codes if inside else left - codes
        self.options[name] = (rest, text)
        if not rest:
            yield _clash(by, text)

    def crowded(self) -> Iterator[Words]:
        """Look at single indicators first: their room limits the sums they are part of."""
        for terms in sorted(self.intervals, key=len):
            interval = self.intervals[terms]
            text = " + ".join(f"{factor} * {name}" if factor != 1 else name for name, factor in terms)
            low, high = self.range(terms)
            interval.narrow(">=", low, f"{text or 0} >= {low}")
            interval.narrow("<=", high, f"{text or 0} <= {high}")
            guilty = interval.emptied_by()
            if guilty:
                yield _clash(*(guilty if terms else guilty[:1]))

    def range(self, terms: Terms) -> tuple[Fraction | float, Fraction | float]:
        """The least and the greatest value a sum can take."""
        low: Fraction | float = Fraction(0)
        high: Fraction | float = Fraction(0)
        for name, factor in terms:
            part = self.room_of(name)
            ends = (part.low, part.high) if factor > 0 else (part.high, part.low)
            low = _add(low, factor, ends[0], -inf)
            high = _add(high, factor, ends[1], inf)
        return low, high

    def room_of(self, name: str) -> Interval:
        known = self.intervals.get(((name, Fraction(1)),))
        indicator = self.catalogue.get(name)
        low = indicator.minimum if indicator else None
        high = indicator.maximum if indicator else None
        room = Interval(-inf if low is None else exact(low), inf if high is None else exact(high))
        if known is not None:
            room.narrow(">=", known.low, "")
            room.narrow("<=", known.high, "")
        return room


def _add(total: Fraction | float, factor: Fraction, end: Fraction | float, worst: float) -> Fraction | float:
    if isinstance(total, Fraction) and isinstance(end, Fraction):
        return total + factor * end
    return worst


def _clash(*texts: str) -> Words:
    several = [text for text in texts if text]
    if len(several) == 1:
        return f"“{several[0]}”不可能成立。", f"'{several[0]}' is impossible."
    zh = "与".join(f"“{text}”" for text in several)
    en = " and ".join(f"'{text}'" for text in several)
    return f"{zh}不能同时成立。", f"{en} cannot all hold."
