"""The numbers of planning: visits in sight, by the day they are due, and what waits for an answer."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q

from lianxin.areas.models import Area
from lianxin.desk.places import Place
from lianxin.desk.planning.weeks import monday_of
from lianxin.desk.planning.words import weekday
from lianxin.people.access import in_care, within_sight
from lianxin.planning.models import Duty, DutyQuerySet, Excuse, Report
from lianxin.registry.models import Household

DAYS = 7


def duties_in(place: Place, person: Any) -> DutyQuerySet:
    """The duties a person sees in a place: of its areas, and of the homes in his own care."""
    return Duty.objects.filter(in_sight(person), _inside(place))


def owed_by(person: Any) -> tuple[DutyQuerySet, DutyQuerySet]:
    """What a person owes himself, and as the companion of a hand-over: each has its own index."""
    owed = Duty.objects.open().order_by()  # an order by due days would lead the database to their index
    return owed.filter(staff=person), owed.filter(companion=person)


def excuses_in(place: Place, person: Any) -> Any:
    """Excuses that wait for somebody's approval in a place."""
    waiting = Excuse.objects.filter(needs_approval=True, decided_at=None)
    return waiting.filter(in_sight(person, way="duty__"), _inside(place, way="duty__"))


def reports_in(place: Place, person: Any) -> Any:
    """What was reported in a place and not withdrawn."""
    return Report.objects.standing().filter(in_sight(person), _inside(place))


def in_sight(person: Any, way: str = "") -> Q:
    """The condition for what lies at an area or a household in sight, at `way` (such as "duty__").

    It is empty, and so false, for whoever sees the whole district: to widen it, ask first whether it is.
    Homes in care are looked up first, so that the database may walk two indexes instead of all duties.
    """
    near = within_sight(person, "planning.see", field=f"{way}area_id")
    if not near:
        return near  # the whole district
    cared = Household.objects.filter(in_care(person, "planning.see")).order_by().values("pk")
    return near | Q(**{f"{way}household__in": cared})


def _inside(place: Place, way: str = "") -> Q:
    if place.area is None or place.is_whole_district:
        return Q()
    return Q(**{f"{way}area__in": Area.objects.within_ids(place.area)})


@dataclass(frozen=True, slots=True)
class Day:
    """One cell of the calendar: how many visits have it as their last day."""

    on: date
    due: int
    is_inside: bool


@dataclass(frozen=True, slots=True)
class Week:
    monday: date
    days: list[Day]

    @property
    def due(self) -> int:
        return sum(day.due for day in self.days)


@dataclass(frozen=True, slots=True)
class Month:
    """The weeks that touch a month, from Monday to Sunday."""

    first: date
    weeks: list[Week]

    @property
    def before(self) -> date:
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        return (self.first + timedelta(days=31)).replace(day=1)

    @property
    def due(self) -> int:
        return sum(day.due for week in self.weeks for day in week.days if day.is_inside)

    @property
    def weekdays(self) -> list[str]:
        return [weekday(day.on) for day in self.weeks[0].days]

    @property
    def busiest(self) -> int:
        """The most visits due on one day, at least 1."""
        return max(1, *(day.due for week in self.weeks for day in week.days))


def month_of(duties: DutyQuerySet, first: date) -> Month:
    """Open duties by the day they are due, over the weeks that touch the month of `first`: one query."""
    begins = monday_of(first)
    mondays = [begins]
    while (following := mondays[-1] + timedelta(days=DAYS)).month == first.month:
        mondays.append(following)
    ends = mondays[-1] + timedelta(days=DAYS - 1)
    rows = duties.open().filter(due_on__range=(begins, ends)).order_by().values_list("due_on")
    due = dict(rows.annotate(number=Count("*")))
    return Month(first, [_week(monday, due, first.month) for monday in mondays])


def _week(monday: date, due: dict[date, int], month: int) -> Week:
    days = [monday + timedelta(days=step) for step in range(DAYS)]
    return Week(monday, [Day(on, due.get(on, 0), on.month == month) for on in days])
