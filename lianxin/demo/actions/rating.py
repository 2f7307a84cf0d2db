"""The demo's year of ratings: what households put into the box, closed month by month as a district's is."""

from collections.abc import Collection, Iterator
from datetime import date, datetime, time
from random import Random
from uuid import UUID

from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.areas.vocabulary import DISTRICT
from lianxin.databases.inserting import insert_many, insert_rows
from lianxin.databases.reading import keys_of, raw_keys, raw_rows
from lianxin.demo.voices import SHARE, Occasion, Said, is_well_ended, say
from lianxin.ledger.actions import Note
from lianxin.problems.models import Ending
from lianxin.ratings.actions.closing import row_of
from lianxin.ratings.models import Ballot, Close, Counted
from lianxin.ratings.months import first_day, month_of
from lianxin.ratings.pooling import close_month
from lianxin.ratings.sealing import Content, seal
from lianxin.ratings.vocabulary import Kind, Month, Slip
from lianxin.visits.models import Visit


def rate_year(hollow: Collection[UUID], *, seed: int, now: datetime) -> list[tuple[datetime, Note]]:
    """Let households rate visits and ends up to `now`; returns what the ledger is to be told, by moment.

    `hollow`: the cadres who wrote down visits that they never made.
    """
    luck = Random(f"{seed} ratings")
    occasions = sorted([*_visits(set(hollow), luck), *_endings(luck)], key=lambda one: one.month)
    said = list(say(occasions, luck))
    if not said:
        return []
    areas = {area.pk: area for area in Area.objects.all()}
    told = _close_year(said, areas, month_of(timezone.localdate(now)))
    last = {(one.about.kind, one.about.household): one.about.month for one in said if one.is_first}
    counted = zip(last.items(), keys_of([key for _kind, key in last]), strict=True)
    insert_rows(Counted, [(home, kind.value, month) for ((kind, _key), month), home in counted])
    return told


def _close_year(said: list[Said], areas: dict[UUID, Area], current: Month) -> list[tuple[datetime, Note]]:
    """Close every month before the current one; what waits then stays in the box."""
    keys = {area.code: area.pk for area in areas.values()}
    district = next(area for area in areas.values() if area.level == DISTRICT)
    told: list[tuple[datetime, Note]] = []
    waiting: list[tuple[Said, Slip]] = []
    coming = _slips(said, areas)
    ahead = next(coming, None)
    for month in range(said[0].about.month, current):
        while ahead is not None and ahead[0].about.month <= month:
            waiting.append(ahead)
            ahead = next(coming, None)
        found = close_month([slip for _one, slip in waiting], month)
        gone = found.pooled | found.given_up
        waiting = [pair for at, pair in enumerate(waiting) if at not in gone]
        insert_many([row_of(pool, keys) for pool in found.pools])
        at = timezone.make_aware(datetime.combine(first_day(month + 1), time(0, 5)))
        counts = {"pools": len(found.pools), "waiting": len(waiting), "given_up": len(found.given_up)}
        Close.objects.create(month=month, closed_at=at, **counts)
        after = {"month": f"{first_day(month):%Y-%m}", "pools": len(found.pools)}
        told.append((at, Note("ratings.closed", "area", district.pk, district.pk, after=after)))
    rest = [] if ahead is None else [ahead, *coming]
    insert_many([_ballot(one) for one, _slip in [*waiting, *rest]])
    return told


def _visits(hollow: set[UUID], luck: Random) -> Iterator[Occasion]:
    rows = Visit.objects.exclude(household=None).order_by("visited_on", "pk")
    paper = set(raw_keys(list(hollow)))
    for household, area, staff, day in raw_rows(rows.values_list("household", "area", "staff", "visited_on")):
        if luck.random() < SHARE[Kind.VISIT]:
            yield Occasion(Kind.VISIT, household, area, _month(day), staff not in paper, staff)


def _endings(luck: Random) -> Iterator[Occasion]:
    rows = Ending.objects.exclude(problem__household=None).order_by("ended_at", "pk")
    columns = ("problem__household", "problem__area", "end", "ended_at")
    for household, area, end, at in rows.values_list(*columns):
        if luck.random() < SHARE[Kind.ENDING]:
            where = raw_keys([household, area])
            yield Occasion(Kind.ENDING, *where, month_of(timezone.localdate(at)), is_well_ended(end))


def _month(day: date | str) -> Month:
    """SQLite hands days out as they stand in its rows."""
    return month_of(date.fromisoformat(day) if isinstance(day, str) else day)


def _slips(said: list[Said], areas: dict[UUID, Area]) -> Iterator[tuple[Said, Slip]]:
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
