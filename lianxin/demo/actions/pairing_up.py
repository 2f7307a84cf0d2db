"""The demo's households get their cadres, and the cadres know where to go: as the district desk does it."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from lianxin.databases.second import Second, start
from lianxin.demo.actions.hiring import Team
from lianxin.pairing.actions import adopt_draft, ask_for_draft, solve_draft
from lianxin.planning.actions import Planned, plan_rounds

ENOUGH = 0.05
"""A gap at which the demo's pairing ends: near enough to show, and quick; `lianxin pair` proves far more."""
PATIENCE_S = 900.0
"""Seconds after which the solver would be cut short: never, where the demo runs at all. A plan that was cut
short is another one on the next run."""


def pair(team: Team, *, now: datetime, meanwhile: Callable[[], None]) -> int:
    """Pair every household by a quick draft and adopt it; returns how many were paired.

    `meanwhile` is done in a second process while the solver is at work, which does not ask the database; or
    beforehand where there is none.
    """
    draft = ask_for_draft(seed=1, actor=team.desk, now=now)
    others: list[Second] = []

    def tell(stage: str) -> None:
        if stage == "solving":
            other = start(meanwhile)
            meanwhile() if other is None else others.append(other)
        elif others:
            others.pop().result()

    solved = solve_draft(draft, now=now, budget_s=PATIENCE_S, enough=ENOUGH, tell=tell)
    return adopt_draft(solved, actor=team.desk, now=now).changed


def plan(team: Team, *, now: datetime) -> Planned:
    """Plan from today on: the rounds owed since the pairing, must-visits, and the next days' trips."""
    return plan_rounds(from_on=timezone.localdate(now), actor=team.desk, now=now)
