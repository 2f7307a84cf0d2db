"""哪类问题多了、少了: twelve whole months, the last three beside the three before, by category and by place.

Only whole months are compared, so that the present one does not look like a fall.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.areas.models import Area
from lianxin.chance import is_beyond_chance
from lianxin.desk.caching import cached
from lianxin.desk.overview.cells import short_name
from lianxin.desk.places import Place, Spot, below_of
from lianxin.desk.problems.figures import problems_in
from lianxin.desk.problems.speech import Speech
from lianxin.problems.figures import areas_by_span, categories_by_month, ended_by_month
from lianxin.problems.recurring import codes_below, midnight

MONTHS, COMPARED = 12, 3
DRAWN = 10
"""Categories in the picture; the table behind has all of them."""


@dataclass(frozen=True, slots=True)
class Row:
    """A category or a place over the months: `late` counts the last three, `before` the three before.

    `is_sure`: they differ by more than chance makes. `address` leads to what is inside; "" where nothing is.
    """

    code: str
    title: str
    short: str
    months: tuple[int, ...]
    late: int
    before: int
    address: str

    @property
    def change(self) -> int:
        return self.late - self.before

    @property
    def is_sure(self) -> bool:
        return is_beyond_chance(self.before, self.late)


@dataclass(frozen=True, slots=True)
class Trends:
    """`firsts`: the first days of the months shown; `opened` and `ended`: how many came in and ended in each;
    `is_compared`: six months or more are known."""

    firsts: tuple[date, ...]
    opened: tuple[int, ...]
    ended: tuple[int, ...]
    categories: list[Row]
    places: list[Row]
    is_compared: bool


def first_days(today: date, months: int = MONTHS) -> list[date]:
    """The first days of so many whole months before the present one, and of the present one."""
    found = [today.replace(day=1)]
    while len(found) <= months:
        found.insert(0, (found[0] - timedelta(days=1)).replace(day=1))
    return found


def trends_of(
    place: Place, person: Any, speech: Speech, areas: Iterable[Spot], *, today: date, category: str = ""
) -> Trends:
    """Three or four statements; of months that are over, cached for some minutes."""
    firsts = first_days(today)
    key = ("problem trends", person.pk, place.code, category, tuple(firsts))
    found = cached(key, lambda: _counted(place, person, speech, firsts, list(areas), category))
    by_category, by_area, ended, is_older = found
    opened = [sum(column) for column in zip(*by_category.values(), strict=True)] or [0] * MONTHS
    begin = next((at for at, number in enumerate(opened) if number), len(opened))
    if not is_older and begin < len(opened):
        begin += 1  # the month in which the ledger was begun is no whole one
    is_compared = MONTHS - begin >= 2 * COMPARED
    return Trends(
        tuple(firsts[begin:-1]),
        tuple(opened[begin:]),
        tuple(ended[begin:]),
        _categories(by_category, place, speech, category, begin),
        _places(by_area, place, list(areas), category),
        is_compared,
    )


def _counted(
    place: Place, person: Any, speech: Speech, firsts: Sequence[date], areas: Sequence[Spot], category: str
) -> tuple[dict[str, list[int]], dict[Any, list[int]], list[int], bool]:
    """By category and by area, what ended, and whether there are problems from before these months."""
    problems = problems_in(place, person)
    ladder = speech.ground.ladder if speech.ground else None
    codes = list(ladder.categories) if ladder else []
    if category and ladder:
        codes = codes_below(ladder, category)
        problems = problems.filter(category__in=codes)
    spans = [firsts[-1 - 2 * COMPARED], firsts[-1 - COMPARED], firsts[-1]]
    by_area = areas_by_span(problems, spans, [spot.pk for spot in areas]) if place.below else {}
    months, ended = categories_by_month(problems, firsts, codes), ended_by_month(problems, firsts)
    is_older = problems.filter(opened_at__lt=midnight(firsts[0])).order_by().exists()
    return months, by_area, ended, is_older


def _categories(
    found: Mapping[str, Sequence[int]], place: Place, speech: Speech, category: str, begin: int
) -> list[Row]:
    """Under the top of each, or, for one that is asked for, each below it; the most frequent first."""
    ladder = speech.ground.ladder if speech.ground else None
    sums: dict[str, list[int]] = {}
    for code, months in found.items():
        known = ladder.categories.get(code) if ladder else None
        name = code if category or known is None else known.path[0]
        sums[name] = [a + b for a, b in zip(sums.get(name, [0] * MONTHS), months, strict=True)]
    rows = []
    for code, months in sums.items():
        title = speech.category(code)
        address = "" if category else f"{reverse('desk:problem-trends')}?area={place.code}&category={code}"
        rows.append(_row(code, title, title, months, begin, address))
    return sorted(rows, key=lambda row: (-row.late, -sum(row.months), row.code))


def _row(code: str, title: str, short: str, months: Sequence[int], begin: int, address: str) -> Row:
    late, before = sum(months[-COMPARED:]), sum(months[-2 * COMPARED : -COMPARED])
    return Row(code, title, short, tuple(months[begin:]), late, before, address)


def _places(
    found: Mapping[Any, Sequence[int]], place: Place, areas: Sequence[Spot], category: str
) -> list[Row]:
    """The areas right below a place in their order, each with three months and the three before."""
    sums: dict[Any, Counter[int]] = {}
    tops = below_of(place, areas)
    for area, numbers in found.items():
        if area in tops:
            sums.setdefault(tops[area], Counter()).update(dict(enumerate(numbers)))
    more = f"&category={category}" if category else ""
    return [
        Row(
            below.area.code,
            below.area.name,
            short_name(below.area.name),
            (),
            sums[below.area.pk][1],
            sums[below.area.pk][0],
            _address(below.area, more),
        )
        for below in place.below
        if below.area.pk in sums
    ]


def _address(area: Area, more: str) -> str:
    return f"{reverse('desk:problem-trends')}?area={area.code}{more}"


def title_of(rows: Sequence[Row]) -> str:
    """`近三个月多得最明显的是用水灌溉：412 件，比前三个月多 96 件`; only what is more than chance counts."""
    sure = [row for row in rows if row.is_sure]
    if not sure:
        return _("近三个月和前三个月比，没有哪一类明显多了或少了")
    most = max(sure, key=lambda row: (abs(row.change), row.code))
    told = {"title": most.title, "late": f"{most.late:,}", "change": f"{abs(most.change):,}"}
    if most.change > 0:
        return _("近三个月多得最明显的是%(title)s：%(late)s 件，比前三个月多 %(change)s 件") % told
    return _("近三个月少得最明显的是%(title)s：%(late)s 件，比前三个月少 %(change)s 件") % told


def changed_most(rows: Sequence[Row]) -> list[Row]:
    """Those that changed most, from the greatest rise to the greatest fall."""
    changed = sorted((row for row in rows if row.change), key=lambda row: -abs(row.change))
    return sorted(changed[:DRAWN], key=lambda row: (-row.change, row.code))


def course_title(opened: Sequence[int], ended: Sequence[int]) -> str:
    """`上个月来了 2,010 件，办结 1,950 件`."""
    if not opened:
        return _("还没有满一个月的数")
    told = {"opened": f"{opened[-1]:,}", "ended": f"{ended[-1]:,}"}
    return _("上个月来了 %(opened)s 件，办结 %(ended)s 件") % told
