"""Phones as the server meets them: they keep what they have not been answered about, and send it again.

What they record is made up: visits with a need each. The transport is given, so that the same phone talks to
a view in this process, or to a server over the network.
"""

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

from lianxin.field.rules import receipt

Send = Callable[[str, bytes, Mapping[str, str]], tuple[int, bytes]]
"""(path, body, headers) → (status, body); raises OSError where the network would fail."""

UNIX = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE_MS = 60_000


class Unanswered(OSError):
    """The server could not be reached, broke off, or failed: nothing is known of what was sent."""


def send_by(client: Any) -> Send:
    """A transport through Django's test client."""

    def send(path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
        response = client.post(path, body, content_type="application/json", headers=dict(headers))
        return response.status_code, response.content

    return send


@dataclass
class Phone:
    """One phone. `outbox` holds ops without an answer, `kept` every op it made, `ahead_ms` is by how much
    its clock is ahead of the true time."""

    send: Send
    device_id: str
    token: str
    chance: Random
    ahead_ms: int = 0
    epoch: str = ""
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    outbox: list[dict[str, Any]] = field(default_factory=list)
    kept: dict[str, dict[str, Any]] = field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    heard: str | None = None
    last: dict[str, Any] = field(default_factory=dict)
    numbers: Any = field(default_factory=lambda: count(1))

    def now_ms(self) -> int:
        return int(time.time() * 1000) + self.ahead_ms

    def new_id(self) -> str:
        number = (self.now_ms() & (1 << 48) - 1) << 80 | 7 << 76 | self.chance.getrandbits(12) << 64
        return str(UUID(int=number | 0b10 << 62 | self.chance.getrandbits(62)))

    def record(
        self, kind: str, payload: Mapping[str, Any], *, home: Any = None, parents: Sequence[str] = ()
    ) -> dict[str, Any]:
        """Make an op, as the app does: with the local view, before any network call."""
        text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
        op = {
            "op_id": self.new_id(),
            "device_id": self.device_id,
            "device_seq": next(self.numbers),
            "epoch": self.epoch,
            "household_id": str(home) if home else None,
            "kind": kind,
            "form_version": None,
            "parent_op_ids": list(parents),
            "client_time": iso(self.now_ms()),
            "monotonic_ms": time.monotonic() * 1000,
            "last_server_time": self.heard,
            "payload": text,
            "payload_sha256": hashlib.sha256(text.encode()).hexdigest(),
            "attachments": [],
        }
        self.kept[op["op_id"]] = op
        self.outbox.append(op)
        return op

    def visit(self, home: Any, *, answers: Sequence[Mapping[str, Any]] = (), **more: Any) -> dict[str, Any]:
        """A visit to a home, with one need, or with facts as told."""
        now, item = self.now_ms(), self.new_id()
        need = {"item_id": item, "kind": "need", "category": "road", "text": f"门口的路不好走 {item[-6:]}"}
        payload = {
            "visit_id": self.new_id(),
            "household_id": str(home),
            "started_at": iso(now - 20 * MINUTE_MS),
            "ended_at": iso(now),
            "answers": list(answers),
            "items": [need],
            "filling_seconds": 180,
            "fields": 9,
        }
        return self.record("visit.record", payload | more, home=home)

    def body(self, ops: Sequence[Mapping[str, Any]]) -> bytes:
        head = {"device_id": self.device_id, "epoch": self.epoch, "sent_ms": self.now_ms()}
        return json.dumps(head | {"ops": list(ops)}, ensure_ascii=False).encode()

    def post(self, path: str, body: bytes) -> dict[str, Any]:
        """Send something with the phone's token. Raises Unanswered for anything but an answer of the sync."""
        headers = {"Authorization": f"Bearer {self.token}", "X-Lianxin-App": "proof"}
        status, content = self.send(path, body, headers)
        if status != 200:
            raise Unanswered(f"{path} answered {status}: {content[:200]!r}")
        return dict(json.loads(content))

    def push(self, most: int = 50) -> dict[str, Any]:
        """Send the first of the outbox; what is answered leaves it. Raises OSError when nothing is known."""
        some = self.outbox[:most]
        answer = self.post("/field/sync/push", self.body(some))
        for one in answer["answers"]:
            self.answers[one["op_id"]] = one
        self.outbox = [op for op in self.outbox if op["op_id"] not in self.answers]
        self._heard(answer)
        return answer

    def pull(self) -> dict[str, Any]:
        """Bring the rows up to date; a row is not written over while its home has unsent work."""
        body = {"device_id": self.device_id, "epoch": self.epoch, "have": self.hashes}
        answer = self.post("/field/sync/pull", json.dumps(body).encode())
        unsent = {f"home:{op['household_id']}" for op in self.outbox}
        for row in answer["rows"]:
            if row["key"] not in unsent:
                self.rows[row["key"]], self.hashes[row["key"]] = row["row"], row["hash"]
        for key in (*answer["gone"], *answer["leave"]):
            self.rows.pop(key, None)
            self.hashes.pop(key, None)
        self._heard(answer)
        return answer

    def agrees(self) -> bool:
        """Whether the last receipt is that of everything this phone was answered about."""
        mine = receipt(UUID(key) for key, one in self.answers.items() if one["answer"] != "rejected")
        if not self.last:
            return mine[0] == 0
        return mine == (self.last["receipt"]["count"], self.last["receipt"]["hash"])

    def _heard(self, answer: dict[str, Any]) -> None:
        self.last = answer
        self.heard = iso(answer["server_time_ms"])
        if self.epoch and answer["epoch"] != self.epoch:
            self.outbox = list(self.kept.values())  # the server was put back: send again all one keeps
            self.answers.clear()
        self.epoch = answer["epoch"]


def iso(moment_ms: int) -> str:
    return (UNIX + timedelta(milliseconds=moment_ms)).isoformat(timespec="milliseconds")
