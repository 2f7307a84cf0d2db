"""The rows of the phone's addresses. A push is answered whoever sends it: what does not count is stored."""

import json
from hashlib import sha256
from typing import Any

from lianxin.field.sealing import public_jwk, seal
from lianxin.ledger.keys import new_key
from lianxin.proofs.access.kinds import POST, Door, Open, Phone, Row
from lianxin.proofs.access.visited import visit_made
from lianxin.proofs.access.world import Place

NONCE = bytes(12)


def ops(place: Place) -> dict[str, Any]:
    """A word about the household, as an op."""
    payload = json.dumps({"text": "x", "about": "app"})
    op = {
        "op_id": str(new_key()),
        "kind": "feedback.send",
        "device_seq": 1,
        "household_id": str(place.household.pk),
        "payload": payload,
        "payload_sha256": sha256(payload.encode()).hexdigest(),
    }
    return {"ops": [op]}


def nobody(place: Place) -> dict[str, Any]:
    return {"number": "NOBODY-HERE", "password": "pear", "new_password": "plum"}


def photo(place: Place) -> dict[str, Any]:
    """A photo for a visit that the cadre of the place made; for any other phone that visit has to wait."""
    about = {"photo_id": str(new_key()), "visit_id": str(visit_made(place).pk)}
    return about | {"size": 9, "sha256": "0" * 64}


def position(place: Place) -> dict[str, Any]:
    about = {"position_id": str(new_key()), "visit_id": str(visit_made(place).pk)}
    return about | {"latitude": 32.685, "longitude": 109.029, "accuracy_m": 20}


FIELD: dict[str, Row] = {
    "field:app": Open(),
    "field:service-worker": Open(),
    "field:manifest": Open(),
    "field:version": Open(),
    "field:enrol": Door(brings=nobody),
    "field:password": Door(brings=nobody),
    "field:pull": Phone(methods=POST, brings=lambda place: {"have": {f"home:{place.household.pk}": "0"}}),
    "field:push": Phone(methods=POST, brings=ops),
    "field:photos": Phone("field.work", methods=POST, brings=photo),
    "field:photo": Phone("field.work", at=lambda place: {"key": new_key()}, methods=()),
    "field:positions": Phone("field.work", methods=POST, brings=position),
    "field:enclosed": Phone("field.work", methods=POST, brings=lambda place: {"photos": [str(new_key())]}),
    "field:sealed": Phone(
        methods=POST, brings=lambda place: {"sealed": seal(b'{"ops":[]}', public_jwk(), NONCE)}
    ),
}
