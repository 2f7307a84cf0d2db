"""One list of problems as somebody wished for it: which ones, how many with what, and which page.

All counts come from one statement: problems grouped by every column that a chip narrows to. What a chip says
is how many there would be with it, the other filters staying as they are.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import BooleanField, Case, Count, Q, QuerySet, Value, When
from django.utils import timezone

from lianxin.desk.caching import cached
from lianxin.desk.paging import Page, page_along
from lianxin.desk.places import Place
from lianxin.desk.problems.figures import problems_in
from lianxin.desk.problems.filters import FACETS, MARKS, Wish
from lianxin.desk.problems.lines import Line, lines_of
from lianxin.desk.problems.offices import offices_of
from lianxin.desk.problems.speech import Speech
from lianxin.desk.visits.listing import month_after
from lianxin.policies.ladder.parts import Ladder
from lianxin.problems import queries
from lianxin.problems.models import Problem

LONG = 2000
"""Problems from which on a month is counted every few minutes at most."""

COLUMNS = ("rung", "phase", "category", "channel", "end", "urgency")


@dataclass(frozen=True, slots=True)
class Kind:
    """Some problems that are alike in all that is counted; `marks`: those that they have."""

    facets: dict[str, str]
    marks: frozenset[str]
    number: int


class Listing:
    """The problems of a place that fit a wish. Counts and rows come from the same conditions."""

    def __init__(self, place: Place, person: Any, wish: Wish, speech: Speech) -> None:
        self.place, self.person, self.wish, self.speech = place, person, wish, speech

    @property
    def month(self) -> date:
        """The month of ended ones: the one asked for, else the present one."""
        return self.wish.month or timezone.localdate(self.speech.now).replace(day=1)

    @cached_property
    def ladder(self) -> Ladder | None:
        return self.speech.ground.ladder if self.speech.ground else None

    @cached_property
    def all(self) -> QuerySet[Problem]:
        """Those in the place that are open, or that ended in the month."""
        found = problems_in(self.place, self.person)
        if not self.wish.is_ended:
            return found.open()
        zone = timezone.get_default_timezone()
        begins, ends = (
            datetime.combine(day, datetime.min.time(), zone) for day in (self.month, month_after(self.month))
        )
        return found.filter(ended_at__gte=begins, ended_at__lt=ends)

    def problems(self) -> QuerySet[Problem]:
        """Those that fit the wish, in no order."""
        found = self.all
        for name, code in self.wish.facets.items():
            found = found.filter(**{f"{name}__in": self._within(name, code)})
        for mark in self.wish.marks:
            found = found.filter(self._has(mark))
        return found

    @cached_property
    def kinds(self) -> list[Kind]:
        """All of them, counted by every column at once.

        Of a long month of ended ones what was counted is cached for minutes, as long as no other ended.
        """
        number = self.all.order_by().count() if self.wish.is_ended else 0
        if number < LONG:
            return self._counted()
        about = (self.person.pk, self.place.code, self.month, number)
        return cached(("ended problems", *about), self._counted)

    def _counted(self) -> list[Kind]:
        told = {
            mark: Case(
                When(self._has(mark), then=Value(True)), default=Value(False), output_field=BooleanField()
            )
            for mark in ("overdue", "mine", "office")
        }
        names = {f"is_{mark}": case for mark, case in told.items()}
        rows = self.all.order_by().annotate(**names).values(*COLUMNS, "is_longstanding", *names)
        found = []
        for row in rows.annotate(number=Count("*")):
            marks = {mark for mark in (*told, "longstanding") if row[f"is_{mark}"]}
            marks |= {"urgent"} if self.speech.is_urgent(row["urgency"]) else set()
            facets = {name: row[name] for name in FACETS}
            found.append(Kind(facets, frozenset(marks), row["number"]))
        return found

    @cached_property
    def total(self) -> int:
        """How many are listed on all pages together."""
        return sum(kind.number for kind in self._fitting(""))

    def by(self, facet: str) -> Counter[str]:
        """How many there would be with each value of a column."""
        found: Counter[str] = Counter()
        for kind in self._fitting(facet):
            found[kind.facets[facet]] += kind.number
        if facet != "category":
            return found
        tops: Counter[str] = Counter()
        for code, number in found.items():
            tops[self._top(code)] += number
        return tops

    def marked(self) -> Counter[str]:
        """How many there would be with each mark."""
        return Counter(
            {mark: sum(one.number for one in self._fitting(mark) if mark in one.marks) for mark in MARKS}
        )

    @property
    def all_number(self) -> int:
        return sum(kind.number for kind in self.kinds)

    @cached_property
    def page(self) -> Page:
        """A page: open ones by the nearest deadline, ended ones by the latest end; edges are texts.

        Their keys are found first: thousands with all that a line shows take much longer to put in order.
        """
        order = ("ended_at" if self.wish.is_ended else "due_at", "pk")
        page = page_along(
            self.problems().values_list(*order, named=True),
            order,
            after=self.wish.after,
            before=self.wish.before,
            newest_first=self.wish.is_ended,
        )
        rows = queries.in_order(one.pk for one in page.rows)
        return Page(rows, _edge(page.before), _edge(page.after))

    @cached_property
    def lines(self) -> list[Line]:
        return lines_of(self.page.rows, self.person, self.speech)

    @cached_property
    def _missed(self) -> list[tuple[Kind, frozenset[str]]]:
        """The kinds, each with the filters of the wish that it does not fit."""
        wanted = {name: set(self._within(name, code)) for name, code in self.wish.facets.items()}
        marks = self.wish.marks
        return [
            (
                kind,
                (marks - kind.marks).union(
                    name for name, codes in wanted.items() if kind.facets[name] not in codes
                ),
            )
            for kind in self.kinds
        ]

    def _fitting(self, without: str) -> Iterable[Kind]:
        """The kinds that fit the wish, one of its filters left aside."""
        for kind, missed in self._missed:
            if not missed - {without}:
                yield kind

    def _within(self, name: str, code: str) -> list[str]:
        """A category means everything below it, too."""
        if name != "category" or self.ladder is None:
            return [code]
        return [code, *(one.code for one in self.ladder.categories.values() if code in one.path)]

    def _top(self, code: str) -> str:
        known = self.ladder.categories if self.ladder else {}
        return known[code].path[0] if code in known else code

    def _has(self, mark: str) -> Q:
        match mark:
            case "overdue":
                return Q(ended_at=None, due_at__lt=self.speech.now)
            case "urgent":
                codes = (
                    [one.code for one in self.ladder.urgencies.values() if one.is_in_hours]
                    if self.ladder
                    else []
                )
                return Q(urgency__in=codes)
            case "mine":
                return Q(owner=self.person)
            case "office":
                return Q(holder__in=self._offices)
        return Q(is_longstanding=True)

    @cached_property
    def _offices(self) -> list[Any]:
        return offices_of(self.person)


def _edge(edge: tuple[Any, ...] | None) -> str | None:
    """How an address names an edge."""
    return f"{edge[0].isoformat()}~{edge[1]}" if edge else None
