"""Small districts with a year of ballots, and what becomes public of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from random import Random
from typing import TypeAlias

from lianxin.ratings import pooling
from lianxin.ratings.vocabulary import Answer, Kind, Month, Pool, Slip

MONTHS = 9
SAID = (Answer.GOOD, Answer.MIDDLING, Answer.BAD)
FIRST_MONTH = 2026 * 12

NOBODY = "-"
Cell: TypeAlias = tuple[str, Month, str]
"""(village, month, cadre): the finest that anybody could want to know."""


@dataclass(frozen=True)
class District:
    """`paths`: {village: the codes it lies in}; `cadres`: {village: its cadres}; some serve several villages.
    Ballots about endings name no cadre: then each village has `NOBODY` alone."""

    kind: Kind
    paths: dict[str, tuple[str, ...]]
    cadres: dict[str, tuple[str, ...]]
    slips: tuple[Slip, ...]

    @property
    def months(self) -> range:
        return range(FIRST_MONTH, FIRST_MONTH + MONTHS)

    def cells(self, villages: Iterable[str], months: Iterable[Month]) -> list[Cell]:
        return [
            (village, month, cadre)
            for village, month in product(villages, months)
            for cadre in self.cadres[village]
        ]

    def counted(self, cells: Iterable[Cell]) -> dict[Answer, int]:
        """The truth: how often each answer was given in some cells."""
        wanted, counts = set(cells), dict.fromkeys(SAID, 0)
        for slip in self.slips:
            if (slip.path[-1], slip.month, slip.cadre or NOBODY) in wanted:
                counts[slip.answers[0]] += 1
        return counts


def settle(chance: Random) -> District:
    """One to three towns, some villages under a community; few ballots in most villages, many in some."""
    kind = chance.choice(tuple(Kind))
    paths: dict[str, tuple[str, ...]] = {}
    cadres: dict[str, tuple[str, ...]] = {}
    for town in range(chance.randint(1, 3)):
        for number in range(chance.randint(1, 4)):
            village = f"v{town}-{number}"
            above = ("d", f"t{town}", f"s{town}") if number % 3 == 2 else ("d", f"t{town}")
            paths[village] = (*above, village)
            own = tuple(f"c{town}-{number}-{one}" for one in range(chance.randint(0, 1)))
            cadres[village] = (*own, f"c{town}-lent") if kind is Kind.VISIT else (NOBODY,)
    return District(kind, paths, cadres, tuple(_ballots(kind, paths, cadres, chance)))


def _ballots(
    kind: Kind, paths: dict[str, tuple[str, ...]], cadres: dict[str, tuple[str, ...]], chance: Random
) -> Iterator[Slip]:
    for village, path in paths.items():
        busy = chance.choice((0.3, 1, 1, 3, 8))
        content = chance.choice((0.0, 0.5, 0.8, 1.0))
        for month in range(FIRST_MONTH, FIRST_MONTH + MONTHS):
            for _ in range(_few(busy, chance)):
                answer = Answer.GOOD if chance.random() < content else chance.choice(SAID[1:])
                is_first, cadre = chance.random() < 0.8, chance.choice(cadres[village])
                whose = cadre if kind is Kind.VISIT else None
                yield Slip(kind, path, month, is_first, (answer, Answer.UNSAID), whose)


def _few(mean: float, chance: Random) -> int:
    """A number around the mean; often none."""
    return sum(chance.random() < mean / 10 for _ in range(10))


def close_all(district: District) -> list[Pool]:
    """Close every month after the other, as the tick does; returns what became public, the oldest first."""
    pools: list[Pool] = []
    left = list(district.slips)
    for month in district.months:
        made = pooling.close_month(left, month)
        pools += made.pools
        gone = made.pooled | made.given_up
        left = [slip for at, slip in enumerate(left) if at not in gone]
    return pools
