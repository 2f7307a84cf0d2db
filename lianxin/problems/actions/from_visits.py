"""What follows from what visits brought: needs become problems, advice gets somebody who owes an answer.

Handlers of the corridor: they take a batch, look at what is new among it, and write it in few statements, so
that the evening's uploads do not wait for it. What came before is passed over.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from lianxin.databases.inserting import insert_rows
from lianxin.ledger import models as ledger
from lianxin.problems.actions.ground import Ground, ground_or_none
from lianxin.problems.actions.opening import Raised, most_urgent, write_opened
from lianxin.problems.clocks import after_workdays
from lianxin.problems.models import Reply
from lianxin.problems.vocabulary import Channel
from lianxin.visits.models import Item
from lianxin.visits.vocabulary import ItemKind, Worked

CHUNK = 1000
COLUMNS = (
    *("pk", "household", "area", "kind", "category", "text", "quantity", "unit", "wanted_on", "is_urgent"),
    *("worked", "raised_at", "raised_by"),
)


@transaction.atomic
def open_from_visits(events: Sequence[ledger.Event], *, now: datetime) -> int:
    """Open what visits brought (`visit.recorded`). Returns how many problems and owed answers are new."""
    keys = [UUID(event.after["visit"]) for event in events if _is_open(event.after)]
    return sum(open_items(Q(visit__among=some), now=now) for some in _portions(keys))


@transaction.atomic
def open_from_items(events: Sequence[ledger.Event], *, now: datetime) -> int:
    """Open what could not wait for a visit's end (`item.raised`). Returns as above."""
    keys = [UUID(event.after["item"]) for event in events if "item" in event.after]
    return sum(open_items(Q(pk__among=some), now=now) for some in _portions(keys))


def open_waiting(*, now: datetime) -> int:
    """Open everything that has neither a problem, nor an owed answer, nor an end: what came in before there
    was a policy of deadlines. Returns as above. A transaction for each portion, so that nobody waits long."""
    found = 0
    while opened := _open_portion(now):
        found += opened
    return found


@transaction.atomic
def _open_portion(now: datetime) -> int:
    some = list(unfollowed().order_by("raised_at", "pk").values_list("pk", flat=True)[:CHUNK])
    return open_items(Q(pk__among=some), now=now) if some else 0


def unfollowed() -> Any:
    """Items that nobody follows: neither settled nor a problem nor an answer owed. That it helped is no
    more than good news, and is owed nothing."""
    waiting = Item.objects.filter(settlement=None, origins=None, reply=None)
    return waiting.exclude(kind=ItemKind.EFFECT.value, worked__in=[Worked.YES.value, ""])


def open_items(some: Q, *, now: datetime) -> int:
    """Open those of some items that nobody follows yet. Call it inside the action's transaction."""
    ground = ground_or_none(now)
    if ground is None:
        return 0
    rows = list(unfollowed().filter(some).order_by("raised_at", "pk").values_list(*COLUMNS, named=True))
    needs = [row for row in rows if row.kind == ItemKind.NEED]
    write_opened([_raised(row, ground) for row in needs], actor=None, now=now, ground=ground)
    owed = [row for row in rows if row.kind != ItemKind.NEED]
    due = after_workdays(now, ground.ladder.number("reply_workdays"), ground.times)
    insert_rows(
        Reply,
        [
            (row.pk, row.household, row.area, row.raised_by, now, due.at, due.is_provisional, None, None, "")
            for row in owed
        ],
    )
    return len(rows)


def _is_open(after: dict[str, Any]) -> bool:
    """Whether a visit brought anything that was not settled at once."""
    return int(after.get("items", 0)) > int(after.get("settled", 0))


def _portions(keys: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    return (keys[at : at + CHUNK] for at in range(0, len(keys), CHUNK))


def _raised(row: Any, ground: Ground) -> Raised:
    return Raised(
        area=row.area,
        words=row.text,
        category=row.category,
        channel=Channel.VISIT,
        received_by=row.raised_by,
        raised_at=row.raised_at,
        household=row.household,
        item=row.pk,
        urgency=most_urgent(ground.ladder, row.category) if row.is_urgent else "",
        quantity=row.quantity,
        unit=row.unit,
        wanted_on=row.wanted_on,
    )
