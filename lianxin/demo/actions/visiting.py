"""The demo's visits go into the register: what was owed and visited, by whoever had the home then.

Rounds are duties that were met; what was tried in vain was excused. All of it is what phones, corridor and
planning would have written (`visits.actions.write_past`), each visit at the moment it was received.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import numpy as np
from django.db import transaction
from django.utils import timezone

from lianxin.classification.vocabulary import BY_CODE
from lianxin.databases.inserting import insert_rows
from lianxin.demo.county import generator
from lianxin.demo.doorstep import talk_of
from lianxin.demo.hours import DAY, hours_of
from lianxin.demo.keepers import Keepers
from lianxin.demo.owed import HINDRANCES, Owed, monday_of, owed_of
from lianxin.demo.records import Diary, Register
from lianxin.demo.rounds import Days, days_of
from lianxin.demo.telling import Office, tell
from lianxin.ledger.actions import Note
from lianxin.ledger.keys import new_keys
from lianxin.planning.models import Duty, Excuse
from lianxin.planning.vocabulary import Reason
from lianxin.visits.actions import Told
from lianxin.visits.actions.writing_past import write_past
from lianxin.visits.models import Missed

TRIED_AT = 10 * 3600 + 1200  # seconds after midnight
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """A part of the year: what happens from the day of `since` on and is received from then until `until`.

    `visits`: those on which facts were told, which are written with the rest; `besides`: what else the ledger
    is told meanwhile, in order of time.
    """

    since: datetime
    until: datetime
    visits: Sequence[Told] = ()
    besides: Sequence[tuple[datetime, Note]] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Visiting:
    """Everything that the visits of a stretch are written from. `half`: names the homes that are concerned,
    whose draws are their own."""

    diary: Diary
    register: Register
    keepers: Keepers
    office: Office
    stretch: Stretch
    half: int = 0


@transaction.atomic
def visit_homes(visiting: Visiting) -> None:
    """Write the visits of a stretch, the duties they met and the tries in vain."""
    stretch, diary = visiting.stretch, visiting.diary
    rng = generator(diary.county.seed, "visits", _day(stretch.since), visiting.half)
    days = _days(visiting)
    owed = _owed(visiting, days, rng)
    keys = iter(new_keys(int(days.is_round.sum())))
    duties = [next(keys) if is_round else None for is_round in days.is_round.tolist()]
    hours = hours_of(days, visiting.keepers.manner, diary.county.homes.remote, rng)
    order = np.argsort(days.day * DAY + hours.sent, kind="stable").tolist()
    told = tell(
        days,
        hours,
        talk_of(days, visiting.keepers.manner, diary.shares, rng),
        office=visiting.office,
        asker=diary.asker,
        known=visiting.register.known,
        staff=visiting.keepers.keys,
        duties=duties,
        order=order,
        between=(stretch.since, stretch.until),
        luck=rng.random(len(order)).tolist(),
    )
    insert_rows(Duty, list(_duty_rows(visiting, days, owed, duties)))
    besides = sorted([*stretch.besides, *_try(visiting, days, owed, duties)], key=lambda one: one[0])
    ons, due = days.day.tolist(), owed.due.tolist()
    visits: list[tuple[Told, Sequence[Note]]] = [
        (one, _met(one, ons[at], due[at])) for one, at in zip(told, order, strict=True)
    ]
    visits += [(one, ()) for one in stretch.visits]
    visits.sort(key=lambda pair: pair[0].received_at)
    write_past([one for one, _ in visits], [notes for _, notes in visits], besides)


def _days(visiting: Visiting) -> Days:
    diary, stretch = visiting.diary, visiting.stretch
    return days_of(
        visiting.register.spells,
        begun=diary.begun,
        keeper=visiting.keepers.keeper,
        manner=visiting.keepers.manner,
        free=visiting.register.free,
        span=(_day(stretch.since), _day(stretch.until)),
        seen=diary.seen,
        shifts=diary.shifts,
    )


def _owed(visiting: Visiting, days: Days, rng: np.random.Generator) -> Owed:
    years = {day: date(date.fromordinal(day).year, 1, 1).toordinal() for day in set(days.day.tolist())}
    year = np.array([years[day] for day in days.day.tolist()], np.int64)
    register = visiting.register
    return owed_of(
        days,
        manner=visiting.keepers.manner,
        width=register.width[register.tier_on(days.home, days.day)],
        known=np.maximum(visiting.diary.begun[days.home], year),
        again=register.again,
        rng=rng,
    )


def _day(moment: datetime) -> int:
    return timezone.localdate(moment).toordinal()


def _duty_rows(visiting: Visiting, days: Days, owed: Owed, duties: Sequence[UUID | None]) -> Iterator[Row]:
    """The rounds, met on the day of their visits, in the order of the columns of `Duty`."""
    register, staff = visiting.register, visiting.keepers.keys
    times = register.times.tolist()
    whys = [{"tier": tier.value, "times": times[code]} for code, tier in enumerate(BY_CODE)]
    tiers = register.tier_on(days.home, days.day).tolist()
    columns = (days.home, days.cadre, days.day, owed.opens, owed.due, monday_of(owed.opens), owed.known)
    rows = zip(duties, tiers, *(column.tolist() for column in columns), strict=True)
    on = date.fromordinal
    for duty, tier, home, cadre, day, opens, due, monday, known in rows:
        if duty is not None:
            where = register.known.homes[home]
            yield (
                (duty, *where, staff[cadre], None, Reason.ROUND.value, whys[tier], on(opens), on(due))
                + (on(monday), register.minutes, on(known), on(day), Duty.DONE)
            )


def _met(told: Told, day: int, due: int) -> list[Note]:
    """What the ledger is told of the duty that a visit met."""
    if not told.payload.duties:
        return []
    on = date.fromordinal(day).isoformat()
    after: dict[str, Any] = {"on": on, "reason": Reason.ROUND.value, "duties": 1}
    if day > due:
        after["late"] = True
    return [
        Note("duty.done", "household", told.household_id, told.area_id, after=after, actor_id=told.staff_id)
    ]


def _try(
    visiting: Visiting, days: Days, owed: Owed, duties: Sequence[UUID | None]
) -> list[tuple[datetime, Note]]:
    """Write down who was not met first; returns what the ledger is to be told of it."""
    missed: list[Row] = []
    excuses: list[Row] = []
    notes: list[tuple[datetime, Note]] = []
    register, office = visiting.register, visiting.office
    for at in np.flatnonzero(owed.tried).tolist():
        tried, code = int(owed.tried[at]), HINDRANCES[int(owed.hindrance[at])]
        duty, by = duties[at], visiting.keepers.keys[int(days.cadre[at])]
        home, area = register.known.homes[int(days.home[at])]
        key, op_id, excuse = new_keys(3)
        moment, on = max(office.at(tried, TRIED_AT), visiting.stretch.since), date.fromordinal(tried)
        missed.append((key, op_id, home, area, duty, by, code, on, "", moment, moment, Missed.EXCUSED))
        excuses.append((excuse, duty, code, on, "", moment, by, False, None, None, None))
        told = {"code": code, "tried_on": on.isoformat()}
        for kind, more in (("visit.missed", {"missed": str(key)}), ("duty.excused", {"waits": False})):
            notes.append((moment, Note(kind, "household", home, area, after=told | more, actor_id=by)))
    insert_rows(Missed, missed)
    insert_rows(Excuse, excuses)
    return notes
