"""What the demo's register holds when its visits are drawn: homes, classes, whose they are. Reads only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np

from lianxin.classification.models import Tenure
from lianxin.databases.reading import keys_of, raw_rows
from lianxin.demo.county import County, generator
from lianxin.demo.doorstep import Asker, likely
from lianxin.demo.gaps import SURVEYS
from lianxin.demo.lives import Death, Departure, Life
from lianxin.demo.owed import HINDRANCES
from lianxin.demo.rounds import DAYS, Spells
from lianxin.demo.telling import Known
from lianxin.demo.timeline import TYPED_AFTER
from lianxin.demo.vocabulary import Floats, Ints
from lianxin.demo.work import HOME, NOWHERE, TOWNSHIP
from lianxin.demo.year import Change
from lianxin.planning.reading import CODE_OF, UNASSESSED, policies_on
from lianxin.planning.rounds.owing import visits_by_code
from lianxin.planning.rounds.quiet import quiet_days
from lianxin.planning.standards import even_gap
from lianxin.registry.models import Household, Resident
from lianxin.workdays import official

YEAR = 365
"""Days before the county's day from which on visits were written down."""


@dataclass(frozen=True, slots=True, eq=False)
class Diary:
    """What is known of the year's visits before the first of them.

    `begun`, `gone`: the days (ordinals) from which on each home is visited, and is no more there; `shares`:
    `doorstep.likely`; `shifts`: of the rounds and of what is done besides; `seen`: home and day on which
    facts were told; `names`: by number, whom one meets there.
    """

    county: County
    begun: Ints
    gone: Ints
    shares: Floats
    shifts: tuple[Floats, Floats]
    seen: Ints
    names: Mapping[str, Sequence[str]]
    asker: Asker


