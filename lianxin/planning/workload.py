"""Who owes more visits in a week ahead than the policy allows."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Case, Count, IntegerField, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.pairing.cadres import NO_TOWN, Places, cadres_on
from lianxin.planning.levelling import Overload, overload
from lianxin.planning.models import Duty, DutyQuerySet
from lianxin.planning.reading import as_told, standards_on
from lianxin.policies.calendars.in_force import calendar_in_force

WEEK = timedelta(days=7)
COLLEAGUES = 8  # asked for each overloaded cadre, the nearest first
LATEST_WEEKS = 6  # beyond those looked at, in which a round that opens within them may be meant
SAME_VILLAGE, SAME_TOWN = 3, 6
"""Points of a colleague's visit, in weeks that one of one's own is moved: it means a new face at the door."""


def overdue_today(*, now: datetime) -> int:
    """How many visits are overdue now in the whole district."""
    return Duty.objects.overdue(timezone.localdate(now)).count()


def overloaded(*, today: date, weeks: int = 6, areas: Sequence[Area] | None = None) -> list[Overload]:
    """The cadres who owe too much in some week ahead, with the cheapest way out (`levelling.overload`).

    With `areas`, those who owe visits there. Raises PlanningRefused `no-policy`.
    """
    first = _monday(today)
    end = first + WEEK * weeks
    allowed = standards_on(today).week_visits
    ahead = Duty.objects.open().filter(opens_on__lt=end).order_by()
    if areas is not None:
        here = ahead.filter(area__in=Area.objects.within_ids(*areas)).values_list("staff", flat=True)
        ahead = ahead.filter(staff__among=list(here.distinct()))
    concerned = _concerned(ahead, first, weeks, allowed)
    if not concerned:
        return []
    colleagues = _colleagues(concerned, today)
    who = concerned | {key for near in colleagues.values() for key, _ in near}
    rows = Duty.objects.open().filter(staff__among=list(who), opens_on__lt=end, due_on__gte=today)
    duties = [as_told(row) for row in rows]
    return overload(duties, dict.fromkeys(who, allowed), colleagues=colleagues, calendar=calendar_in_force())


def _concerned(ahead: DutyQuerySet, first: date, weeks: int, allowed: int) -> set[UUID]:
    """Who owes more doors in some week than are allowed, counted by the database."""
    starts = [first + WEEK * (at + 1) for at in range(weeks + LATEST_WEEKS)]
    week = Case(
        *(When(day__lt=start, then=at) for at, start in enumerate(starts)),
        default=len(starts),
        output_field=IntegerField(),
    )
    rows = ahead.annotate(day=Coalesce("planned_on", "opens_on")).annotate(week=week)
    by_week = rows.values_list("staff", "week")
    many = by_week.annotate(duties=Count("pk")).filter(duties__gt=allowed).values_list("staff", flat=True)
    doors = Count(Coalesce("household", "area"), distinct=True)
    over = by_week.filter(staff__among=list(set(many))).annotate(doors=doors).filter(doors__gt=allowed)
    return {staff for staff, _week, _doors in over}


def _colleagues(concerned: set[UUID], today: date) -> dict[UUID, Sequence[tuple[UUID, int]]]:
    """Who could stand in for each: cadres of his village first, then others of his town."""
    places = Places()
    of_town: dict[int, list[tuple[UUID, UUID]]] = {}
    at: dict[UUID, tuple[int, UUID]] = {}
    for cadre in cadres_on(today, places):
        town = places.town[cadre.lives_in]
        of_town.setdefault(town, []).append((cadre.key, cadre.lives_in))
        at[cadre.key] = town, cadre.lives_in
    found: dict[UUID, Sequence[tuple[UUID, int]]] = {}
    for key in concerned:
        town, village = at.get(key, (NO_TOWN, key))
        near = [
            (other, SAME_VILLAGE if place == village else SAME_TOWN)
            for other, place in of_town.get(town, ())
            if other not in concerned
        ]
        found[key] = sorted(near, key=lambda one: one[1])[:COLLEAGUES]
    return found


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
