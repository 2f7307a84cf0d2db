"""What recurs, read from the problems of a place: candidates for 每月一题, and what came of a topic.

Moments and days are passed in. Windows are as long as the policy of deadlines says.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.chance import is_beyond_chance
from lianxin.policies.ladder.parts import Ladder
from lianxin.problems.limits import floor_of
from lianxin.problems.models import Problem
from lianxin.problems.topics import Came, Recurrence, recurrence


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a topic: here, and of the same kind of problem everywhere else of the district in the same
    days, which had no topic or another one. `is_beyond_chance`: the difference here is more than chance."""

    here: Recurrence
    elsewhere: Recurrence

    @property
    def is_beyond_chance(self) -> bool:
        return is_beyond_chance(self.here.before, self.here.after)


def came_lately(today: date, ladder: Ladder, problems: QuerySet[Problem] | None = None) -> Iterator[Came]:
    """The problems of two windows as `topics.candidates` counts them, each under the top of its category;
    what was merged counts once, with the problem it went into."""
    found = Problem.objects.all() if problems is None else problems
    since = midnight(today - timedelta(days=2 * floor_of(ladder).days - 1))
    rows = found.filter(opened_at__gte=since).exclude(end="merged").order_by()
    tops = {code: one.path[0] for code, one in ladder.categories.items()}
    fallback = ladder.category(ladder.fallback).path[0]
    zone = timezone.get_default_timezone()
    columns = rows.values_list("pk", "town", "area", "household", "category", "opened_at")
    for key, town, area, home, category, at in columns.iterator(chunk_size=5000):
        on = at.astimezone(zone).date()
        yield Came(key, town, area, home or key, tops.get(category, fallback), on)


def codes_below(ladder: Ladder, top: str) -> list[str]:
    """The codes of a top category and of everything below it."""
    return [top, *(one.code for one in ladder.categories.values() if one.path[0] == top and one.code != top)]


def outcome_of(area: Area, category: str, ladder: Ladder, *, taken_up_on: date, today: date) -> Outcome:
    """How often a category came up in an area, and elsewhere, before it was taken up and since: two
    statements over the two windows alone. Raises ValueError for a day that is still to come."""
    days = floor_of(ladder).days
    length = min(days, (today - taken_up_on).days)
    begins, ends = taken_up_on - timedelta(days=length), taken_up_on + timedelta(days=length + 1)
    rows = Problem.objects.filter(
        category__in=codes_below(ladder, category),
        opened_at__gte=midnight(begins),
        opened_at__lt=midnight(ends),
    ).order_by()
    inside = rows.filter(area__in=_below(area))
    here = _days(inside.values_list("opened_at", flat=True))
    everywhere = _days(rows.values_list("opened_at", flat=True))
    found = recurrence(here, taken_up_on=taken_up_on, today=today, days=days)
    both = recurrence(everywhere, taken_up_on=taken_up_on, today=today, days=days)
    return Outcome(found, Recurrence(both.before - found.before, both.after - found.after, both.days))


def came_in(area: Area, category: str, ladder: Ladder, *, today: date) -> tuple[int, int, int]:
    """(problems, homes, villages) of a category in an area over the window that ends today."""
    rows = Problem.objects.filter(
        category__in=codes_below(ladder, category),
        area__in=_below(area),
        opened_at__gte=midnight(today - timedelta(days=floor_of(ladder).days - 1)),
    ).exclude(end="merged")
    found = list(rows.order_by().values_list("pk", "household", "area"))
    return len(found), len({home or key for key, home, _ in found}), len({one for _, _, one in found})


def midnight(day: date) -> datetime:
    """The first moment of a day, where the district is."""
    return datetime.combine(day, datetime.min.time(), timezone.get_default_timezone())


def _below(area: Area) -> Any:
    return Area.objects.within_ids(area)


def _days(moments: Iterable[datetime]) -> list[date]:
    zone = timezone.get_default_timezone()
    return [at.astimezone(zone).date() for at in moments]
