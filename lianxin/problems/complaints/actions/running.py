"""What the clock does with complaints. Its counts go nowhere: one more would tell that there is one."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from lianxin.problems.complaints.actions.hearing import hear_anew, level_above, put_before
from lianxin.problems.complaints.actions.sealing import digest_today
from lianxin.problems.complaints.actions.steps import take
from lianxin.problems.complaints.limits import limits_at
from lianxin.problems.complaints.models import Complaint
from lianxin.problems.complaints.organisation import hearing_of, organisation_at
from lianxin.problems.complaints.vocabulary import StepKind


def run_complaints(*, now: datetime) -> None:
    """Everything due by now: complaints nobody answered rise, or are named again where they cannot; those
    whose hearers changed posts go to whoever hears them today; once a day all steps are sealed."""
    for key in list(_stirring(now)):
        _run_one(key, now)
    digest_today(now=now)


def _stirring(now: datetime) -> Iterator[UUID]:
    """Those whose time is over, or that others hear than yesterday."""
    rows = list(Complaint.objects.open().select_related("area").prefetch_related("named").order_by("id"))
    organisation = organisation_at(now) if rows else None
    for row in rows:
        assert organisation is not None
        hearing = hearing_of(row, organisation)
        is_left = row.taken_up_by_id is not None and row.taken_up_by_id not in hearing.persons
        if is_left or hearing.level.value != row.level or (row.next_at is not None and row.next_at <= now):
            yield row.pk


@transaction.atomic
def _run_one(key: UUID, now: datetime) -> None:
    rows = Complaint.objects.open().filter(pk=key)
    found = rows.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked).first()
    if found is None:
        return
    hear_anew(found, now=now)
    if found.next_at is None or found.next_at > now:
        return
    above = None if found.answered_at is not None else level_above(found, now)
    if above is None:
        kind = StepKind.OVERDUE
        found.next_at = limits_at(now).next_reminder(now)
    else:
        kind = StepKind.ROSE
        found.floor = above.level.value
        put_before(found, above, now)
    found.save()
    take(found, kind, now=now)
