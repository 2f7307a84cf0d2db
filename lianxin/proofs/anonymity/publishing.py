"""What somebody who reads every page learns, as statements about numbers he does not see.

He knows the rules too: which ballots a pool must hold, and why others were not told of yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lianxin.proofs.anonymity.districts import NOBODY, Cell, District
from lianxin.ratings.pooling import WINDOW_MONTHS, Place, waits_at
from lianxin.ratings.vocabulary import Answer, Pool, Slip


@dataclass(frozen=True)
class Total:
    """The answers in some cells add up to this: (good, middling, bad). `households`: so many count."""

    cells: tuple[Cell, ...]
    answers: tuple[int, int, int]
    households: int | None = None


@dataclass
class Knowledge:
    """Everything that can be known; `short`: cells which together could not stand."""

    totals: list[Total] = field(default_factory=list)
    short: list[tuple[Cell, ...]] = field(default_factory=list)


def published(district: District, pools: Iterable[Pool]) -> Knowledge:
    """What our figures tell. Their differences yield the pools, so these are handed over as they are."""
    known = Knowledge()
    formed = {(pool.area, pool.cadre, pool.formed): pool for pool in pools}
    untold = district.cells(district.paths, district.months)
    for close in district.months:
        groups: dict[Place, list[Cell]] = {}
        for cell in untold:
            age = close - cell[1]
            if 0 <= age < WINDOW_MONTHS:
                groups.setdefault(waits_at(_slip_of(district, cell), age), []).append(cell)
        for place, cells in groups.items():
            pool = formed.get((*place, close))
            if pool is None:
                known.short.append(tuple(cells))
            else:
                known.totals.append(Total(tuple(cells), _told(pool), pool.households))
                told = set(cells)
                untold = [cell for cell in untold if cell not in told]
    return known


def _told(pool: Pool) -> tuple[int, int, int]:
    good, middling, bad, _unsaid = pool.tallies[0]
    return good, middling, bad


def _slip_of(district: District, cell: Cell) -> Slip:
    village, month, cadre = cell
    whose = None if cadre == NOBODY else cadre
    return Slip(district.kind, district.paths[village], month, True, (Answer.GOOD, Answer.UNSAID), whose)
