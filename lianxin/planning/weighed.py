"""The overloads that the last nightly count (a `Weighing`) found, as far as they still hold.

A few queries, however large the district.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from lianxin.areas.models import Area
from lianxin.planning.levelling import Move, Overload
from lianxin.planning.models import Duty, Overfull, Weighing
from lianxin.planning.reading import as_told
from lianxin.planning.vocabulary import Duty as Told

STANDS_FOR = timedelta(days=1)
"""Days after which a weighing is too old to be shown: then the clock stands still."""


def last_weighing(today: date) -> Weighing | None:
    """That of today, or of yesterday before the clock came round; None where there is none as new."""
    return Weighing.objects.filter(day__gte=today - STANDS_FOR, day__lte=today).order_by("-day").first()


def overfull_in(areas: Collection[Area] | None) -> QuerySet[Overfull]:
    """Those who owe visits in some areas, or, with None, in the whole district."""
    if areas is None:
        return Overfull.objects.all()
    inside = Area.objects.within_ids(*areas)
    return Overfull.objects.filter(
        Exists(Duty.objects.open().filter(staff=OuterRef("staff"), area__in=inside).order_by())
    )


def as_overloads(rows: Sequence[Overfull]) -> list[Overload]:
    """The rows as `workload.overloaded` tells them: one query. Left out are moves of visits that were made,
    dropped or given to another since, and cadres of whose moves none is left."""
    keys = [UUID(key) for row in rows for move in row.moves for key in move["duties"]]
    owed = {str(duty.pk): as_told(duty) for duty in Duty.objects.open().filter(pk__among=keys).order_by()}
    found = []
    for row in rows:
        moves = tuple(move for data in row.moves if (move := _as_move(data, row.staff_id, owed)))
        if moves or not row.moves:
            weeks = tuple((date.fromisoformat(monday), *numbers) for monday, *numbers in row.weeks)
            found.append(Overload(row.staff_id, weeks, moves))
    return found


def _as_move(data: Mapping[str, Any], cadre: UUID, owed: Mapping[str, Told]) -> Move | None:
    duties = tuple(owed[key] for key in data["duties"] if key in owed and owed[key].cadre == cadre)
    if len(duties) < len(data["duties"]):
        return None
    goes_to = UUID(data["cadre"]) if data["cadre"] else None
    weeks = (date.fromisoformat(data[side]) for side in ("from", "to"))
    return Move(duties, *weeks, goes_to, data["points"])
