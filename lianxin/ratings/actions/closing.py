"""The close of a month: ballots become pools, or wait, or are given up."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.areas.vocabulary import DISTRICT
from lianxin.ledger.actions import record
from lianxin.ratings.asked import days_to_rate
from lianxin.ratings.models import Answered, Ballot, Close, Counted, PoolRow
from lianxin.ratings.months import first_day, month_of
from lianxin.ratings.pooling import WINDOW_MONTHS, close_month
from lianxin.ratings.sealing import unseal
from lianxin.ratings.vocabulary import Month, Pool, Slip

AT_ONCE = 5_000


def close_months(*, now: datetime) -> int:
    """Close every month that is over and was not closed, the oldest first; returns how many pools formed."""
    return sum(_close(month, now) for month in _due(month_of(timezone.localdate(now))))


@transaction.atomic
def give_up_over(*, now: datetime) -> int:
    """The database was put back from an earlier day. Months that are over and were not closed by then may
    have been closed, and told of, in the life that was lost: with other ballots, for some came or went since,
    so that the difference of the two figures would be one household. What waited for them is never told.
    Returns how many ballots were given up."""
    current = month_of(timezone.localdate(now))
    months = list(_due(current))
    if not months:
        return 0
    over = Ballot.objects.filter(month__lt=current)
    gone = over.count()
    over.delete()
    last = months.pop()
    lost = [Close(month=month, closed_at=now, pools=0, waiting=0, given_up=0) for month in months]
    Close.objects.bulk_create(
        [*lost, Close(month=last, closed_at=now, pools=0, waiting=0, given_up=gone)], batch_size=AT_ONCE
    )
    district = Area.objects.get(level=DISTRICT)
    after = {"month": f"{first_day(last):%Y-%m}"}
    record(kind="ratings.given_up", actor=None, now=now, subject=district, area=district, after=after)
    return gone


def _due(current: Month) -> range:
    last = Close.objects.order_by("-month").values_list("month", flat=True).first()
    oldest = Ballot.objects.aggregate(oldest=Min("month"))["oldest"]
    first = oldest if last is None else last + 1
    return range(0) if first is None else range(first, current)


@transaction.atomic
def _close(month: Month, now: datetime) -> int:
    ballots = list(Ballot.objects.filter(month__lte=month).order_by("pk"))
    areas = {area.pk: area for area in Area.objects.all()}
    keys = {area.code: area.pk for area in areas.values()}
    found = close_month([_slip(ballot, areas) for ballot in ballots], month)
    PoolRow.objects.bulk_create((row_of(pool, keys) for pool in found.pools), batch_size=AT_ONCE)
    gone = [ballots[at].pk for at in found.pooled | found.given_up]
    for some in _portions(gone):
        Ballot.objects.filter(pk__in=some).delete()
    counts = {"pools": len(found.pools), "waiting": len(ballots) - len(gone), "given_up": len(found.given_up)}
    Close.objects.create(month=month, closed_at=now, **counts)
    _forget_who(month, now)
    district = next(area for area in areas.values() if area.level == DISTRICT)
    after = {"month": f"{first_day(month):%Y-%m}", "pools": len(found.pools)}
    record(kind="ratings.closed", actor=None, now=now, subject=district, area=district, after=after)
    return len(found.pools)


def _forget_who(month: Month, now: datetime) -> None:
    """That a household answered is kept no longer than it can count, or be asked, twice: while a ballot
    waits for company, the fewer are known to have cast one the better."""
    Counted.objects.filter(month__lte=month - WINDOW_MONTHS + 1).delete()
    today = timezone.localdate(now)
    Answered.objects.filter(visit__visited_on__lt=today - timedelta(days=days_to_rate(today))).delete()


def _slip(ballot: Ballot, areas: dict[UUID, Area]) -> Slip:
    content = unseal(ballot.sealed)
    cadre = str(content.cadre) if content.cadre else None
    path = tuple(areas[content.area].codes)
    return Slip(content.kind, path, ballot.month, content.is_first, content.answers, cadre)


def row_of(pool: Pool, keys: dict[str, UUID]) -> PoolRow:
    """The row of a pool. `keys`: areas by code."""
    return PoolRow(
        kind=pool.kind.value,
        area_id=keys[pool.area],
        cadre_id=UUID(pool.cadre) if pool.cadre else None,
        formed=pool.formed,
        households=pool.households,
        tallies=pool.tallies,
    )


def _portions(keys: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE))
