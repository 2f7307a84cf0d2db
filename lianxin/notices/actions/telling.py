"""Everybody's list: one line for each thing that waits, brought up to date in each part of a working day."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lianxin.databases.inserting import insert_rows
from lianxin.databases.updating import update_rows
from lianxin.field.reach import reviewer_for
from lianxin.ledger.actions import record
from lianxin.ledger.keys import new_key
from lianxin.ledger.models import Event
from lianxin.notices.actions.writing import write_deliveries
from lianxin.notices.models import Delivery, Entry, Round
from lianxin.notices.producers import VISITS, gather
from lianxin.notices.rules import part_at, window_of
from lianxin.notices.vocabulary import Notice, is_private
from lianxin.policies.calendars.in_force import calendar_in_force
from lianxin.visits.models import Item

KEPT = timedelta(days=90)


@transaction.atomic
def tell_everybody(*, now: datetime) -> int:
    """In each part of a working day once: bring the lists up to date, and write the messages that go outside.

    Returns how many lines changed; 0 outside of working hours and when this part was told already. Lines of a
    private kind count neither here nor in the ledger.
    """
    local = timezone.localtime(now)
    part = part_at(local, calendar_in_force())
    if part is None:
        return 0
    window = window_of(local.date(), part)
    if Round.objects.filter(window=window).exists():
        return 0
    Round.objects.create(window=window, told_at=now)
    notices = gather(now)
    changed = _bring_up_to_date(notices, now)
    written = write_deliveries(notices, window, now=now)
    Entry.objects.filter(passed_at__lt=now - KEPT).delete()
    Delivery.objects.filter(made_at__lt=now - KEPT).delete()
    record(
        kind="notices.told",
        actor=None,
        now=now,
        subject=("notices", Round.objects.get(window=window).pk),
        after={"window": window, "lines": changed, "messages": written},
    )
    return changed


@transaction.atomic
def raise_urgent(events: Sequence[Event], *, now: datetime) -> None:
    """Tell whoever looks after the place at once of what was raised urgently. The corridor's handler of
    `item.raised`; repeatable."""
    items = [UUID(event.after["item"]) for event in events if event.kind == "item.raised"]
    found = list(Item.objects.open().filter(pk__among=items, is_urgent=True))
    if not found:
        return
    today = timezone.localdate(now)
    heads = {area: reviewer_for(area, on=today) for area in {one.area_id for one in found}}
    notices = [
        Notice("urgent", head.pk, f"item:{one.pk}", 1, VISITS, urgent=True)
        for one in found
        if (head := heads[one.area_id])
    ]
    known = set(
        Entry.objects.filter(kind="urgent", subject__in=[one.subject for one in notices]).values_list(
            "subject", flat=True
        )
    )
    new = [one for one in notices if one.subject not in known]
    insert_rows(Entry, [_row(one, now) for one in new])
    for one in new:
        write_deliveries([one], f"urgent:{one.subject}", now=now)


@transaction.atomic
def mark_read(person: Any, *, entries: Iterable[UUID] = (), now: datetime) -> int:
    """He has seen these lines of his list, or all of them; an urgent one is done with then."""
    mine = Entry.objects.of(person).unread()
    wanted = list(entries)
    some = mine.filter(pk__in=wanted) if wanted else mine
    return some.filter(is_urgent=True).update(read_at=now, passed_at=now) + some.update(read_at=now)


def _bring_up_to_date(notices: Sequence[Notice], now: datetime) -> int:
    standing = {
        (one.person_id, one.kind, one.subject): one
        for one in Entry.objects.standing().filter(is_urgent=False)
    }
    wanted = {(one.person, one.kind, one.subject): one for one in notices if not one.urgent}
    new = [one for key, one in wanted.items() if key not in standing]
    changed = [
        (old, one)
        for key, one in wanted.items()
        if (old := standing.get(key)) and (old.count, old.url) != (one.count, one.url)
    ]
    over = [old for key, old in standing.items() if key not in wanted]
    insert_rows(Entry, [_row(one, now) for one in new])
    rows = [
        (old.pk, one.count, one.url, now, None if one.count > old.count else old.read_at)
        for old, one in changed
    ]
    update_rows(Entry, ["count", "url", "told_at", "read_at"], rows)
    update_rows(Entry, ["passed_at"], [(old.pk, now) for old in over])
    kinds = [one.kind for one in (*new, *over, *(one for _old, one in changed))]
    return sum(not is_private(kind) for kind in kinds)


def _row(one: Notice, now: datetime) -> tuple[Any, ...]:
    """In the order of the columns of Entry."""
    return (new_key(), one.person, one.kind, one.subject, one.count, one.url, one.urgent, now, None, None)
