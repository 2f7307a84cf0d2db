"""One day's doors into a trip, as many as fit. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lianxin.planning.routes.fitting import fit_day
from lianxin.planning.routes.ordering import Call, Route
from lianxin.planning.routes.travel import Ways, ways_between
from lianxin.planning.standards import Standards
from lianxin.planning.vocabulary import Duty, Id, Stop, Trip, Window

MOST_ON_THE_WAY = 120  # minutes home after the last window closes


@dataclass(frozen=True, slots=True)
class Door:
    """A place to go to, in degrees; None when nobody knows. `after_work`: people are there only then."""

    longitude: float | None
    latitude: float | None
    after_work: bool = False


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where somebody else's trip has fixed a visit of two: the day, and when it begins there."""

    day: date
    begins: int

    def window(self, minutes: int) -> Window:
        return Window(self.begins, self.begins + minutes)


@dataclass(frozen=True, slots=True)
class Visit:
    """One door on one day: the duties done there. The minutes are those of the longest duty. `is_fixed`:
    somebody else will be there at that moment."""

    longitude: float
    latitude: float
    windows: tuple[Window, ...]
    duties: tuple[Duty, ...]
    is_fixed: bool = False

    @property
    def call(self) -> Call:
        return Call(self.windows, max(duty.minutes for duty in self.duties))


def trip_through(
    visits: Sequence[Visit], cadre: Id, day: date, base: tuple[float, float], standards: Standards
) -> tuple[Trip | None, dict[int, str]]:
    """The trip through these doors, the most urgent first, and why each that is left out is (row, code).

    `base`: where the day begins and ends, in degrees. None when no door fits.
    """
    ways = ways_between(
        [base[0], *(one.longitude for one in visits)], [base[1], *(one.latitude for one in visits)], standards
    )
    opens = min(window.opens for one in visits for window in one.windows)
    closes = max(window.closes for one in visits for window in one.windows)
    begins = opens - min(ways.minutes[0][1:])  # at the nearest door when people are there
    for row, one in enumerate(visits):
        if one.is_fixed:
            begins = min(begins, one.windows[0].opens - ways.minutes[0][row + 1])
    ends = min(closes + MOST_ON_THE_WAY, begins + standards.day_minutes)
    fitted = fit_day(ways, [one.call for one in visits], begins=begins, ends=ends)
    left_out = {one.call: one.code for one in fitted.left_out}
    return _trip(fitted.route, ways, visits, cadre, day) if fitted.route.order else None, left_out


def _trip(route: Route, ways: Ways, visits: Sequence[Visit], cadre: Id, day: date) -> Trip:
    stops, here = [], 0
    for row, begins in zip(route.order, route.begins, strict=True):
        visit, km = visits[row], float(ways.km[here, row + 1])
        first = visit.duties[0]
        leaves = begins + visit.call.minutes
        stops.append(Stop(first.home, first.area, visit.duties, begins, leaves, round(km, 2)))
        here = row + 1
    km = sum(stop.km for stop in stops) + float(ways.km[here, 0])
    minutes = route.back - route.leaves
    return Trip(cadre, day, tuple(stops), minutes, round(km, 1), route.leaves, route.back)
