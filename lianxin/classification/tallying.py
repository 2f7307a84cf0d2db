"""Two verdicts of one register side by side: who would move where, why, and the visits it takes. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lianxin.classification.verdicts import Verdicts
from lianxin.classification.vocabulary import BY_CODE, BY_SERIOUSNESS, Tier

SAMPLES = 20
PER_WORKER = "visits_per_worker"
"""The number of a policy that says how many visits one worker makes in a year; it may be missing."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A household that would move: its row, and the rules that begin and cease to hold for it."""

    row: int
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """All households that would go from one tier to another, and some of them, spread over the register."""

    before: Tier
    after: Tier
    count: int
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class PlaceTally:
    """One place: its households by tier before and after, and how many of them move."""

    place: str
    before: dict[Tier, int]
    after: dict[Tier, int]
    moved: int


@dataclass(frozen=True, slots=True)
class Tally:
    """`open_before`, `open_after`: households whose class something unknown could still change.

    Of the households that stand as 连心户, `exits` would newly go to people to decide whether they leave, and
    for `returns` that question would fall away. `per_worker` is visits a worker makes in a year, None where
    the policy does not say.
    """

    households: int
    before: dict[Tier, int]
    after: dict[Tier, int]
    moves: tuple[Move, ...]
    places: tuple[PlaceTally, ...]
    open_before: int
    open_after: int
    exits: int
    returns: int
    visits_before: int
    visits_after: int
    per_worker: float | None


def tally(
    now: Verdicts | None,
    tried: Verdicts,
    *,
    places: Sequence[str],
    standing_priority: npt.NDArray[np.bool_],
) -> Tally:
    """Compare what the policy in force says of the register (None: there is none) with a tried one.

    `places`: the place of each row; `standing_priority`, shape (rows,): the households that are 连心户 today.
    """
    first = np.zeros(len(tried), np.uint8) if now is None else now.tiers
    moved = first != tried.tiers
    already = standing_priority & (_may_leave(now) if now is not None else False)
    before, after = _counts(first), tried.counts()
    per_worker = tried.policy.values.get(PER_WORKER) or (now.policy.values.get(PER_WORKER) if now else None)
    return Tally(
        households=len(tried),
        before=before,
        after=after,
        moves=tuple(_moves(first, now, tried)),
        places=tuple(_places(places, first, tried.tiers, moved)),
        open_before=len(tried) if now is None else int((now.could_be != 0).sum()),
        open_after=int((tried.could_be != 0).sum()),
        exits=int((standing_priority & _may_leave(tried) & ~already).sum()),
        returns=int((already & (tried.tiers == Tier.PRIORITY.code)).sum()),
        visits_before=_visits(before, now) if now is not None else 0,
        visits_after=_visits(after, tried),
        per_worker=per_worker or None,
    )


def _may_leave(verdicts: Verdicts) -> npt.NDArray[np.bool_]:
    """Where the rules do not call for 连心户, and nothing unknown could; see `placing.place`."""
    may: npt.NDArray[np.bool_] = verdicts.tiers != Tier.PRIORITY.code
    may &= (verdicts.could_be & Tier.PRIORITY.bit) == 0
    return may


def _counts(tiers: npt.NDArray[np.uint8]) -> dict[Tier, int]:
    counted = np.bincount(tiers, minlength=len(BY_CODE))
    return {tier: int(counted[tier.code]) for tier in BY_SERIOUSNESS}


def _visits(counts: dict[Tier, int], verdicts: Verdicts) -> int:
    values = verdicts.policy.values
    return sum(int(values[f"visits_{tier.value}"]) * count for tier, count in counts.items())


def _moves(first: npt.NDArray[np.uint8], now: Verdicts | None, tried: Verdicts) -> list[Move]:
    """Every move there is, the greatest first."""
    moves = []
    for before in BY_SERIOUSNESS:
        for after in BY_SERIOUSNESS:
            rows = np.flatnonzero((first == before.code) & (tried.tiers == after.code))
            if before is not after and len(rows):
                moves.append(Move(before, after, len(rows), _samples(rows, now, tried)))
    return sorted(moves, key=lambda move: -move.count)


def _samples(rows: npt.NDArray[np.intp], now: Verdicts | None, tried: Verdicts) -> tuple[Sample, ...]:
    chosen = rows[np.unique(np.linspace(0, len(rows) - 1, SAMPLES).astype(np.intp))]
    return tuple(_sample(int(row), now, tried) for row in chosen)


def _sample(row: int, now: Verdicts | None, tried: Verdicts) -> Sample:
    old, new = now.rules(row) if now else (), tried.rules(row)
    gained = tuple(rule for rule in new if rule not in old)
    return Sample(row, gained, tuple(rule for rule in old if rule not in new))


def _places(
    places: Sequence[str],
    first: npt.NDArray[np.uint8],
    second: npt.NDArray[np.uint8],
    moved: npt.NDArray[np.bool_],
) -> list[PlaceTally]:
    """One line for every place, those with most moves first."""
    names, at = np.unique(np.array(places, dtype=str), return_inverse=True)
    lines = [
        PlaceTally(str(name), _counts(first[here]), _counts(second[here]), int(moved[here].sum()))
        for name, here in ((name, at == index) for index, name in enumerate(names))
    ]
    return sorted(lines, key=lambda line: (-line.moved, line.place))
