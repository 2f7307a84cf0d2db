"""Which homes were seen in a season, by area: grouped by the database, an area at a time; never by person."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.areas.models import Area
from lianxin.databases.reading import keys_of, raw_rows
from lianxin.desk.caching import cached
from lianxin.desk.overview import schematic
from lianxin.desk.overview.cells import STEPS, Scale
from lianxin.desk.overview.schematic import Cell, Schematic
from lianxin.desk.places import Place, Spot, below_of
from lianxin.desk.planning.figures import duties_in
from lianxin.desk.visits.figures import visits_in
from lianxin.desk.words import said
from lianxin.planning.models import Duty
from lianxin.planning.rounds.seasons import ORDER, months_of, year_of_rounds
from lianxin.planning.standards import Standards
from lianxin.visits.vocabulary import Place as At

FIFTHS = Scale(200)
"""Steps of colour for shares that may be anything: a fifth each."""


@dataclass(frozen=True, slots=True)
class Span:
    """One season of the year of rounds, both days included; `code` names it in an address."""

    code: str
    title: str
    first: date
    last: date


def seasons_of(today: date, standards: Standards) -> list[Span]:
    """The seasons of this year of rounds and of the last one that have begun, the present one first."""
    first, last = year_of_rounds(today, standards)
    begins = [_begin(first.year, first.month, month) for month in months_of(standards)]
    earlier = [day.replace(year=day.year - 1) for day in begins]
    starts = [*earlier, *begins, last + timedelta(days=1)]
    spans = [
        Span(
            f"{season.value}-{start.year}",
            _("%(year)d年%(season)s") % {"year": start.year, "season": said(season)},
            start,
            following - timedelta(days=1),
        )
        for season, start, following in zip(ORDER * 2, starts, starts[1:], strict=False)
    ]
    return [span for span in reversed(spans) if span.first <= today][:4]


def _begin(year: int, spring: int, month: int) -> date:
    return date(year + (month < spring), month, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """One area of a place: its homes, and how many of them were seen; `address` is its own coverage."""

    area: Area
    households: int
    seen: int
    address: str

    @property
    def unseen(self) -> int:
        return max(self.households - self.seen, 0)


def seen_in(place: Place, person: Any, span: Span) -> dict[Any, int]:
    """Homes seen in a season by their area: where an owed visit was made, and where somebody was at home with
    them without owing it; one that moved in between counts in one place. Answered from two indexes alone.

    A district has tens of thousands of them: which homes they are is cached for some minutes, as long as
    there are no more visits. That of a whole district too asks for each area, and so reads this season and
    not those before.
    """
    days, areas = (span.first, span.last), Area.objects.values("pk")
    owed = duties_in(place, person).filter(end=Duty.DONE, ended_on__range=days, area__in=areas).order_by()
    at_home = visits_in(place, person).filter(visited_on__range=days, place=At.HOME, area__in=areas)
    at_home = at_home.exclude(household=None).order_by()

    def count() -> dict[Any, int]:
        homes = raw_rows(
            owed.values_list("household", "area").union(at_home.values_list("household", "area"))
        )
        seen = Counter(dict(homes).values())
        return dict(zip(keys_of(list(seen)), seen.values(), strict=True))

    key = ("homes seen", person.pk, place.code, place.households, span, owed.count(), at_home.count())
    return cast(dict[Any, int], cached(key, count))


def lines_of(place: Place, seen: dict[Any, int], areas: Iterable[Spot], span: Span) -> list[Line]:
    """The areas right below a place that hold homes. `areas` are all in sight."""
    total: Counter[Any] = Counter()
    for area, top in below_of(place, areas).items():
        total[top] += seen.get(area, 0)
    return [
        Line(
            below.area,
            below.households,
            min(total[below.area.pk], below.households),
            _address(below.area, span),
        )
        for below in place.below
        if below.households
    ]


def _address(area: Area, span: Span) -> str:
    return f"{reverse('desk:coverage')}?area={area.code}&season={span.code}"


def drawn(found: Sequence[Line]) -> Schematic | None:
    """The areas as cells, the stronger the more homes are still unseen; None for less than two."""
    if len(found) < 2:
        return None
    cells = [_cell(line) for line in found]
    legend = tuple((step, f"{20 * step}–{20 * (step + 1)}%") for step in range(STEPS))
    return Schematic(schematic.drawn(cells), legend)


def _cell(line: Line) -> Cell:
    told = {"name": line.area.name, "unseen": f"{line.unseen:,}", "households": f"{line.households:,}"}
    label = _("%(name)s：%(households)s 户里 %(unseen)s 户还没走到") % told
    step = FIFTHS.step(line.unseen, line.households)
    share = f"{100 * line.unseen / line.households:.0f}%"
    return Cell(line, "none" if step is None else step, schematic.texts(line.area.name, share), label)
