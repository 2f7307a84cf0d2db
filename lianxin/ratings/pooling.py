"""Which answers are told of together, so that nobody can be recognised. Pure.

Whoever publishes figures for villages, towns and rolling windows also publishes every difference between
them: this half-year less the last, the town less its villages. Hiding small cells one by one then needs an
audit of everything ever published. Here nothing is hidden afterwards. At the close of a month, ballots form
*pools* of at least `k` households; a pool never grows, shrinks or splits, and every figure ever published is
a sum of whole pools. So whatever is added to or taken from what, the smallest group that comes out is a pool
(microaggregation over places and months; compare Domingo-Ferrer and Mateo-Sanz, 2002).

A ballot first waits for company close by: one about an ending in its village, one about a visit among those
of the same cadre there. After some months it goes up, to the community, the town, the district, and counts
there only. What found no company in six months is never told.

Three more rules. A pool of five who all think badly tells of each of them, so one of a single bad opinion
forms from `2 k` households on. Only one ballot of a household in six months counts towards `k`. And a pool of
groups that each were as large as a group can be without a pool of its own would tell how large they were, so
it waits for others.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from lianxin.ratings.vocabulary import ANSWERS, QUESTIONS, Answer, Kind, Month, Pool, Slip, Tallies

K = 5
WINDOW_MONTHS = 6
# {number of areas in a path: how far up a ballot waits, by the months it has waited}
OF_A_VILLAGE: Mapping[int, tuple[int, ...]] = MappingProxyType(
    {1: (0, 0, 0, 0, 0, 0), 2: (0, 0, 0, 1, 1, 1), 3: (0, 0, 0, 1, 1, 2), 4: (0, 0, 0, 1, 2, 3)}
)
OF_A_CADRE: Mapping[int, tuple[int, ...]] = MappingProxyType(
    {1: (0, 0, 0, 0, 0, 0), 2: (0, 0, 0, 0, 1, 1), 3: (0, 0, 0, 0, 1, 2), 4: (0, 0, 0, 0, 2, 3)}
)
ALONE_MONTHS = 4
"""So long ballots about one cadre wait for each other only."""
UNFAVOURABLE = frozenset({Answer.MIDDLING, Answer.BAD})
Place: TypeAlias = tuple[str, str | None]
"""(code of an area, key of a cadre or None): whose ballots wait together."""


@dataclass(frozen=True, slots=True)
class Close:
    """What the close of a month brings: pools, ballots (by their place in the input) that were pooled, and
    those whose time is over."""

    pools: tuple[Pool, ...]
    pooled: frozenset[int]
    given_up: frozenset[int]


def close_month(slips: Sequence[Slip], month: Month, k: int = K) -> Close:
    """Return what the ballots that wait become at the close of `month`.

    A slip of a later month is left where it is.
    """
    groups: dict[tuple[Kind, Place], list[int]] = defaultdict(list)
    for at, slip in enumerate(slips):
        age = month - slip.month
        if 0 <= age < WINDOW_MONTHS:
            groups[slip.kind, waits_at(slip, age)].append(at)
    pools: list[Pool] = []
    pooled: set[int] = set()
    for (kind, (area, cadre)), members in groups.items():
        group = [slips[at] for at in members]
        if can_stand(group, k):
            households = sum(slip.is_first for slip in group)
            pools.append(Pool(kind, area, cadre, month, households, tallied(group)))
            pooled.update(members)
    over = {at for at, slip in enumerate(slips) if month - slip.month >= WINDOW_MONTHS - 1}
    return Close(tuple(pools), frozenset(pooled), frozenset(over - pooled))


def waits_at(slip: Slip, age: int) -> Place:
    """Return with whom a ballot waits `age` months (0–5) after its own."""
    if slip.cadre is None:
        return slip.path[-1 - OF_A_VILLAGE[len(slip.path)][age]], None
    area = slip.path[-1 - OF_A_CADRE[len(slip.path)][age]]
    return area, slip.cadre if age < ALONE_MONTHS else None


def can_stand(group: Sequence[Slip], k: int = K) -> bool:
    """Whether ballots of one kind may be told of together."""
    households = sum(slip.is_first for slip in group)
    if households < (2 * k if _is_of_one_bad_opinion(group) else k):
        return False
    parts = _by_origin(group)
    return len(parts) == 1 or households < sum(_most(part, k) for part in parts)


def tallied(group: Sequence[Slip]) -> Tallies:
    """How often each answer was given to each question of the kind."""
    questions = QUESTIONS[group[0].kind]
    return tuple(
        tuple(sum(slip.answers[at] is answer for slip in group) for answer in ANSWERS)
        for at in range(len(questions))
    )


def told_of(pools: Iterable[Pool], month: Month) -> Iterator[Pool]:
    """The pools that a figure of `month` sums up: those formed at the last six closes."""
    return (pool for pool in pools if month - WINDOW_MONTHS < pool.formed <= month)


def summed(pools: Iterable[Pool], kind: Kind) -> tuple[int, Tallies]:
    """Return (households, tallies) of whole pools together; (0, …) when there is none."""
    tallies = [[0] * len(ANSWERS) for _question in QUESTIONS[kind]]
    households = 0
    for pool in pools:
        households += pool.households
        for mine, more in zip(tallies, pool.tallies, strict=True):
            mine[:] = [one + other for one, other in zip(mine, more, strict=True)]
    return households, tuple(map(tuple, tallies))


def _by_origin(group: Sequence[Slip]) -> list[list[Slip]]:
    """The groups that could not stand on their own and now wait together."""
    parts: dict[Place, list[Slip]] = defaultdict(list)
    for slip in group:
        parts[slip.path[-1], slip.cadre].append(slip)
    return list(parts.values())


def _most(group: Sequence[Slip], k: int) -> int:
    """So many households, as everybody can work out, a group had at the most that did not stand."""
    return (2 * k if _is_of_one_bad_opinion(group) else k) - 1


def _is_of_one_bad_opinion(group: Sequence[Slip]) -> bool:
    questions = range(len(group[0].answers))
    return any(all(slip.answers[at] in UNFAVOURABLE for slip in group) for at in questions)
