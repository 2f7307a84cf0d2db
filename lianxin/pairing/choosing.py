"""Who could have one household: each cadre with what the pair would cost, and the room he has left."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from uuid import UUID

import numpy as np
import numpy.typing as npt

from lianxin.areas.models import Area
from lianxin.classification.vocabulary import BY_CODE
from lianxin.pairing.cadres import load_of
from lianxin.pairing.reading import Board, policies_on, read_board, visits_by_tier
from lianxin.pairing.solver.costs import Costs
from lianxin.pairing.vocabulary import Homes, Ints
from lianxin.people.models import Post, Staff
from lianxin.registry.models import Household

SHOWN = 12
LOOKED_AT = 100
"""Cadres whose load is read at once; most often one reading finds all that are shown."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cadre for one household. Costs in points; `km` one way; room left besides this household.

    `fits` is whether the household would keep within his quotas; `barred` whether the two must not be paired.
    """

    staff: Staff
    points: int
    km: float
    other_town: bool
    abilities_lacking: int
    leader_for_other: bool
    homes_left: int
    visits_left: int
    fits: bool
    barred: bool
    is_keeper: bool


def candidates(
    household: Household,
    *,
    on: date,
    everywhere: bool = False,
    among: Collection[UUID] | None = None,
    shown: int = SHOWN,
) -> list[Candidate]:
    """The best cadres for a household, cheapest first, the present one among them.

    Those whose quota is full come after all others, those who must not be paired with it last.

    Looks among those who work or live in the household's town, `everywhere`, or `among` some staff. Raises
    NoPolicy.
    """
    if among is None and not everywhere:
        among = _of_town(household)
    board = read_board(on=on, homes=[household.pk], among=among, is_empty=True)
    if not board.homes or not board.cadres:
        return []
    task, rows = board.task, np.arange(len(board.cadres))
    parts = Costs(replace(task, homes=_repeated(task.homes, len(rows)))).parts(rows)
    points = parts.total - parts.change  # the change costs the same whoever comes
    barred = np.zeros(len(rows), np.bool_)
    barred[task.forbidden.cadre] = True
    rooms = _Rooms(board, household, on)
    looked, fitting = 0, 0
    in_order = np.lexsort((rows, points, barred))
    while looked < len(rows) and fitting < shown:  # those further on come after all that fit
        some = in_order[looked : looked + max(LOOKED_AT, looked)]
        looked += len(some)
        rooms.look(some)
        fitting += int(np.count_nonzero(rooms.fits(some) & ~barred[some]))
    near = in_order[:looked]
    best = near[np.lexsort((near, points[near], ~rooms.fits(near), barred[near]))][:shown].tolist()
    if (keeper := int(task.homes.keeper[0])) >= 0 and keeper not in best:
        best.append(keeper)
        rooms.look([keeper])
    people = Staff.objects.in_bulk([board.cadres[row] for row in best])
    return [_candidate(board, rooms, row, people, int(points[row]), bool(barred[row])) for row in best]


class _Rooms:
    """The room that cadres have besides one household, as far as their load was looked at."""

    def __init__(self, board: Board, household: Household, on: date) -> None:
        self.board, self.household = board, household
        self.visits = visits_by_tier(policies_on(on)[1])
        self.homes_left = board.task.cadres.quota_homes.copy()
        self.visits_left = board.task.cadres.quota_visits.copy()

    def look(self, rows: Iterable[int]) -> None:
        """Read the load of some cadres."""
        cadres = self.board.task.cadres
        row_of = {self.board.cadres[row]: row for row in rows}
        loads = load_of([self.household.pk], self.visits, list(row_of))
        for key, row in row_of.items():
            homes, visits = loads.get(key, (0, 0))
            self.homes_left[row] = max(0, cadres.quota_homes[row] - homes)
            self.visits_left[row] = max(0, cadres.quota_visits[row] - visits)

    def fits(self, rows: Ints) -> npt.NDArray[np.bool_]:
        """Whether the household would keep within the quotas of these cadres."""
        owed = self.board.task.homes.visits[0]
        return np.asarray((self.homes_left[rows] >= 1) & (self.visits_left[rows] >= owed))


def _candidate(
    board: Board, rooms: _Rooms, row: int, people: dict[UUID, Staff], points: int, barred: bool
) -> Candidate:
    homes, cadres = board.task.homes, board.task.cadres
    lacking = int(homes.needs[0]) & ~int(cadres.skills[row])
    return Candidate(
        staff=people[board.cadres[row]],
        points=points,
        km=float(np.hypot(homes.x[0] - cadres.x[row], homes.y[0] - cadres.y[row])),
        other_town=bool(homes.town[0] != cadres.town[row]),
        abilities_lacking=lacking,
        leader_for_other=bool(cadres.first_tier[row]) and BY_CODE[int(homes.tier[0])] != "priority",
        homes_left=int(rooms.homes_left[row]),
        visits_left=int(rooms.visits_left[row]),
        fits=bool(rooms.fits(np.array([row]))[0]),
        barred=barred,
        is_keeper=row == int(homes.keeper[0]),
    )


def _repeated(homes: Homes, times: int) -> Homes:
    """The one home of a board, beside each of its cadres."""
    return Homes(**{one.name: np.repeat(getattr(homes, one.name), times) for one in fields(Homes)})


def _of_town(household: Household) -> Collection[UUID]:
    """Staff who work or live in the household's town, and who keeps it now."""
    town = "/".join(household.area.path.split("/")[:2]) + "/"
    inside = Area.objects.filter(path__startswith=town).values("pk")
    near = set(Post.objects.filter(area__in=inside).order_by().values_list("staff", flat=True))
    near |= set(Staff.objects.filter(home_area__in=inside).order_by().values_list("pk", flat=True))
    return near | ({household.keeper_id} if household.keeper_id else set())
