"""What the demo's households say of visits and of what was ended: invented answers. Pure.

A hollow cadre wrote down visits that he never made, so his homes say that nobody came. All rates are ours.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random
from typing import TypeAlias
from uuid import UUID

from lianxin.problems.vocabulary import End
from lianxin.ratings.pooling import WINDOW_MONTHS
from lianxin.ratings.vocabulary import Answer, Kind, Month

Key: TypeAlias = UUID | bytes
Counted: TypeAlias = dict[tuple[Kind, Key], Month]
SHARE = {Kind.VISIT: 0.15, Kind.ENDING: 0.3}
"""Which part of the visits, and of the ends, a household rates."""
CAME, CAME_OF_HOLLOW = (0.97, 0.02, 0.01), (0.45, 0.1, 0.45)
LISTENED, LISTENED_OF_HOLLOW = (0.82, 0.13, 0.05), (0.4, 0.3, 0.3)
SOLVED, NOT_SOLVED = (0.86, 0.1, 0.04), (0.38, 0.34, 0.28)
REASONABLE, NOT_REASONABLE = (0.88, 0.09, 0.03), (0.55, 0.25, 0.2)
SAID = (Answer.GOOD, Answer.MIDDLING, Answer.BAD)


@dataclass(frozen=True, slots=True)
class Occasion:
    """A visit or an end after which a household may be asked; `went_well`: not by a hollow cadre, solved."""

    kind: Kind
    household: Key
    area: Key
    month: Month
    went_well: bool
    cadre: Key | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A ballot as it went into the box, and whose it was: known here and nowhere in the register."""

    about: Occasion
    is_first: bool
    answers: tuple[Answer, ...]


def say(occasions: Iterable[Occasion], counted: Counted, luck: Random) -> Iterator[Said]:
    """Each occasion with its answers. They must come in the order of their months.

    `counted` holds in which month a household's last ballot of a kind counted, and is brought forward.
    """
    for one in occasions:
        last = counted.get((one.kind, one.household))
        is_first = last is None or one.month - last >= WINDOW_MONTHS
        if is_first:
            counted[one.kind, one.household] = one.month
        rates = (CAME, LISTENED) if one.went_well else (CAME_OF_HOLLOW, LISTENED_OF_HOLLOW)
        if one.kind is Kind.ENDING:
            rates = (SOLVED, REASONABLE) if one.went_well else (NOT_SOLVED, NOT_REASONABLE)
        yield Said(one, is_first, tuple(luck.choices(SAID, rate)[0] for rate in rates))


def is_well_ended(end: str) -> bool:
    return end == End.SOLVED.value