def open_diary(county: County, changes: Sequence[Change], lives: Sequence[Life]) -> Diary:
    """Pure. `changes`: all that is told in the year, what was as it was included."""
    rng, today = generator(county.seed, "visits"), county.today.toordinal()
    return Diary(
        county,
        begun(county),
        gone(county, lives),
        likely(county),
        (rng.random(county.homes.n), rng.random(county.homes.n)),
        np.unique([one.household * DAYS + today - one.days_ago for one in changes]).astype(np.int64),
        at_home(county, lives),
        Asker(),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Register:
    """What the tables say of the homes up to a day. `spells`: their classes (`tiers`: codes) from `begun` on;
    `free`: the days on which rounds are made; `times`, `width` by class: visits
    a year, and days within which one is to be made; `again`: days after which to try again, by hindrance."""

    known: Known
    spells: Spells
    tiers: Ints
    free: Ints
    times: Ints
    width: Ints
    minutes: int
    again: Ints

    def tier_on(self, home: Ints, day: Ints) -> Ints:
        """The class of each of these homes on a day that one of its spells holds."""
        spells = self.spells.home * DAYS + self.spells.first
        return self.tiers[np.searchsorted(spells, home * DAYS + day, side="right") - 1]


def read_register(diary: Diary, on: date) -> Register:
    """What the register holds on a day, when the year has been played up to it."""
    county, policies = diary.county, policies_on(on)
    standards = policies.standards
    times = visits_by_code(standards)
    row_of = {number: row for row, number in enumerate(county.numbers)}
    homes: list[tuple[UUID, UUID] | None] = [None] * county.homes.n
    raw: dict[Any, int] = {}
    for number, key, area in raw_rows(Household.objects.order_by().values_list("number", "pk", "area")):
        homes[row_of[number]] = tuple(keys_of([key, area]))
        raw[key] = row_of[number]
    spells, tiers = _spells(diary, raw, on, times)
    first = date.fromordinal(int(diary.begun.min()))
    calendar, quiet = official(), quiet_days(standards.numbers, first, on)
    days = (first + timedelta(days=ago) for ago in range((on - first).days + 1))
    free = np.array([one.toordinal() for one in days if calendar.is_workday(one) and one not in quiet])
    width = np.array([round(standards.window_share * even_gap(int(one))) for one in times])
    again = np.array([int(standards.numbers[f"again_{code}"]) for code in HINDRANCES])
    known = Known(homes, _members(diary, raw))
    return Register(known, spells, tiers, free, times, width, standards.visit_minutes, again)


def _spells(diary: Diary, raw: Mapping[Any, int], on: date, times: Ints) -> tuple[Spells, Ints]:
    """The classes of each home in order of time; before its first one it counts as not assessed."""
    held = Tenure.objects.order_by().values_list("household", "tier", "from_on", "to_on")
    rows = [(raw[home], CODE_OF[tier], _day(first)) for home, tier, first, _to in raw_rows(held)]
    rows += [(row, UNASSESSED, 0) for row in raw.values()]
    home, tier, first = np.array(rows, np.int64).reshape(-1, 3).T
    order = np.lexsort((first, home))
    home, tier, first = home[order], tier[order], first[order]
    after = np.r_[np.where(home[1:] == home[:-1], first[1:], on.toordinal()), on.toordinal()]
    all_of_them = Spells(home, tier.astype(np.float64), first, after)
    kept = all_of_them.within(diary.begun, diary.gone)
    tiers = kept.rate.astype(np.int64)
    return replace(kept, rate=times[tiers].astype(np.float64)), tiers


def _members(diary: Diary, raw: Mapping[Any, int]) -> dict[int, list[UUID]]:
    """By home, the keys of those whom one meets there, by name."""
    found: dict[int, list[tuple[str, Any]]] = {}
    numbers, nobody = diary.county.numbers, ()
    names = {home: diary.names.get(numbers[row], nobody) for home, row in raw.items()}
    for home, name, key in raw_rows(Resident.objects.order_by().values_list("household", "name", "pk")):
        if name in names[home]:
            found.setdefault(raw[home], []).append((name, key))
    return {row: keys_of([key for _name, key in sorted(some)]) for row, some in found.items()}


def begun(county: County) -> Ints:
    """The first day (ordinal) on which each home was visited: the day after its list came in, a year back at
    the most."""
    ago = np.minimum(np.array(SURVEYS)[county.gaps.survey] - TYPED_AFTER - 1, YEAR)
    return county.today.toordinal() - ago


def gone(county: County, lives: Sequence[Life]) -> Ints:
    """The day (ordinal) from which on each home is no more there."""
    today = county.today.toordinal()
    after = np.full(county.homes.n, today + 1)
    for one in lives:
        if isinstance(one, Departure):
            after[one.household] = today - one.days_ago
    return after


def at_home(county: County, lives: Sequence[Life]) -> dict[str, tuple[str, ...]]:
    """By number, the names of up to two grown members of each home who work nowhere or near it and live."""
    folk, work = county.folk, county.work
    dead = np.zeros(folk.m, bool)
    dead[[one.resident for one in lives if isinstance(one, Death)]] = True
    near = np.isin(work.works_at, (HOME, TOWNSHIP, NOWHERE))
    chosen = np.flatnonzero((folk.age >= 18) & near & ~dead)
    home = folk.home[chosen]
    new = np.r_[True, home[1:] != home[:-1]] if len(home) else np.zeros(0, bool)
    place = np.arange(len(home)) - np.maximum.accumulate(np.where(new, np.arange(len(home)), 0))
    found: dict[str, tuple[str, ...]] = {}
    for person, at in zip(chosen[place < 2].tolist(), home[place < 2].tolist(), strict=True):
        number = county.numbers[at]
        found[number] = (*found.get(number, ()), county.names[person])
    return found


def _day(raw: Any) -> int:
    """The ordinal of a date as the driver gives it."""
    return (raw if isinstance(raw, date) else date.fromisoformat(raw)).toordinal()
