"""What waits of visits on the first page: lines with a number, each leading to its list."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.desk.places import Place
from lianxin.desk.planning.figures import duties_in, excuses_in, owed_by
from lianxin.desk.planning.weeks import monday_of
from lianxin.people.access import holds, may
from lianxin.people.vocabulary import Role

OFFICE = (Role.TOWN_HEAD, Role.DISTRICT_DESK, Role.SUPERVISOR)
"""Who looks after the visits of a place; for everybody else his own come first."""


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    words: str
    address: str


def lines_of(place: Place, person: Any, today: date) -> list[Line]:
    """A cadre's own visits past their day, due this week, and open with a later day; for the office those of
    its place, and the excuses it must answer. Lines without a number are left out."""
    sunday = monday_of(today) + timedelta(days=6)
    begun = Q(due_on__lte=sunday) | Q(opens_on__lte=today)
    open_now = [on for owed in owed_by(person) for on in owed.filter(begun).values_list("due_on", flat=True)]
    due = [on for on in open_now if on <= sunday]
    overdue = sum(on < today for on in due)
    mine = reverse("desk:my-visits")
    lines = [
        Line(overdue, _("次您的走访过了期限"), mine),
        Line(len(due) - overdue, _("次您的走访这周到期"), mine),
        Line(len(open_now) - len(due), _("次您的走访可以去了，期限在后面"), mine),
    ]
    if holds(person, *OFFICE):
        calendar = f"{reverse('desk:visits-calendar')}?area={place.code}"
        late = duties_in(place, person).overdue(today).count()
        lines.append(Line(late, _("次走访过了期限"), f"{calendar}&show=overdue"))
    if may(person, "planning.edit"):
        asked = excuses_in(place, person).exclude(said_by=person).count()
        lines.append(Line(asked, _("条没走成的说明等人同意"), f"{reverse('desk:excuses')}?area={place.code}"))
    return [line for line in lines if line.number]
