"""The demo's households get their cadres, and the cadres know where to go: as the district desk does it."""

from datetime import datetime

from django.utils import timezone

from lianxin.demo.actions.hiring import Team
from lianxin.pairing.actions import adopt_draft, ask_for_draft, solve_draft
from lianxin.planning.actions import Planned, plan_rounds
from lianxin.registry.models import Household

HOMES_A_SECOND = 12_000
LEAST_S = 2.0


def pair(team: Team, *, now: datetime) -> int:
    """Pair every household by a quick draft and adopt it; returns how many were paired.

    The solver gets 5 s for 60,000 households: a demo can do without the last part of a percent that
    `lianxin pair` proves.
    """
    draft = ask_for_draft(seed=1, actor=team.desk, now=now)
    budget_s = max(LEAST_S, Household.objects.present().count() / HOMES_A_SECOND)
    return adopt_draft(solve_draft(draft, now=now, budget_s=budget_s), actor=team.desk, now=now).changed


def plan(team: Team, *, now: datetime) -> Planned:
    """Plan from today on: the rounds owed since the pairing, must-visits, and the next days' trips."""
    return plan_rounds(from_on=timezone.localdate(now), actor=team.desk, now=now)
