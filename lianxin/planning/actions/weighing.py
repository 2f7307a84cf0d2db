"""Who will owe too much in the weeks ahead: counted once a day, so that nobody who looks has to wait."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.ledger.actions import record
from lianxin.planning.levelling import Move, Overload
from lianxin.planning.models import Overfull, Plan, Weighing
from lianxin.planning.refusals import PlanningRefused
from lianxin.planning.workload import overloaded


def weigh_ahead(*, now: datetime) -> int:
    """Once a day, and again after a plan, count who owes too much ahead; returns how many cadres do.

    Nothing in a district that was never planned.
    """
    today, plan = timezone.localdate(now), Plan.objects.first()
    if plan is None or Weighing.objects.filter(day=today, weighed_at__gte=plan.made_at).exists():
        return 0
    try:
        found = overloaded(today=today)
    except PlanningRefused:
        found = []  # no policy: nobody can owe too much
    _write(found, today, now)
    return len(found)


@transaction.atomic
def _write(found: Sequence[Overload], today: date, now: datetime) -> None:
    Overfull.objects.all().delete()
    Overfull.objects.bulk_create(
        Overfull(
            staff_id=one.cadre,
            weeks=[[monday.isoformat(), owed, allowed] for monday, owed, allowed in one.weeks],
            moves=[_as_data(move) for move in one.moves],
        )
        for one in found
    )
    counted = {"weighed_at": now, "cadres": len(found)}
    Weighing.objects.update_or_create(day=today, defaults=counted)
    after = {"cadres": len(found)}
    record(kind="load.weighed", subject=("plan", None), after=after, actor=None, now=now)


def _as_data(move: Move) -> dict[str, Any]:
    return {
        "duties": [str(duty.id) for duty in move.duties],
        "from": move.from_week.isoformat(),
        "to": move.week.isoformat(),
        "cadre": move.cadre and str(move.cadre),
        "points": move.points,
    }
