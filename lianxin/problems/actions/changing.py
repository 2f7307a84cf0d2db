"""How the state of problems is written: their row, and who has them. The one way for people and the clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from lianxin.databases.inserting import insert_rows
from lianxin.databases.updating import update_rows
from lianxin.ledger.actions import Note as Event
from lianxin.ledger.actions import record_many
from lianxin.ledger.keys import new_key
from lianxin.problems import ladder
from lianxin.problems.actions.ground import Ground
from lianxin.problems.actions.refusals import ProblemsRefused
from lianxin.problems.clocks import Span, clock_of, used
from lianxin.problems.ladder import NotAllowed, State
from lianxin.problems.models import STANDING, Custody, Pause, Problem
from lianxin.problems.vocabulary import End, How, Verb

COLUMNS = (*STANDING, "next_at", "holder_id", "owner_id", "ended_at", "end")


@dataclass(frozen=True, slots=True)
class Hand:
    """Into whose hands: the area that settles it, who has it, how he came to have it, whether he accepted."""

    area: UUID
    owner: UUID | None
    how: How
    is_accepted: bool = False


@dataclass(slots=True, kw_only=True)
class Change:
    """What becomes of one problem: the event that the ledger is told (`kind`, with `before` and `after`), its
    new state, into whose hands it comes (None: it stays), and how it ended, if it did."""

    kind: str
    problem: Problem
    state: State
    hand: Hand | None = None
    end: End | None = None
    is_warned: bool = False
    after: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)


def hold(problem: Problem, verb: Verb, ground: Ground) -> Problem:
    """The problem as it stands now, locked. Raises ProblemsRefused unless it allows this."""
    return hold_many([problem], verb, ground)[0]


def hold_many(problems: Sequence[Problem], verb: Verb, ground: Ground) -> list[Problem]:
    """The same for several, locked in the order of their keys so that two such actions never wait for each
    other in a circle; returned in the order asked for."""
    keys = [problem.pk for problem in problems]
    rows = Problem.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    found = {row.pk: row for row in rows}
    for row in found.values():
        try:
            ladder.check(row.state, verb, ground.ladder)
        except NotAllowed as refused:
            raise ProblemsRefused(refused.why) from None
    return [found[key] for key in dict.fromkeys(keys)]


def write(changes: Sequence[Change], *, actor: Any, now: datetime, ground: Ground) -> None:
    """Write what becomes of problems that are locked, hand over those that change hands, tell the ledger."""
    _keep_custodies(changes, actor, now, ground)
    rows = []
    for change in changes:
        problem = change.problem
        if change.hand is not None:
            problem.holder_id, problem.owner_id = change.hand.area, change.hand.owner
        put_state(problem, change.state, ground, end=change.end, now=now)
        rows.append((problem.pk, *(getattr(problem, name) for name in COLUMNS)))
    update_rows(Problem, COLUMNS, rows)
    record_many((_told(change, actor) for change in changes), actor=actor, now=now)


def put_state(
    problem: Problem, state: State, ground: Ground, *, end: End | None = None, now: datetime | None = None
) -> None:
    """Set the columns that sum up where a problem stands; nothing is saved."""
    for name, value in standing(state).items():
        setattr(problem, name, value)
    problem.next_at = ladder.next_at(state, ground.ladder)
    if end is not None:
        problem.ended_at, problem.end = now, end.value
    elif state.is_open:
        problem.ended_at, problem.end = None, ""


def standing(state: State) -> dict[str, Any]:
    """A state by the names of the columns; they stand in the same order."""
    values = (getattr(state, name) for name in state.__dataclass_fields__)
    return dict(zip(STANDING, values, strict=True)) | {"phase": state.phase.value}


def spans_of(problems: Iterable[Problem], now: datetime) -> dict[UUID, list[Span]]:
    """The pauses of the present clock of each problem; one that lasts ends when it is meant to."""
    begun = {problem.pk: problem.begins_at for problem in problems}
    found: dict[UUID, list[Span]] = {key: [] for key in begun}
    rows = Pause.objects.filter(problem__among=list(begun)).order_by("from_at", "pk")
    for key, begins, ends, until in rows.values_list("problem", "from_at", "to_at", "until_at"):
        if begins >= begun[key]:
            found[key].append(Span(begins, ends or until))
    return found


def _keep_custodies(changes: Sequence[Change], actor: Any, now: datetime, ground: Ground) -> None:
    """Close the custody of every problem that changes hands or ends and open the next; bring the deadline of
    the others up to date."""
    moving = [change for change in changes if change.hand is not None or change.end is not None]
    spans = spans_of([change.problem for change in moving], now)
    keys = [change.problem.pk for change in changes]
    rows = Custody.objects.filter(problem__among=keys, to_at=None).order_by()
    open_ones = {row.problem_id: row for row in rows}
    closed, opened, kept = [], [], []
    for change in changes:
        problem, last, state = change.problem, open_ones.get(change.problem.pk), change.state
        if last is not None and (change.hand is not None or change.end is not None):
            clock = clock_of(ground.ladder, last.rung, problem.urgency)
            spent = used(clock, last.begins_at, now, _until(spans[problem.pk], now), ground.times)
            closed.append((last.pk, now, spent.workdays, spent.hours))
        elif last is not None:
            warned = now if change.is_warned else last.warned_at
            kept.append((last.pk, state.due_at, warned))
        if change.hand is not None:
            accepted = now if change.hand.is_accepted else None
            opened.append(_custody(problem.pk, change.hand, state, accepted, actor, now))
    update_rows(Custody, ["to_at", "used_workdays", "used_hours"], closed)
    update_rows(Custody, ["due_at", "warned_at"], kept)
    insert_rows(Custody, opened)


def _until(spans: Iterable[Span], now: datetime) -> list[Span]:
    return [Span(one.begins, min(one.ends, now)) for one in spans]


def _custody(
    problem: UUID, hand: Hand, state: State, accepted: datetime | None, actor: Any, now: datetime
) -> tuple[Any, ...]:
    """In the order of the columns of `Custody`."""
    by = actor.pk if actor else None
    return (new_key(), problem, state.rung, hand.area, hand.owner, hand.how.value, now, by, accepted) + (
        state.begins,
        state.due_at,
        None,
        None,
        None,
        None,
    )


def _told(change: Change, actor: Any) -> Event:
    problem = change.problem
    after = {"number": problem.number} | change.after
    return Event(change.kind, "problem", problem.pk, problem.area_id, change.before or None, after)
