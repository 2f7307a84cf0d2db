"""What the page of a household says of visits made: the latest, what is open, its card, what waits."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lianxin.desk.visits.listing import Brought, Line, brought, lines_of
from lianxin.desk.visits.words import form_today, titles_of
from lianxin.registry.models import Household
from lianxin.visits.models import Card, Item, Visit

LATEST = 3
OPEN = 5


@dataclass(frozen=True, slots=True)
class Met:
    """`open` are needs and advice that were not settled, the latest first; `more_open` those left out."""

    visits: list[Line]
    open: list[Brought]
    more_open: int
    card_left_at: datetime | None
    clashes: int
    families: int

    @property
    def latest_on(self) -> date | None:
        return self.visits[0].visit.visited_on if self.visits else None


def met_at(household: Household, person: Any, today: date) -> Met:
    """What visits found at a home that the person sees; about a dozen small queries."""
    made = Visit.objects.made_to(household).select_related("area", "staff").defer("told", "note")
    latest = list(made[:LATEST])
    items = Item.objects.filter(household=household).exclude(kind="effect").open()
    listed = list(items.order_by("-is_urgent", "-raised_at", "-id")[: OPEN + 1])
    titles = titles_of([form_today(today)]) if latest or listed else {}
    more = items.count() - OPEN if len(listed) > OPEN else 0
    card = Card.objects.filter(household=household, ended_at=None).first()
    return Met(
        lines_of(latest, person, titles),
        [brought(item, titles) for item in listed[:OPEN]],
        more,
        card.left_at if card else None,
        household.clashes.filter(decided_at=None).count(),
        household.family_proposals.filter(decided_at=None).count(),
    )
