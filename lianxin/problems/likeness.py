"""Problems that are likely one and the same, with the reason in words. Pure.

Two signs: the same home raised the same kind of thing within some days; or somebody of the same village
raised the same kind of thing in the same rare words. Words are pairs of characters, so that nothing has to
cut Chinese into words; how rare a pair is, is counted among the problems compared.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, pairwise
from math import log, sqrt

ENOUGH = 0.4
"""From which share of rare words in common on two texts are shown as alike."""
MOST_FRAGMENTS = 3
WORD = re.compile(r"[^\W_]+")
"""A run of letters, digits and characters; no blank, no mark."""


@dataclass(frozen=True, slots=True)
class Raised:
    """What is compared of a problem. `category` is the path of its category, the widest first."""

    key: Hashable
    household: Hashable | None
    village: Hashable
    category: tuple[str, ...]
    text: str
    on: date


@dataclass(frozen=True, slots=True)
class Double:
    """One that is likely the same. `score` from 0 to 1; `days`: how long before or after it was raised;
    `shared`: rare words that both use, where that was the sign."""

    key: Hashable
    score: float
    days: int
    is_same_home: bool
    shared: tuple[str, ...] = ()

    @property
    def reason(self) -> tuple[str, str]:
        """Why, in Chinese and English."""
        if self.is_same_home:
            zh = f"同一户隔 {self.days} 天提过同一类事" if self.days else "同一户同一天提过同一类事"
            en = f"the same home raised the same kind of thing {self.days} days apart"
        else:
            zh = f"同村同类，隔 {self.days} 天"
            en = f"the same kind of thing in the same village, {self.days} days apart"
        if self.shared:
            zh += "，都说到" + "".join(f"“{one}”" for one in self.shared)
            en += ", both say " + ", ".join(f"“{one}”" for one in self.shared)
        return zh, en


def doubles(new: Raised, others: Iterable[Raised], *, days: int) -> list[Double]:
    """Those among others that are likely the same as `new`, the likeliest first.

    Compared are those of the same village, or home, and the same top category, within so many days.
    """
    near = [one for one in others if one.key != new.key and _is_near(new, one, days)]
    mine, texts = _pairs(new.text), [_pairs(one.text) for one in near]
    rarity = _rarity([mine, *texts])
    weight = _weight(mine, rarity)
    found = []
    for one, theirs in zip(near, texts, strict=True):
        is_same_home = new.household is not None and new.household == one.household
        shared = mine & theirs
        if not shared and not is_same_home:
            continue
        most = sqrt(weight * _weight(theirs, rarity))
        words = min(1.0, _weight(shared, rarity) / most) if most else 0.0
        if not is_same_home and words < ENOUGH:
            continue
        score = 0.5 + words / 2 if is_same_home else words
        fragments = _fragments(new.text, shared, rarity)
        apart = abs((new.on - one.on).days)
        found.append(Double(one.key, round(score, 3), apart, is_same_home, fragments))
    return sorted(found, key=lambda double: (-double.score, double.days, str(double.key)))


def _is_near(new: Raised, one: Raised, days: int) -> bool:
    if new.category[:1] != one.category[:1] or abs((new.on - one.on).days) > days:
        return False
    return new.village == one.village or (new.household is not None and new.household == one.household)


def _pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters; blanks and marks part words."""
    return frozenset(first + second for word in WORD.findall(text) for first, second in pairwise(word))


def _rarity(texts: Sequence[frozenset[str]]) -> dict[str, float]:
    """How much a pair says: what stands in every text says almost nothing."""
    counted = Counter(chain.from_iterable(texts))
    return {pair: log(1 + len(texts) / times) for pair, times in counted.items()}


def _weight(pairs: Iterable[str], rarity: dict[str, float]) -> float:
    return sum(rarity[pair] for pair in pairs)


def _fragments(text: str, shared: frozenset[str], rarity: dict[str, float]) -> tuple[str, ...]:
    """The longest pieces of a text that consist of shared pairs, the weightiest first."""
    pieces: dict[str, float] = {}
    begins: int | None = None
    for at in range(len(text)):
        is_shared = text[at : at + 2] in shared
        if is_shared and begins is None:
            begins = at
        if not is_shared and begins is not None:
            piece = text[begins : at + 1]
            pieces[piece] = sum(rarity[piece[one : one + 2]] for one in range(len(piece) - 1))
            begins = None
    return tuple(sorted(pieces, key=lambda piece: -pieces[piece])[:MOST_FRAGMENTS])
