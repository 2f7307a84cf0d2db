"""What a draft comes to, in numbers for a page: by town, against today, and which limits bind."""

from typing import Any

import numpy as np

from lianxin.areas.models import Area
from lianxin.pairing.cadres import Places
from lianxin.pairing.reading import Board
from lianxin.pairing.solver.costs import Costs
from lianxin.pairing.vocabulary import NOBODY, Binding, Floats, Ints, Plan, Scope


def summary_of(board: Board, plan: Plan) -> dict[str, Any]:
    """JSON values: counts of homes and changes, kilometres a year before and after, towns, limits, effort.

    Kilometres are visits times the straight way there and back. `km_today` counts only homes that have a
    cadre now and so compares with `km_of_those`.
    """
    homes, pairs = board.task.homes, plan.pairs
    paired, known = pairs != NOBODY, homes.keeper != NOBODY
    km, km_today = _kilometres(board, pairs), _kilometres(board, homes.keeper)
    parts = Costs(board.task).parts(pairs)
    names = ("distance", "other_town", "change", "skill", "leader")
    return {
        "homes": homes.n,
        "staff": board.task.cadres.m,
        "paired": int(paired.sum()),
        "unpaired": int((~paired).sum()),
        "kept": int((paired & (pairs == homes.keeper)).sum()),
        "new": int((paired & ~known).sum()),
        "changed": int((paired & known & (pairs != homes.keeper)).sum()),
        "visits": int(homes.visits[paired].sum()),
        "km": round(float(km[paired].sum())),
        "km_today": round(float(km_today[known].sum())),
        "km_of_those": round(float(km[known & paired].sum())),
        "parts": {name: int(getattr(parts, name)[paired].sum()) for name in names},
        "towns": (towns := _by_town(board, pairs, km)),
        "limits": [_limit(binding, towns) for binding in plan.bindings],
        "seconds": round(plan.seconds, 2),
        "peak_mb": round(plan.peak_mb),
        "rounds": plan.rounds,
        "gap": round(plan.gap, 6),
        "cut_short": plan.cut_short,
    }


def _kilometres(board: Board, pairs: Ints) -> Floats:
    """Kilometres a year of each home with its cadre, there and back; 0 without one."""
    homes, cadres = board.task.homes, board.task.cadres
    row = np.where(pairs == NOBODY, 0, pairs)
    way = np.hypot(homes.x - cadres.x[row], homes.y - cadres.y[row]) * 2 * homes.visits
    return np.where(pairs == NOBODY, 0.0, way)


def _by_town(board: Board, pairs: Ints, km: Floats) -> list[dict[str, Any]]:
    homes, places = board.task.homes, Places()
    names = dict(Area.objects.filter(level="town").values_list("pk", "name"))
    codes = dict(Area.objects.filter(level="town").values_list("pk", "code"))
    towns = []
    for number in np.unique(homes.town).tolist():
        here = homes.town == number
        key = places.key_of_town.get(number)
        towns.append(
            {
                "number": number,
                "code": codes.get(key, ""),
                "name": names.get(key, ""),
                "homes": int(here.sum()),
                "unpaired": int((here & (pairs == NOBODY)).sum()),
                "changed": int((here & (homes.keeper != NOBODY) & (pairs != homes.keeper)).sum()),
                "staff": len(np.unique(pairs[here & (pairs != NOBODY)])),
                "visits": int(homes.visits[here].sum()),
                "km": round(float(km[here].sum())),
            }
        )
    return towns


def _limit(binding: Binding, towns: list[dict[str, Any]]) -> dict[str, Any]:
    names = {town["number"]: town["name"] for town in towns}
    return {
        "scope": binding.scope.value,
        "of": binding.of,
        "name": names.get(binding.of, "") if binding.scope is Scope.TOWN else "",
        "limit": binding.limit.value,
        "need": binding.need,
        "room": binding.room,
        "more_cadres": binding.more_cadres,
        "quota_more": round(binding.quota_more, 2) if np.isfinite(binding.quota_more) else None,
        "hard": binding.hard,
    }
