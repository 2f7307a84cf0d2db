"""One list of households as somebody wished for it: which ones, how many, in which order, and which page."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from lianxin.desk.figures import tally
from lianxin.desk.households import marks
from lianxin.desk.households.rows import Row, rows_of
from lianxin.desk.paging import Page, page_along, page_of
from lianxin.desk.places import Place
from lianxin.registry.models import Household

NUMBER, CHANGED = "number", "changed"


@dataclass(frozen=True)
class Wish:
    """What stands in the address of a list, read and found to make sense. Edges depend on the order."""

    tier: str = ""
    mark: str = ""
    sort: str = NUMBER
    after: Any = None
    before: Any = None


class Listing:
    """The households of a place that fit a wish. Counts and rows come from the same conditions."""

    def __init__(self, place: Place, person: Any, wish: Wish, today: date) -> None:
        self.place = place
        self.person = person
        self.wish = wish
        self.today = today
        self.tally = tally(place, person)

    @property
    def sort(self) -> str:
        """By number where no household stands in a class."""
        return NUMBER if self.wish.mark == marks.AWAY else self.wish.sort

    @cached_property
    def tiers(self) -> dict[str, int]:
        """Households per class among those with the mark."""
        if self.wish.mark in ("", marks.AWAY):
            return self.tally.counts
        return marks.tiers_marked(self.place, self.person, self.wish.mark, self.today)

    @cached_property
    def marks(self) -> dict[str, int]:
        """Households per mark among those of the class."""
        wish, known = self.wish, {}
        if wish.mark not in ("", marks.AWAY):
            known[wish.mark] = self.tiers[wish.tier] if wish.tier else self.all
        return marks.count_marks(self.place, self.person, wish.tier, self.today, known)

    @property
    def all(self) -> int:
        """How many there are whatever their class."""
        return sum(self.tiers.values())

    @property
    def total(self) -> int:
        """How many are listed on all pages together."""
        if self.wish.mark == marks.AWAY:
            return self.marks[marks.AWAY]
        number = self.tiers[self.wish.tier] if self.wish.tier else self.all
        is_counted = self.wish.mark or self.wish.tier not in ("", "unassessed")
        return number if is_counted or self.sort == NUMBER else number - self.tally.unjudged

    def households(self) -> QuerySet[Household]:
        """All of them, in no order, as keys to act on or rows to write out."""
        wish = self.wish
        return marks.households(
            self.place, self.person, self.tally, tier=wish.tier, mark=wish.mark, today=self.today
        )

    @cached_property
    def page(self) -> Page:
        """The page of households; its edges are texts for an address."""
        wish = self.wish
        if self.sort == NUMBER:
            found = self.households().select_related("area")
            return page_of(found, "number", after=wish.after, before=wish.before)
        standings = marks.standings(
            self.place, self.person, tier=wish.tier, mark=wish.mark, today=self.today
        ).only("since_on")
        columns = ("since_on", "household_id")
        page = page_along(standings, columns, after=wish.after, before=wish.before, newest_first=True)
        keys = [standing.household_id for standing in page.rows]
        found = Household.objects.select_related("area").in_bulk(keys)
        return Page([found[key] for key in keys], edge_text(page.before), edge_text(page.after))

    @cached_property
    def rows(self) -> list[Row]:
        return rows_of(self.page.rows)


def edge_text(edge: tuple[date, UUID] | None) -> str | None:
    """`2026-11-22.01a2…`: a place in the order of what changed last."""
    return f"{edge[0]}.{edge[1].hex}" if edge else None


def read_edge(text: str) -> tuple[date, UUID]:
    """The place such a text names. Raises ValueError when it names none."""
    day, _, key = text.partition(".")
    return date.fromisoformat(day), UUID(key)
