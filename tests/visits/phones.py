"""A phone that tells: operations as the room takes them, with payloads that went over the wire."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

from lianxin.visits.actions import Told
from lianxin.visits.payloads import decode

LATER = timedelta(minutes=40)


def as_json(value):
    return str(value) if isinstance(value, UUID) else value.isoformat()


def told(kind, payload, *, by, now, home=None, area=None, op_id=None, form=None):
    """One operation, decoded from the JSON it travels as."""
    if home is not None:
        payload = {"household_id": home.pk} | payload
    return Told(
        op_id=op_id or uuid4(),
        kind=kind,
        staff_id=by.pk,
        household_id=home.pk if home else None,
        area_id=home.area_id if home else area.pk if area else None,
        payload=decode(kind, json.dumps(payload, default=as_json)),
        captured_at=now,
        received_at=now,
        form_version=form,
    )


def visit(*, by, now, home=None, area=None, answers=(), items=None, duties=(), **more):
    """A visit that ended at `now`; with neither items nor a word about it nothing was raised."""
    options = {name: more.pop(name) for name in ("op_id", "form") if name in more}
    payload = {
        "visit_id": uuid4(),
        "area_id": area.pk if area else None,
        "started_at": now - LATER,
        "ended_at": now,
        "answers": list(answers),
        "items": list(items or ()),
        "nothing_raised": not items,
        "duties": list(duties),
    }
    return told("visit.record", payload | more, by=by, now=now, home=home, area=area, **options)


def need(text="轮椅", **more):
    return {"item_id": uuid4(), "kind": "need", "category": "aids", "text": text, **more}


def answer(indicator, value, *, old=None, source="resident", resident=None):
    about = resident.pk if resident else None
    return {"indicator": indicator, "value": value, "old": old, "source": source, "resident_id": about}
