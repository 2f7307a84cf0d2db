"""Problems begin: from what visits brought, or at the desk by hand. In bulk, in few statements."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lianxin.databases.inserting import insert_rows
from lianxin.ledger.actions import Note, record_many
from lianxin.ledger.keys import new_key, new_keys
from lianxin.policies.ladder.parts import Ladder
from lianxin.problems import ladder as ladders
from lianxin.problems import moves
from lianxin.problems.actions.changing import standing
from lianxin.problems.actions.ground import Ground, ground_at
from lianxin.problems.actions.refusals import ProblemsRefused, said
from lianxin.problems.ladder import State
from lianxin.problems.models import Custody, Origin, Problem, YearCount
from lianxin.problems.vocabulary import Channel, How


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """Something that must be solved, as it came in. `received_by` received it first and keeps it until
    somebody accepts it; `raised_at` is when the home said it, which may be long before it came in.

    `words`, `wished` and `caller` are what people said; `reference` is the number it has elsewhere (12345).
    `urgency` empty: as its category says.
    """

    area: UUID
    words: str
    category: str
    channel: Channel
    received_by: UUID | None
    raised_at: datetime
    household: UUID | None = None
    item: UUID | None = None
    urgency: str = ""
    quantity: float | None = None
    unit: str = ""
    wished: str = ""
    wanted_on: date | None = None
    is_longstanding: bool = False
    reference: str = ""
    caller: str = ""


@transaction.atomic
def open_by_hand(raised: Raised, *, actor: Any, now: datetime) -> Problem:
    """Open a problem at the desk: somebody called, came, or wrote. Raises ProblemsRefused: no-policy,
    words-needed, too-long, unknown-category, unknown-reason."""
    ground = ground_at(now)
    said(raised.words)
    if raised.category not in ground.ladder.categories:
        raise ProblemsRefused("unknown-category")
    if raised.urgency and raised.urgency not in ground.ladder.urgencies:
        raise ProblemsRefused("unknown-reason")
    (key,) = write_opened([raised], actor=actor, now=now, ground=ground)
    return Problem.objects.get(pk=key)


def write_opened(raised: Sequence[Raised], *, actor: Any, now: datetime, ground: Ground) -> list[UUID]:
    """Write problems with their first custody and their origin; returns their keys. Call it inside the
    action's transaction."""
    if not raised:
        return []
    numbers = _numbers(len(raised), now)
    keys = new_keys(len(raised))
    states: dict[tuple[str, str], State] = {}
    problems, custodies, origins, events = [], [], [], []
    for key, number, one in zip(keys, numbers, raised, strict=True):
        category = ground.ladder.category(one.category)
        urgency = one.urgency or category.urgency
        rung, holder = ground.holder(one.area, category.rung)
        if (rung, urgency) not in states:
            states[rung, urgency] = moves.opened(rung, urgency, now, ground.ladder, ground.times)
        state = states[rung, urgency]
        problems.append(_problem_row(key, number, one, state, holder, now, ground))
        custodies.append(
            (new_key(), key, rung, holder, one.received_by, How.FIRST.value, now, one.received_by, None)
            + (state.begins, state.due_at, None, None, None, None)
        )
        origins.append(
            (new_key(), key, one.item, one.household, one.channel.value, one.reference, one.caller)
            + (one.raised_at, one.received_by, None)
        )
        after = {"number": number, "category": one.category, "channel": one.channel.value, "rung": rung}
        after |= {"due": state.due_at.isoformat()}
        after |= {"household": str(one.household)} if one.household else {}
        by = one.received_by if actor is None else None
        events.append(Note("problem.opened", "problem", key, one.area, after=after, actor_id=by))
    insert_rows(Problem, problems)
    insert_rows(Custody, custodies)
    insert_rows(Origin, origins)
    record_many(events, actor=actor, now=now)
    return keys


def most_urgent(ladder: Ladder, category: str) -> str:
    """How urgent something is of which somebody says that it cannot wait: as its category where that counts
    hours, else the urgency with the fewest hours."""
    own = ladder.urgency(ladder.category(category).urgency)
    if own.hours is not None:
        return own.code
    pressing = [one for one in ladder.urgencies.values() if one.hours is not None]
    return min(pressing, key=lambda one: one.hours or 0).code if pressing else own.code


def _problem_row(
    key: UUID, number: str, one: Raised, state: State, holder: UUID, now: datetime, ground: Ground
) -> tuple[Any, ...]:
    """In the order of the columns of `Problem`."""
    return (
        (key, number, one.household, one.area, ground.town(one.area), one.category, one.words.strip())
        + (one.quantity, one.unit.replace("\0", ""), one.wished.strip(), one.wanted_on, one.channel.value)
        + (one.is_longstanding, now, *standing(state).values(), ladders.next_at(state, ground.ladder))
        + (holder, one.received_by, None, "")
    )


def _numbers(count: int, now: datetime) -> Iterator[str]:
    """The next numbers of the year, as in 连-2026-000123; nobody else gets them."""
    year = timezone.localdate(now).year
    found, _is_new = YearCount.objects.select_for_update().get_or_create(year=year)
    first = found.last + 1
    found.last += count
    found.save(update_fields=["last"])
    return (f"连-{year}-{number:06}" for number in range(first, first + count))
