"""What the demo's cadres owe to homes that gave advice, and how they answer. Pure; rates are chosen by us."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from lianxin.demo.problems import words
from lianxin.demo.problems.clockwork import Clockwork
from lianxin.problems.clocks import after_workdays

LATE, NEVER = 0.06, 0.01
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Owed:
    """An answer that is owed to a home, and the answer itself once it was given."""

    item: UUID
    household: UUID | None
    area: UUID
    owner: UUID
    owed_from: datetime
    due_at: datetime
    is_provisional: bool
    answered_at: datetime | None
    words: str


def answers(
    asked: Sequence[tuple[UUID, UUID | None, UUID, UUID, datetime]],
    clocks: Clockwork,
    luck: Random,
    *,
    until: datetime,
) -> Iterator[Owed]:
    """`asked`: (item, household, area, who was told it, when), the first told first."""
    days = clocks.ladder.number("reply_workdays")
    due = {}
    for item, home, area, owner, since in asked:
        day = clocks.times.day_of(since)
        if day not in due:
            due[day] = after_workdays(since, days, clocks.times)
        draw, share, said = luck.random(), luck.random(), luck.choice(words.REPLIES)
        at = since + (due[day].at - since) * (0.1 + 0.85 * share)
        if draw < LATE:
            at = due[day].at + DAY * (1 + 5 * share)
        at = clocks.at_work(at)
        is_given = draw < 1 - NEVER and since < at <= until
        yield Owed(
            item, home, area, owner, since, *due[day], at if is_given else None, said if is_given else ""
        )
