"""Promise 11, the phones' part: whatever JSON comes to the sync, the answer is clear and never a 5xx.

What a phone really sends is taken and spoilt in one place or several: a value of another kind, NUL, halves of
characters, rare Han, numbers beyond all bounds, nesting without an end, bytes cut or replaced.
"""

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from random import Random
from typing import Any

from django.db import transaction
from django.test import Client

from lianxin.field.sealing import public_jwk, seal
from lianxin.proofs.awkward import BYTES, TEXTS
from lianxin.proofs.crews import Crew, hire_crew, undone
from lianxin.proofs.entry import Door
from lianxin.proofs.phones import Phone
from lianxin.proofs.photos import switch_on
from lianxin.proofs.vocabulary import Tally

NUMBERS = (0, -1, 2**31, 2**63, 2**64, -(2**63) - 1, 10**400, 1e308, -1e308, 0.1, True, None)
DEEP = 20_000


def shoot(tally: Tally, runs: int, chance: Random) -> None:
    """`runs` spoilt bodies to the addresses that take JSON from phones."""
    with undone():
        crew = hire_crew(chance, phones=1)
        switch_on("photos", "gps")
        phone = crew.phones[0]
        client = Client(raise_request_exception=False, SERVER_NAME="localhost")
        client.handler = Door()
        makers = list(_bodies(phone, crew).items())
        for _ in range(runs):
            path, make = chance.choice(makers)
            _send(tally, client, phone, path, spoil(make(), chance))


def _bodies(phone: Phone, crew: Crew) -> Mapping[str, Callable[[], Any]]:
    home = crew.homes[0].pk

    def push() -> Any:
        phone.outbox.clear()
        answers = [{"indicator": "income_per_head", "value": "3100", "old": None, "source": "cadre"}]
        visit = phone.visit(home, answers=answers, met=[phone.new_id()], note="x", duties=[phone.new_id()])
        added = phone.record("visit.add", {"visit_id": phone.new_id(), "text": "x"}, parents=[visit["op_id"]])
        urgent = {"item_id": phone.new_id(), "household_id": str(home), "text": "x", "category": "life"}
        return json.loads(phone.body([visit, added, phone.record("item.urgent", urgent, home=home)]))

    sealed = seal(b'{"ops":[{}]}', public_jwk(), bytes(12))
    return {
        "sync/push": push,
        "photos": lambda: (
            {"photo_id": phone.new_id(), "visit_id": phone.new_id()} | {"size": 9, "sha256": "0" * 64}
        ),
        "positions": lambda: (
            {"position_id": phone.new_id(), "visit_id": phone.new_id()}
            | {"latitude": 32.685, "longitude": 109.029, "accuracy_m": 18.4}
        ),
        "enclosed": lambda: {"photos": [phone.new_id()], "positions": [phone.new_id()]},
        "sync/pull": lambda: {"device_id": phone.device_id, "epoch": "x", "have": {f"home:{home}": "0" * 16}},
        "sync/sealed": lambda: {"device_id": phone.device_id, "sealed": sealed},
        "enrol": lambda: {
            "number": "F-0-0",
            "password": "x",
            "code": "123456",
            "device_name": "y",
            "time_ms": 1,
        },
        "password": lambda: {"number": "F-0-0", "password": "x", "new_password": "y", "code": ""},
    }


def spoil(body: Any, chance: Random) -> bytes:
    """A body with some of its values replaced; inside of payloads too, whose hash then is made anew."""
    for _ in range(chance.choice((1, 1, 2, 5))):
        _spoil_somewhere(body, chance)
    raw = json.dumps(body, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    kind = chance.random()
    if kind < 0.05:
        return raw[: chance.randrange(len(raw))]
    if kind < 0.1:
        at = chance.randrange(len(raw))
        return raw[:at] + chance.choice(BYTES) + raw[at + 1 :]
    if kind < 0.13:
        return raw.replace(b'"ops": [', b'"ops": [' + b"[" * DEEP, 1) + b"]" * DEEP
    return raw


def _spoil_somewhere(body: Any, chance: Random) -> None:
    if not isinstance(body, dict | list) or not body:
        return
    keys = list(body) if isinstance(body, dict) else range(len(body))
    key = chance.choice(list(keys))
    inner = body[key]
    if key == "payload" and isinstance(inner, str) and chance.random() < 0.8:
        _spoil_payload(body, chance)
    elif isinstance(inner, dict | list) and inner and chance.random() < 0.8:
        _spoil_somewhere(inner, chance)
    elif chance.random() < 0.1 and isinstance(body, dict):
        del body[key]
    else:
        body[key] = _strange(chance)


def _spoil_payload(op: Any, chance: Random) -> None:
    try:
        inside = json.loads(op["payload"])
    except ValueError:
        return
    _spoil_somewhere(inside, chance)
    op["payload"] = json.dumps(inside, ensure_ascii=False)
    data = op["payload"].encode("utf-8", "surrogatepass")
    op["payload_sha256"] = sha256(data).hexdigest()


def _strange(chance: Random) -> Any:
    kind = chance.random()
    if kind < 0.5:
        return chance.choice(TEXTS)
    if kind < 0.7:
        return chance.choice(NUMBERS)
    if kind < 0.75:
        return chance.choice(("长", "\x00", "\ud800", "9")) * chance.choice((41, 256, 70_000))
    return chance.choice(([], {}, [[]], {"a": []}, [None], {"": ""}, ["x"] * 2000))


def _send(tally: Tally, client: Client, phone: Phone, path: str, body: bytes) -> None:
    headers = {"Authorization": f"Bearer {phone.token}"}
    with transaction.atomic():
        response = client.post(f"/field/{path}", body, content_type="application/json", headers=headers)
        transaction.set_rollback(True)
    status = response.status_code
    tally.expect(status < 500, f"POST field:{path} answered {status}")
    if 400 <= status < 500:
        said = json.loads(response.content)
        is_clear = bool(said.get("code") and said.get("message") and said.get("message_en"))
        tally.expect(is_clear, f"POST field:{path} refused with {status} and without words")
