"""民生小账本: everything one home raised, what it was promised, what was done, what is due.

No words of this module stand on a page: codes, days and what people wrote, as plain values; each face says
them in its own manner. What another home said stays with it: of a problem that this home shares in, the
booklet has this home's own words, the days and the end, not what was written to the other one.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from lianxin.problems.models import Ending, Origin, Pause, Problem, Promise, Reply
from lianxin.problems.vocabulary import End, Phase

STANDING, KEPT, BROKEN, CHANGED, DROPPED = "standing", "kept", "broken", "changed", "dropped"


@dataclass(frozen=True, slots=True)
class Promised:
    """A day that was promised. `state` is one of the five above; `reason`: why it took another's place."""

    due_on: date
    given_on: date
    words: str
    reason: str
    state: str


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended. `refusal` is a code of the policy; `is_done` what the home said to it, None before."""

    end: End
    on: date
    words: str
    refusal: str
    handed_to: str
    is_done: bool | None


@dataclass(frozen=True, slots=True)
class Stood:
    """Why a clock stands, as a code of the policy, and until when."""

    reason: str
    until: date


@dataclass(frozen=True, slots=True)
class Entry:
    """One matter of the home. `number` is that under which it goes on; `is_own`: it is this home's and not
    another's that it was joined to; `due_on` is None once it ended."""

    key: UUID
    number: str
    category: str
    quantity: float | None
    unit: str
    words: str
    raised_on: date
    phase: Phase
    rung: str
    due_on: date | None
    is_provisional: bool
    is_own: bool
    promises: tuple[Promised, ...]
    stood: Stood | None
    ended: Ended | None

    @property
    def is_open(self) -> bool:
        return self.due_on is not None

    @property
    def promise(self) -> Promised | None:
        """The one that holds today."""
        return next((one for one in self.promises if one.state == STANDING), None)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the home advised, or said of what was done; answered on a day, or owed by one."""

    kind: str
    category: str
    said: str
    said_on: date
    due_on: date
    answered_on: date | None
    words: str


@dataclass(frozen=True, slots=True)
class Booklet:
    """The account of one home, the latest first within each part."""

    open: tuple[Entry, ...]
    done: tuple[Entry, ...]
    answers: tuple[Answer, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.open or self.done or self.answers)

    @property
    def kept(self) -> int:
        return self._promises(KEPT)

    @property
    def broken(self) -> int:
        return self._promises(BROKEN)

    def _promises(self, state: str) -> int:
        return sum(one.state == state for entry in (*self.open, *self.done) for one in entry.promises)


def booklet_of(household: Any) -> Booklet:
    """The account of a home: six statements, however much it raised."""
    origins = list(Origin.objects.filter(household=household).order_by("raised_at", "pk"))
    first = {one.problem_id: one for one in reversed(origins)}
    mine = Problem.objects.filter(Q(household=household) | Q(pk__in=list(first)))
    problems = list(mine.order_by("-opened_at", "-pk"))
    known = {one.pk: one for one in problems}
    keys = list(known)
    promises = _by_problem(Promise.objects.filter(problem__among=keys).select_related("replaced_by"))
    endings = _by_problem(
        Ending.objects.filter(problem__among=keys, reopened_at=None).select_related("judgement")
    )
    pauses = _by_problem(Pause.objects.filter(problem__among=keys, to_at=None))
    entries = []
    for problem in problems:
        if problem.end == End.MERGED.value and problem.household_id == household.pk:
            into = endings[problem.pk][0].into_id if endings[problem.pk] else None
            if into in known:
                continue  # it goes on under the number of the one it was joined to
        origin = first.get(problem.pk)
        told = known.get(origin.via_id) if origin and origin.via_id else problem
        entries.append(_entry(problem, told or problem, origin, promises, endings, pauses, household.pk))
    open_ones = tuple(one for one in entries if one.is_open)
    return Booklet(open_ones, tuple(one for one in entries if not one.is_open), _answers(household))


def _entry(
    problem: Problem,
    told: Problem,
    origin: Origin | None,
    promises: dict[UUID, list[Any]],
    endings: dict[UUID, list[Any]],
    pauses: dict[UUID, list[Any]],
    home: UUID,
) -> Entry:
    """One matter; `told` is the problem in this home's own words."""
    is_own = problem.household_id == home
    ending = next(iter(endings[problem.pk]), None)
    pause = next(iter(pauses[problem.pk]), None)
    return Entry(
        problem.pk,
        problem.number,
        told.category,
        told.quantity,
        told.unit,
        told.words if told.household_id == home else "",
        _day(origin.raised_at if origin else problem.opened_at),
        Phase(problem.phase),
        problem.rung,
        None if problem.ended_at else _day(problem.due_at),
        problem.is_provisional,
        is_own,
        tuple(_promised(one, is_own) for one in promises[problem.pk]),
        Stood(pause.reason, _day(pause.until_at)) if pause and problem.phase == Phase.PAUSED else None,
        _ended(ending, is_own) if ending and problem.ended_at else None,
    )


def _promised(one: Promise, is_own: bool) -> Promised:
    words, reason = (one.words, one.reason) if is_own else ("", "")
    return Promised(one.due_on, _day(one.given_at), words, reason, _state(one))


def _state(one: Promise) -> str:
    if one.ended_at is None:
        return STANDING
    if one.kept is not None:
        return KEPT if one.kept else BROKEN
    return CHANGED if hasattr(one, "replaced_by") else DROPPED


def _ended(one: Ending, is_own: bool) -> Ended:
    judged = one.judgement.is_done if hasattr(one, "judgement") else None
    words = one.words if is_own else ""
    return Ended(End(one.end), _day(one.ended_at), words, one.refusal, one.handed_to, judged)


def _answers(household: Any) -> tuple[Answer, ...]:
    rows = Reply.objects.filter(household=household).select_related("item").order_by("-owed_from", "-pk")
    return tuple(
        Answer(
            row.item.kind,
            row.item.category,
            row.item.text,
            _day(row.item.raised_at),
            _day(row.due_at),
            _day(row.answered_at) if row.answered_at else None,
            row.words,
        )
        for row in rows
    )


def _by_problem(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.problem_id].append(row)
    return found


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
