"""Taking in what phones told: few statements for however many operations, repeatable by their op_ids.

This is the path that every phone waits for, so it writes down and tells the ledger, and no more; what follows
from a visit is the corridor's work (`revising`).
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from lianxin.databases.inserting import insert_rows
from lianxin.ledger.actions import Note, record_many
from lianxin.registry.models import Household
from lianxin.visits.actions.forms import bring_up_to_date, form_key
from lianxin.visits.actions.taking_rest import REST
from lianxin.visits.actions.told import Refused, Told, of_kind
from lianxin.visits.models import Item, Settlement, Visit
from lianxin.visits.payloads import ItemTold, VisitRecord
from lianxin.visits.rules import begun_at


def take_in(told: Sequence[Told], *, now: datetime) -> None:
    """Write down everything these operations say, and tell the ledger; what came before is passed over.

    Raises Refused for the first operation that cannot be taken in; then none of them is.
    """
    told = bring_up_to_date(told, now)
    visits = of_kind(told, "visit.record")
    others = [(take, some) for kind, take in REST.items() if (some := of_kind(told, kind))]
    _refuse_doubles(visits)
    try:
        _write(visits, others, now)  # most often all of it is new, which the database itself makes sure of
    except IntegrityError:
        try:
            _write(_unknown(visits), others, now)
        except IntegrityError:
            _find_strange(told)
            raise


Takers = Sequence[tuple[Callable[[list[Told]], list[Note]], list[Told]]]


@transaction.atomic
def _write(visits: Sequence[Told], others: Takers, now: datetime) -> None:
    notes = _take_visits(visits)
    for take, some in others:
        notes += take(some)
    record_many(notes, actor=None, now=now)


def _take_visits(told: Sequence[Told]) -> list[Note]:
    return [note for notes in insert_visits(told) for note in notes]


def insert_visits(told: Sequence[Told]) -> list[list[Note]]:
    """Insert visits and what was raised in them; returns what the ledger is to be told of each."""
    visits: list[tuple[Any, ...]] = []
    items: list[tuple[Any, ...]] = []
    settlements: list[tuple[Any, ...]] = []
    notes: list[list[Note]] = []
    zone = timezone.get_current_timezone()  # once: asking takes longer than anything else that a visit needs
    for one in told:
        visit: VisitRecord = one.payload
        begun = begun_at(visit.started_at, visit.ended_at, one.captured_at)
        on = begun.astimezone(zone).date()
        visits.append(_visit_row(one, visit, begun, on))
        for item in visit.items:
            items.append(_item_row(one, visit, item))
            if item.settled is not None:
                settlements.append((item.item_id, item.settled.how, one.captured_at, one.staff_id))
        notes.append(_notes(one, visit, on))
    insert_rows(Visit, visits)
    insert_rows(Item, items)
    insert_rows(Settlement, settlements)
    return notes


def _refuse_doubles(told: Sequence[Told]) -> None:
    """A visit or an item must not come twice among these operations, nor a visit without a place."""
    for one in told:
        if one.household_id is None and one.area_id is None:
            raise Refused(one.op_id, "no-place")
    _refuse_twice([(one.payload.visit_id, one) for one in told], "visit-known")
    _refuse_twice([(item.item_id, one) for one in told for item in one.payload.items], "item-known")


def _refuse_twice(named: Sequence[tuple[UUID, Told]], code: str) -> None:
    """Refuse the operation that names what another one before it has named."""
    if len({key for key, _one in named}) == len(named):
        return
    seen: set[UUID] = set()
    for key, one in named:
        if key in seen:
            raise Refused(one.op_id, code)
        seen.add(key)


def _unknown(told: Sequence[Told]) -> list[Told]:
    """Those not taken in before. Raises Refused where another operation has the visit or an item."""
    ops, keys = [one.op_id for one in told], [one.payload.visit_id for one in told]
    mine = models.Q(op_id__among=ops) | models.Q(pk__among=keys)
    known = dict(Visit.objects.filter(mine).order_by().values_list("op_id", "pk"))
    taken = set(known.values())
    new = [one for one in told if one.op_id not in known]
    for one in new:
        if one.payload.visit_id in taken:
            raise Refused(one.op_id, "visit-known")
    ops_of = {item.item_id: one.op_id for one in new for item in one.payload.items}
    for key in Item.objects.filter(pk__among=list(ops_of)).order_by().values_list("pk", flat=True):
        raise Refused(ops_of[key], "item-known")
    return new


def _visit_row(one: Told, visit: VisitRecord, begun: datetime, on: Any) -> tuple[Any, ...]:
    """In the order of the columns of `Visit`."""
    return (
        visit.visit_id,
        one.op_id,
        one.household_id,
        one.area_id,
        one.staff_id,
        visit.started_at,
        visit.ended_at,
        one.captured_at,
        one.received_at,
        begun,
        on,
        form_key(one),
        visit.place,
        visit.met_other or "",
        _told(visit),
        visit.note,
        visit.nothing_raised,
        visit.filling_seconds,
        visit.fields,
    )


def _told(visit: VisitRecord) -> dict[str, Any]:
    """What `Visit.told` keeps; nothing where nothing was told."""
    told = {"met": visit.met, "duties": visit.duties, "answers": visit.answers}
    return {name: some for name, some in told.items() if some}


def _item_row(one: Told, visit: VisitRecord, item: ItemTold) -> tuple[Any, ...]:
    """In the order of the columns of `Item`."""
    return (
        item.item_id,
        one.op_id,
        visit.visit_id,
        one.household_id,
        one.area_id,
        item.kind,
        item.category,
        item.text,
        item.quantity,
        (item.unit or "").replace("\0", ""),
        item.for_resident,
        item.wanted_by,
        item.urgent,
        item.about_item,
        item.worked or "",
        one.captured_at,
        one.staff_id,
    )


def _notes(one: Told, visit: VisitRecord, on: Any) -> list[Note]:
    """What the ledger is told: one line for the visit, and one for each thing that cannot wait."""
    subject = ("household", one.household_id) if one.household_id else ("area", one.area_id)
    after: dict[str, Any] = {"visit": str(visit.visit_id), "on": on.isoformat()}
    if visit.items:
        after["items"] = len(visit.items)
        if settled := sum(item.settled is not None for item in visit.items):
            after["settled"] = settled
    if visit.place != "home":
        after["place"] = visit.place
    told = [Note("visit.recorded", *subject, one.area_id, after=after, actor_id=one.staff_id)]
    for item in visit.items:
        if item.urgent:
            about = {"item": str(item.item_id), "category": item.category, "urgent": True}
            told.append(Note("item.raised", *subject, one.area_id, after=about, actor_id=one.staff_id))
    return told


def _find_strange(told: Sequence[Told]) -> None:
    """Say which operation is about a household that is not there, after the database refused them all."""
    wanted = {one.household_id for one in told if one.household_id}
    known = set(Household.objects.filter(pk__among=list(wanted)).values_list("pk", flat=True))
    for one in told:
        if one.household_id and one.household_id not in known:
            raise Refused(one.op_id, "no-household") from None
