"""Deadlines that leaned on a calendar not published yet are worked out anew once it is; with a preview."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.databases.updating import update_rows
from lianxin.ledger.models import Event
from lianxin.problems import moves
from lianxin.problems.actions.changing import Change, spans_of, write
from lianxin.problems.actions.ground import Ground, ground_or_none
from lianxin.problems.clocks import after_workdays
from lianxin.problems.models import Problem, Reply

BATCH = 500


@dataclass(frozen=True, slots=True)
class Moved:
    """A deadline that another calendar moves; `problem` is its number. Provisional: it may move again."""

    problem: str
    before: datetime
    after: datetime
    is_provisional: bool


def preview_due(*, now: datetime, ground: Ground | None = None) -> list[Moved]:
    """What `recompute_due` would move. With a `ground` of its own: what another calendar would."""
    found = ground or ground_or_none(now)
    if found is None:
        return []
    return [
        Moved(one.problem.number, one.problem.due_at, one.state.due_at, one.state.is_provisional)
        for one in _changes(Problem.objects.open().filter(is_provisional=True), now, found)
        if one.state.due_at != one.problem.due_at
    ]


@transaction.atomic
def recompute_due(*, now: datetime, actor: Any = None) -> int:
    """Work out provisional deadlines of problems and of owed answers by the calendar as it is known now;
    returns how many moved. What is firm stays: a deadline that people were told does not move."""
    ground = ground_or_none(now)
    if ground is None:
        return 0
    rows = Problem.objects.select_for_update(of=("self",)).open().filter(is_provisional=True)
    changes = list(_changes(rows, now, ground))
    moved = [one for one in changes if one.state.due_at != one.problem.due_at]
    firm = [one for one in changes if one.state.due_at == one.problem.due_at]
    for one in moved:
        one.before, one.after = (
            {"due": one.problem.due_at.isoformat()},
            {"due": one.state.due_at.isoformat()},
        )
    update_rows(
        Problem, ["is_provisional"], [(one.problem.pk, False) for one in firm if not one.state.is_provisional]
    )
    write(moved, actor=actor, now=now, ground=ground)
    return len(moved) + _recompute_replies(ground)


def count_anew(events: Sequence[Event], *, now: datetime) -> int:
    """`calendar.changed`: what leaned on a year that is known now is counted by it. Returns as above."""
    return recompute_due(now=now)


def _changes(rows: Any, now: datetime, ground: Ground) -> Iterator[Change]:
    problems = list(rows.order_by("pk"))
    for at in range(0, len(problems), BATCH):
        some = problems[at : at + BATCH]
        spans = spans_of(some, now)
        for problem in some:
            state = moves.recomputed(problem.state, spans[problem.pk], ground.ladder, ground.times)
            yield Change(kind="problem.recomputed", problem=problem, state=state)


def _recompute_replies(ground: Ground) -> int:
    days = ground.ladder.number("reply_workdays")
    rows, moved = [], 0
    for reply in Reply.objects.owed().filter(is_provisional=True):
        due = after_workdays(reply.owed_from, days, ground.times)
        rows.append((reply.pk, due.at, due.is_provisional))
        moved += due.at != reply.due_at
    update_rows(Reply, ["due_at", "is_provisional"], rows)
    return moved
