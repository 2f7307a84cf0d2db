"""Who could have one household: each cadre with what the pair would cost, and the room he has left."""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import date
from uuid import UUID

import numpy as np

from lianxin.areas.models import Area
from lianxin.classification.vocabulary import BY_CODE
from lianxin.pairing.reading import Board, read_board
from lianxin.pairing.solver.costs import Costs
from lianxin.pairing.vocabulary import Homes
from lianxin.people.models import Post, Staff
from lianxin.registry.models import Household

SHOWN = 12


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
    board = read_board(on=on, homes=[household.pk], among=among)
    if not board.homes or not board.cadres:
        return []
    task, rows = board.task, np.arange(len(board.cadres))
    parts = Costs(replace(task, homes=_repeated(task.homes, len(rows)))).parts(rows)
    points = parts.total - parts.change  # the change costs the same whoever comes
    barred = np.zeros(len(rows), np.bool_)
    barred[task.forbidden.cadre] = True
    is_full = (task.cadres.quota_homes < 1) | (task.cadres.quota_visits < task.homes.visits[0])
    best = np.lexsort((rows, points, is_full, barred))[:shown].tolist()
    if (keeper := int(task.homes.keeper[0])) >= 0 and keeper not in best:
        best.append(keeper)
    people = Staff.objects.in_bulk([board.cadres[row] for row in best])
    return [_candidate(board, row, people, int(points[row]), bool(barred[row])) for row in best]


def _candidate(board: Board, row: int, people: dict[UUID, Staff], points: int, barred: bool) -> Candidate:
    homes, cadres = board.task.homes, board.task.cadres
    visits, room = int(homes.visits[0]), int(cadres.quota_homes[row])
    left = int(cadres.quota_visits[row])
    lacking = int(homes.needs[0]) & ~int(cadres.skills[row])
    return Candidate(
        staff=people[board.cadres[row]],
        points=points,
        km=float(np.hypot(homes.x[0] - cadres.x[row], homes.y[0] - cadres.y[row])),
        other_town=bool(homes.town[0] != cadres.town[row]),
        abilities_lacking=lacking,
        leader_for_other=bool(cadres.first_tier[row]) and BY_CODE[int(homes.tier[0])] != "priority",
        homes_left=room,
        visits_left=left,
        fits=room >= 1 and left >= visits,
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
