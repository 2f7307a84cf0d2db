"""The demo's households get their cadres, and the cadres know where to go: as the district desk does it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import TypeVar

import numpy as np
from django.db import transaction
from django.utils import timezone
from django.utils.timezone import make_aware

from lianxin.databases.inserting import insert_rows
from lianxin.databases.second import Second, start
from lianxin.databases.twins import Twin
from lianxin.demo.actions.hiring import Team
from lianxin.demo.gaps import SURVEYS
from lianxin.demo.keepers import Keepers
from lianxin.demo.records import Diary, Register
from lianxin.demo.timeline import TYPED_AFTER
from lianxin.ledger.actions import Note
from lianxin.ledger.keys import new_keys
from lianxin.pairing.actions import adopt_draft, ask_for_draft, solve_draft
from lianxin.pairing.models import Pairing
from lianxin.planning.actions import Planned, plan_rounds

CameTo = TypeVar("CameTo")
PATCH = "包片联系"
ENOUGH = 0.05
"""A gap at which the demo's pairing ends: near enough to show, and quick; `lianxin pair` proves far more."""
PATIENCE_S = 900.0
"""Seconds after which the solver would be cut short: never, where the demo runs at all. A plan that was cut
short is another one on the next run."""


def pair(
    team: Team, *, now: datetime, meanwhile: Callable[[], CameTo], then: Callable[[], Twin | None]
) -> tuple[CameTo, Twin | None]:
    """Pair every household by a quick draft and adopt it; returns what `meanwhile` and `then` came to.

    `meanwhile` is done in a second process while the register is read and the solver is at work; or
    beforehand where there is none. It must not touch homes, people, facts and classes. `then` is what begins
    when it is done, before anything more is written.
    """
    draft = ask_for_draft(seed=1, actor=team.desk, now=now)
    tell, came_to = _beside(("reading", "solving"), meanwhile)
    begun: list[Twin | None] = []

    def tell_and_begin(stage: str) -> None:
        tell(stage)
        if stage == "writing":
            begun.append(then())

    solved = solve_draft(draft, now=now, budget_s=PATIENCE_S, enough=ENOUGH, tell=tell_and_begin)
    adopt_draft(solved, actor=team.desk, now=now)
    return came_to[0], begun[0]


def _beside(
    stages: Sequence[str], meanwhile: Callable[[], CameTo]
) -> tuple[Callable[[str], None], list[CameTo]]:
    """What a long work tells of its stages: from the first of these on `meanwhile` is done in a second
    process, and ends before a stage that is none of them; or it is done before the first where there is no
    second process. The list then holds what it came to.

    In these stages the work only reads: on SQLite each of the two waits for the other's locks.
    """
    others: list[Second] = []
    came_to: list[CameTo] = []

    def tell(begins: str) -> None:
        if others and begins not in stages:
            came_to.append(others.pop().result())
        if begins == stages[0]:
            other = start(meanwhile)
            if other is None:
                came_to.append(meanwhile())
            else:
                others.append(other)

    return tell, came_to


@transaction.atomic
def keep_patches(
    diary: Diary, register: Register, keepers: Keepers, team: Team, *, until: date
) -> list[tuple[datetime, Note]]:
    """Write down who had the homes from the day they came in to that of the pairing, of those that `keepers`
    names somebody for; returns what the ledger is to be told of it, in order of time.

    Nobody's keeper changes: the patches end before the pairs begin.
    """
    county, rows, notes = diary.county, [], []
    first = (county.today.toordinal() - np.array(SURVEYS)[county.gaps.survey] + TYPED_AFTER).tolist()
    last = np.minimum(diary.gone, until.toordinal()).tolist()
    moments = {day: make_aware(datetime.combine(date.fromordinal(day), time(9, 30))) for day in set(first)}
    keys = iter(new_keys(county.homes.n))
    for row in np.argsort(first, kind="stable").tolist():
        where, cadre = register.known.homes[row], int(keepers.keeper[row])
        if where is not None and cadre >= 0:
            by = keepers.keys[cadre]
            on = date.fromordinal(first[row]), date.fromordinal(last[row])
            rows.append((next(keys), where[0], by, *on, Pairing.HAND, 0, PATCH, None, team.desk.pk))
            after = {"keeper": str(by), "cause": Pairing.HAND}
            note = Note("household.paired", "household", *where, None, after, PATCH, team.desk.pk)
            notes.append((moments[first[row]], note))
    insert_rows(Pairing, rows)
    return notes


def plan(team: Team, *, now: datetime, meanwhile: Callable[[], None]) -> Planned:
    """Plan from today on: the rounds owed since the pairing, must-visits, and the next days' trips.

    `meanwhile` is done in a second process while the register is read and the rounds are spread over the
    weeks; or before that where there is none. It must change nothing that plans go by.
    """
    tell, _came_to = _beside(("reading", "spreading"), meanwhile)
    return plan_rounds(from_on=timezone.localdate(now), actor=team.desk, now=now, tell=tell)
