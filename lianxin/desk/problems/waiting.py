"""Problems on the first page and on 总览: what waits, how the area stands, and how that came about."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.desk.caching import cached
from lianxin.desk.places import Place
from lianxin.desk.planning.waiting import OFFICE, Line
from lianxin.desk.problems.board import Column, board_address, board_from
from lianxin.desk.problems.figures import problems_in
from lianxin.desk.problems.promises import Share, share_of
from lianxin.desk.problems.speech import Speech
from lianxin.desk.problems.trends import course_title, first_days
from lianxin.people.access import holds, may
from lianxin.problems import queries
from lianxin.problems.excluded import left_out
from lianxin.problems.figures import ended_by_month, lying, opened_by_month
from lianxin.problems.models import Problem, Promise


def lines_of(place: Place, person: Any, now: datetime) -> list[Line]:
    """A person's own problems past their day and promises due today; for the office those of its place, too.
    Lines without a number are left out."""
    if not may(person, "problem.see"):
        return []
    today, mine = timezone.localdate(now), reverse("desk:problems")
    promised = Promise.objects.standing().due_between(today, today)
    lines = [
        Line(Problem.objects.of(person).overdue(now).order_by().count(), _("件您的问题过了期限"), mine),
        Line(promised.filter(problem__owner=person).count(), _("件您的承诺今天到期"), mine),
    ]
    if holds(person, *OFFICE):
        here = f"?area={place.code}"
        problems = problems_in(place, person)
        due = queries.promise_calendar(problems, today, today).order_by().count()
        day = f"{reverse('desk:promises')}{here}&on={today.isoformat()}"
        late = problems.overdue(now).order_by().count() - left_out(problems).overdue(now).count()
        lines += [
            Line(due, _("件对群众的承诺今天到期"), day),
            Line(late, _("件问题过了期限"), f"{reverse('desk:problems-late')}{here}"),
        ]
    return [line for line in lines if line.number]


def kept_this_month(place: Place, person: Any, today: date) -> Share:
    """How the promises that fell due this month until today were kept; cached for some minutes."""
    key = ("promises kept", person.pk, place.code, place.households, today)
    problems = problems_in(place, person)
    return share_of(cached(key, lambda: queries.kept_by_town(problems, today.replace(day=1), today)))


@dataclass(frozen=True, slots=True)
class Glance:
    """How a place stands: its rungs, and what came in and ended month by month."""

    columns: list[Column]
    title: str
    rows: list[tuple[date, int, int]]
    address: str

    @property
    def open(self) -> int:
        return sum(column.open for column in self.columns)

    @property
    def overdue(self) -> int:
        return sum(column.overdue for column in self.columns)


def glance_of(place: Place, person: Any, now: datetime) -> Glance | None:
    """For 总览; None for whoever sees no problems. Remembered for some minutes: it stands beside numbers that
    change by the day."""
    if not may(person, "problem.see"):
        return None
    speech, firsts = Speech.at(now), first_days(timezone.localdate(now))
    problems = problems_in(place, person)
    lies = cached(("problems lying", person.pk, place.code, place.households), lambda: lying(problems, now))
    opened, ended = cached(
        ("problems by month", person.pk, place.code, place.households, tuple(firsts)),
        lambda: (opened_by_month(problems, firsts), ended_by_month(problems, firsts)),
    )
    begin = next((at for at, number in enumerate(opened) if number), len(opened))
    board = board_from(lies, place, speech, ())
    return Glance(
        board.columns,
        course_title(opened[begin:], ended[begin:]),
        list(zip(firsts[begin:-1], opened[begin:], ended[begin:], strict=True)),
        board_address(place.code),
    )
