"""Nobody is orphaned even for a day: when a cadre leaves or a household is new, the system finds a stand-in.

It does so only in a district that has adopted a pairing, and only for so many households at once; more is
a matter for a draft, which people look at first. Pairs found here are marked, for the desk to confirm.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lianxin.pairing.actions.giving import Given, give
from lianxin.pairing.cadres import keepers_among
from lianxin.pairing.models import Draft, Pairing
from lianxin.pairing.reading import NoPolicy, policies_on, read_board
from lianxin.pairing.solver import solve
from lianxin.registry.models import Household

BUDGET_S = 3.0


def stand_in(events: Sequence[Any] = (), *, now: datetime) -> int:
    """Find a cadre for every present household without one, and let go of those that left the register.

    Returns how many households got a stand-in; 0 when there is nothing to do or too much. The events say only
    that it is time to look.
    """
    if not Draft.objects.exclude(adopted_at=None).exists():
        return 0
    with transaction.atomic():
        _let_go(now)
        return _find(now)


def orphans(now: datetime) -> list[UUID]:
    """Present households without a cadre, or with one who may not keep them today."""
    today = timezone.localdate(now)
    kept = set(
        Household.objects.filter(keeper__isnull=False).order_by().values_list("keeper", flat=True).distinct()
    )
    gone = kept - keepers_among(kept, today)
    lost = Household.objects.present().filter(Q(keeper=None) | Q(keeper__in=gone))
    return list(lost.order_by("number").values_list("pk", flat=True))


def _let_go(now: datetime) -> None:
    left = Household.objects.exclude(state="present").exclude(keeper=None)
    given = [Given(key, area, keeper, None) for key, area, keeper in left.values_list("pk", "area", "keeper")]
    give(given, cause=Pairing.STAND_IN, actor=None, now=now)


def _find(now: datetime) -> int:
    homes = orphans(now)
    if not homes:
        return 0
    try:
        pairing, _tiers = policies_on(timezone.localdate(now))
        if len(homes) > pairing.document.values["stand_in_homes"]:
            return 0
        board = read_board(on=timezone.localdate(now), homes=homes)
    except NoPolicy:
        return 0
    if not board.cadres:
        return 0
    plan = solve(board.task, seed=1, budget_s=BUDGET_S)
    rows = {key: (area, keeper) for key, area, keeper in _rows(homes)}
    found = [
        Given(home, *rows[home], board.staff(row), reasons)
        for home, row, reasons in zip(board.homes, plan.pairs.tolist(), plan.reasons.tolist(), strict=True)
        if board.staff(row) is not None
    ]
    give(found, cause=Pairing.STAND_IN, actor=None, now=now)
    return len(found)


def _rows(homes: list[UUID]) -> Any:
    return Household.objects.filter(pk__in=homes).values_list("pk", "area", "keeper")
