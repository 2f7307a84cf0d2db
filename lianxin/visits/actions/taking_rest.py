"""Taking in what is not a visit: afterthoughts, visits that failed, urgent items, families, cards, feedback.

Each taker gets the operations of its kind, leaves out those it took before, writes the others in bulk and
returns what the ledger is to be told. Raises Refused for the first that cannot be taken.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from lianxin.databases.inserting import insert_rows
from lianxin.ledger.actions import Note
from lianxin.ledger.keys import new_key
from lianxin.planning.models import Duty
from lianxin.visits.actions.cards import take_cards
from lianxin.visits.actions.told import Refused, Told
from lianxin.visits.models import FamilyProposal, Feedback, Item, Missed, Visit, VisitNote
from lianxin.visits.rules import tried_on


def new_ones(model: Any, told: list[Told]) -> list[Told]:
    """The operations of which the table holds nothing yet."""
    ops = [one.op_id for one in told]
    known = set(model.objects.filter(op_id__among=ops).order_by().values_list("op_id", flat=True))
    return [one for one in told if one.op_id not in known]


def _with_own_keys(model: Any, told: list[Told], name: str, code: str) -> Iterator[Told]:
    """The operations of which the table holds nothing yet, where the phone chose the key (`payload.<name>`).
    Raises Refused `code` when another operation has that key."""
    keys = [getattr(one.payload, name) for one in told]
    known = dict(model.objects.filter(pk__among=keys).order_by().values_list("pk", "op_id"))
    for one in told:
        key = getattr(one.payload, name)
        if known.get(key) == one.op_id:
            continue
        if known.setdefault(key, one.op_id) != one.op_id:
            raise Refused(one.op_id, code)
        yield one


def plain(text: str) -> str:
    """A short text as a column takes it: PostgreSQL has no NUL."""
    return text.replace("\0", "")


def _tell(kind: str, one: Told, after: dict[str, Any]) -> Note:
    if one.household_id is None and one.area_id is None:
        raise Refused(one.op_id, "no-place")
    subject = ("household", one.household_id) if one.household_id else ("area", one.area_id)
    return Note(kind, *subject, one.area_id, after=after, actor_id=one.staff_id)


def _take_notes(told: list[Told]) -> list[Note]:
    told = new_ones(VisitNote, told)
    keys = [one.payload.visit_id for one in told]
    visits = Visit.objects.filter(pk__among=keys).order_by().values_list("pk", "household", "area")
    places: dict[UUID, tuple[Any, Any]] = {key: (home, area) for key, home, area in visits}
    rows, notes = [], []
    for one in told:
        if one.payload.visit_id not in places:
            raise Refused(one.op_id, "no-visit")
        home, area = places[one.payload.visit_id]
        rows.append(
            (new_key(), one.op_id, one.payload.visit_id, one.payload.text)
            + (one.captured_at, one.received_at, one.staff_id)
        )
        subject = ("household", home) if home else ("area", area)
        after = {"visit": str(one.payload.visit_id)}
        notes.append(Note("note.added", *subject, area, after=after, actor_id=one.staff_id))
    insert_rows(VisitNote, rows)
    return notes


def _take_missed(told: list[Told]) -> list[Note]:
    rows, notes = [], []
    for one in _placed(new_ones(Missed, told)):
        missed, key = one.payload, new_key()
        on = tried_on(missed.tried_on, _day(one.captured_at))
        rows.append(
            (key, one.op_id, one.household_id, one.area_id, missed.duty_id, one.staff_id, missed.code)
            + (on, missed.note, one.captured_at, one.received_at, "")
        )
        after = {"missed": str(key), "code": missed.code, "tried_on": on.isoformat()}
        notes.append(_tell("visit.missed", one, after))
    insert_rows(Missed, rows)
    return notes


def _placed(told: list[Told]) -> list[Told]:
    """A try that names no home was at the place, or the home, of the duty that it names."""
    nowhere = [one.payload.duty_id for one in told if one.household_id is None and one.area_id is None]
    if not nowhere:
        return told
    duties = Duty.objects.filter(pk__among=[key for key in nowhere if key]).order_by()
    places = {key: (home, area) for key, home, area in duties.values_list("pk", "household", "area")}
    found = []
    for one in told:
        home, area = places.get(one.payload.duty_id, (None, None))
        is_nowhere = one.household_id is None and one.area_id is None
        found.append(replace(one, household_id=home, area_id=area) if is_nowhere else one)
    return found


def _take_urgent(told: list[Told]) -> list[Note]:
    rows, notes = [], []
    for one in _with_own_keys(Item, told, "item_id", "item-known"):
        item = one.payload
        rows.append(
            (item.item_id, one.op_id, None, one.household_id, one.area_id, "need", item.category, item.text)
            + (None, "", None, None, True, None, "", one.captured_at, one.staff_id)
        )
        after = {"item": str(item.item_id), "category": item.category, "urgent": True}
        notes.append(_tell("item.raised", one, after | ({"called": len(item.called)} if item.called else {})))
    insert_rows(Item, rows)
    return notes


def _take_proposals(told: list[Told]) -> list[Note]:
    rows, notes = [], []
    for one in _with_own_keys(FamilyProposal, told, "proposal_id", "proposal-known"):
        said = one.payload
        rows.append(
            (said.proposal_id, one.op_id, one.household_id, one.area_id, said.change, said.resident_id)
            + (plain(said.name), said.sex, said.birth_on, said.relation, said.on, said.words)
            + (one.captured_at, one.received_at, one.staff_id, None, None, None, "", None)
        )
        after = {"proposal": str(said.proposal_id), "change": said.change, "on": said.on.isoformat()}
        notes.append(_tell("family.proposed", one, after))
    insert_rows(FamilyProposal, rows)
    return notes


def _take_feedback(told: list[Told]) -> list[Note]:
    rows, notes = [], []
    for one in new_ones(Feedback, told):
        key = new_key()
        rows.append(
            (key, one.op_id, one.payload.about, one.payload.text)
            + (one.staff_id, one.captured_at, one.received_at)
        )
        after = {"about": one.payload.about}
        notes.append(Note("feedback.sent", "feedback", key, after=after, actor_id=one.staff_id))
    insert_rows(Feedback, rows)
    return notes


def _day(moment: datetime) -> Any:
    return timezone.localdate(moment)


REST: dict[str, Callable[[list[Told]], list[Note]]] = {
    "visit.add": _take_notes,
    "visit.missed": _take_missed,
    "item.urgent": _take_urgent,
    "family.propose": _take_proposals,
    "card.leave": take_cards,
    "feedback.send": _take_feedback,
}
