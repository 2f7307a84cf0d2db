"""What the page of a household says of visits: the last one, and what is owed next and why."""

from dataclasses import dataclass
from datetime import date

from lianxin.desk.planning.words import deadline, why
from lianxin.planning.models import Duty
from lianxin.registry.models import Household

NEXT = 3


@dataclass(frozen=True, slots=True)
class Owed:
    duty: Duty
    why: str
    urgency: str
    until: str


@dataclass(frozen=True, slots=True)
class Card:
    last_on: date | None
    owed: list[Owed]


def card_of(household: Household, today: date, made_on: date | None = None) -> Card:
    """`made_on`: the latest visit that was recorded. Two queries; the visits owed by the day they are due."""
    duties = Duty.objects.filter(household=household)
    last = duties.filter(end=Duty.DONE).order_by("-ended_on").values_list("ended_on", flat=True).first()
    owed = duties.open().select_related("staff").order_by("due_on", "pk")[:NEXT]
    return Card(
        max(filter(None, (last, made_on)), default=None),
        [Owed(duty, why(duty), *deadline(duty, today)) for duty in owed],
    )
