"""The demo's year of ratings: what households put into the box, closed month by month as a district's is."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random
from typing import TypeAlias
from uuid import UUID

from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.areas.vocabulary import DISTRICT
from lianxin.databases.inserting import insert_many, insert_rows
from lianxin.databases.reading import keys_of, raw_keys, raw_rows
from lianxin.demo.voices import SHARE, Key, Occasion, Said, is_well_ended, say
from lianxin.ledger.actions import Note
from lianxin.problems.models import Ending
from lianxin.ratings.actions.closing import row_of
from lianxin.ratings.models import Ballot, Close, Counted
from lianxin.ratings.months import first_day, month_of
from lianxin.ratings.pooling import WINDOW_MONTHS, close_month
from lianxin.ratings.sealing import Content, seal
from lianxin.ratings.vocabulary import Kind, Month, Slip
from lianxin.visits.models import Visit

Waiting: TypeAlias = tuple[Said, Slip]


@dataclass(slots=True)
class Rating:
    """What households say, told in parts as the demo's year is written: each part up to a moment.

    `hollow`: the cadres who wrote down visits that they never made. What waits for company and which home
    counted when is handed from one part to the next; `finish` puts what still waits into the box.
    """

    hollow: Collection[UUID]
    seed: int
    since: datetime | None = None
    month: Month | None = None
    waiting: list[Waiting] = field(default_factory=list)
    counted: dict[tuple[Kind, Key], Month] = field(default_factory=dict)

    def rate(self, until: datetime) -> list[tuple[datetime, Note]]:
        """Rate what happened since the part before; returns what the ledger is to be told, by moment."""
        luck = Random(f"{self.seed} ratings {self.since is None}")
        areas = {area.pk: area for area in Area.objects.all()}
        found = [*self._visits(until, luck), *self._endings(until, luck)]
        said = say(sorted(found, key=lambda one: one.month), self.counted, luck)
        self.waiting += _slips(said, areas)
        self.since = until
        if self.month is None:
            self.month = self.waiting[0][0].about.month if self.waiting else None
        return self._close(areas, month_of(timezone.localdate(until)))

    def finish(self) -> None:
        """Put what waits into the box; of who counted only what the real closes would have left."""
        insert_many([_ballot(one) for one, _slip in self.waiting])
        since = (self.month or 0) - WINDOW_MONTHS
        known = {of: month for of, month in self.counted.items() if month > since}
        homes = keys_of([key for _kind, key in known])
        counted = zip(known.items(), homes, strict=True)
        insert_rows(Counted, [(home, kind.value, month) for ((kind, _key), month), home in counted])

    def _close(self, areas: dict[UUID, Area], current: Month) -> list[tuple[datetime, Note]]:
        """Close every month before the current one."""
        keys = {area.code: area.pk for area in areas.values()}
        district = next(area for area in areas.values() if area.level == DISTRICT)
        told: list[tuple[datetime, Note]] = []
        for month in range(current if self.month is None else self.month, current):
            found = close_month([slip for _one, slip in self.waiting], month)
            gone = found.pooled | found.given_up
            self.waiting = [pair for at, pair in enumerate(self.waiting) if at not in gone]
            insert_many([row_of(pool, keys) for pool in found.pools])
            at = timezone.make_aware(datetime.combine(first_day(month + 1), time(0, 5)))
            left = sum(slip.month <= month for _one, slip in self.waiting)
            counts = {"pools": len(found.pools), "waiting": left, "given_up": len(found.given_up)}
            Close.objects.create(month=month, closed_at=at, **counts)
            after = {"month": f"{first_day(month):%Y-%m}", "pools": len(found.pools)}
            told.append((at, Note("ratings.closed", "area", district.pk, district.pk, after=after)))
            self.month = month + 1
        return told

    def _visits(self, until: datetime, luck: Random) -> Iterator[Occasion]:
        rows = (
            Visit.objects.exclude(household=None)
            .filter(begun_at__lte=until)
            .order_by("begun_at", "household__number")
        )
        if self.since:
            rows = rows.filter(begun_at__gt=self.since)
        paper = set(raw_keys(list(self.hollow)))
        columns = ("household", "area", "staff", "visited_on")
        for household, area, staff, day in raw_rows(rows.values_list(*columns)):
            if luck.random() < SHARE[Kind.VISIT]:
                yield Occasion(Kind.VISIT, household, area, _month(day), staff not in paper, staff)

    def _endings(self, until: datetime, luck: Random) -> Iterator[Occasion]:
        rows = Ending.objects.exclude(problem__household=None).filter(ended_at__lte=until)
        if self.since:
            rows = rows.filter(ended_at__gt=self.since)
        columns = ("problem__household", "problem__area", "end", "ended_at")
        for household, area, end, at in rows.order_by("ended_at", "problem__number").values_list(*columns):
            if luck.random() < SHARE[Kind.ENDING]:
                where = raw_keys([household, area])
                yield Occasion(Kind.ENDING, *where, month_of(timezone.localdate(at)), is_well_ended(end))


def _month(day: date | str) -> Month:
    """SQLite hands days out as they stand in its rows."""
    return month_of(date.fromisoformat(day) if isinstance(day, str) else day)


def _slips(said: Iterable[Said], areas: dict[UUID, Area]) -> Iterator[Waiting]:
    paths = {raw: tuple(areas[key].codes) for key, raw in zip(areas, raw_keys(list(areas)), strict=True)}
    for one in said:
        about = one.about
        cadre = str(keys_of([about.cadre])[0]) if about.cadre else None
        yield one, Slip(about.kind, paths[about.area], about.month, one.is_first, one.answers, cadre)


def _ballot(one: Said) -> Ballot:
    about = one.about
    cadre = keys_of([about.cadre])[0] if about.cadre else None
    content = Content(about.kind, keys_of([about.area])[0], cadre, one.is_first, one.answers)
    return Ballot(month=about.month, sealed=seal(content))
