"""Duties into trips: what lies together is visited on one day, within its window and within the limits. Pure.

Cadre by cadre, the visit whose time runs out first is given the day on which most others can be taken along:
doors of the same village, or not far off the way, where people are at home at the same time. What is no round
goes first. A visit of two is fixed by the trip of the one who is planned first; the other is there at that
moment. The order at the doors is then the best there is (`ordering`). Where visits find no room because
others were taken along too early, the cadre's rounds are planned again, each in its own week.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from lianxin.planning.routes.agenda import DAYS_FULL, Agenda
from lianxin.planning.routes.days import Door, Meeting
from lianxin.planning.routes.stretch import Stretch
from lianxin.planning.routes.table import Table
from lianxin.planning.standards import Standards
from lianxin.planning.vocabulary import Duty, Id, Trip, Unplanned
from lianxin.workdays import Calendar

NO_MEETINGS: Mapping[Id, Meeting] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Plan:
    """`trips` in order of cadre and day; `unplanned`: duties that found no day, and why."""

    trips: tuple[Trip, ...]
    unplanned: tuple[Unplanned, ...]


def bundle(
    duties: Iterable[Duty],
    doors: Mapping[Id, Door],
    bases: Mapping[Id, tuple[float, float]],
    *,
    start: date,
    end: date,
    standards: Standards,
    calendar: Calendar,
    kept: Iterable[Trip] = (),
    meetings: Mapping[Id, Meeting] = NO_MEETINGS,
    only: Collection[Id] | None = None,
) -> Plan:
    """Plan trips from `start` to `end` for all duties that open in that time or earlier, the overdue too.

    `doors`: where each home is, or each village to which a duty without a home goes. `bases`: where each
    cadre's days begin, in degrees. `kept`: trips that stand already: their days stay as they are and count
    for their week. No day has more doors than `day_stops` or takes longer than `day_minutes`, no week has
    more doors than `week_visits`. `meetings`: by duty, what others' trips have fixed. `only`: the cadres to
    be planned, where some duties are owed by others too. Raises PlanningError `year_unknown` (see
    `rounds.quiet`).
    """
    stretch = Stretch.between(start, end, standards, calendar)
    of_cadre: dict[Id, list[Duty]] = {}
    for duty in duties:
        if duty.opens_on <= end:
            of_cadre.setdefault(duty.cadre, []).append(duty)
            if duty.companion is not None:
                of_cadre.setdefault(duty.companion, []).append(replace(duty, cadre=duty.companion))
    fixed = dict(meetings)
    standing: dict[Id, list[Trip]] = {}
    for trip in kept:
        standing.setdefault(trip.cadre, []).append(trip)
    trips: list[Trip] = []
    unplanned: list[Unplanned] = []
    for cadre, own in of_cadre.items():
        if only is not None and cadre not in only:
            continue
        table = Table(own, doors, bases[cadre], stretch, fixed)
        known = table, bases[cadre], stretch, standing.get(cadre, ())
        agenda = Agenda(*known).fill()
        if any(one.code == DAYS_FULL for one in agenda.unplanned):
            strict = Agenda(*known, week_by_week=True).fill()
            agenda = min(agenda, strict, key=lambda one: len(one.unplanned))
        trips += [agenda.by_day[day] for day in sorted(agenda.by_day)]
        fixed |= _fixed_by(agenda)
        unplanned += agenda.unplanned
    return Plan(tuple(trips), tuple(unplanned))


def _fixed_by(agenda: Agenda) -> dict[Id, Meeting]:
    """The visits of two in these trips, by duty."""
    return {
        duty.id: Meeting(day, stop.arrives)
        for day, trip in agenda.by_day.items()
        for stop in trip.stops
        for duty in stop.duties
        if duty.companion is not None and duty.id is not None
    }
