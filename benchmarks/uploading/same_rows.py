"""The floor for the same rows: what Lianxin keeps of a push, written by hand in raw SQL, and no more.

A district's own tables with their indexes, keys and checks, the same bytes in journal and inbox, encrypted
alike, the same waits for the disk. But every phone is trusted: its token is looked up, and then no right is
asked, no op is judged, nothing can be wrong. Known bytes are answered again.
"""

import hashlib
import hmac
import os
import secrets
import sqlite3
import struct
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-65536")
MARK, LENGTH, HEAD = bytes.fromhex("9bd1f6a3c0e84d57"), struct.Struct(">I"), struct.Struct(">q16s")
UNIX = datetime(1970, 1, 1, tzinfo=UTC)
DISTRICT = timedelta(hours=8)

COLUMNS = {
    "field_batch": "id device_id received_at sha256 size raw via trouble",
    "field_op": "op_id device_id device_seq batch_id staff_id kind household_id area_id state code "
    "payload_sha256 said_at captured_at received_at judged_at settled_at reviewer_id backed_up_at "
    "resolved_at resolved_by_id how",
    "visits_visit": "id op_id household_id area_id staff_id started_at ended_at captured_at received_at "
    "begun_at visited_on form_id place met_other told note nothing_raised filling_seconds fields",
    "visits_item": "id op_id visit_id household_id area_id kind category text quantity unit "
    "for_resident_id wanted_on is_urgent about_id worked raised_at raised_by_id",
    "ledger_event": "id kind at actor_id subject_kind subject_id area_id before_json after_json cause words",
    "ledger_pending": "event_id kind attempts not_before trouble",
}
INSERT = {
    table: f"INSERT INTO {table} ({', '.join(names.split())}) VALUES ({', '.join('?' * len(names.split()))})"
    for table, names in COLUMNS.items()
}
DEVICE = "SELECT id, staff_id FROM field_device WHERE token_hash = ?"
BATCH = "SELECT 1 FROM field_batch WHERE device_id = ? AND sha256 = ?"
HELD = "SELECT op_id FROM field_op WHERE device_id = ?"
LAST = "SELECT seq FROM sqlite_sequence WHERE name = 'ledger_event'"


class Item(msgspec.Struct):
    item_id: UUID
    kind: str
    category: str
    text: str = ""


class Visit(msgspec.Struct):
    visit_id: UUID
    household_id: UUID
    started_at: datetime
    ended_at: datetime
    answers: list[msgspec.Raw] = []
    items: list[Item] = []
    nothing_raised: bool = False


class Op(msgspec.Struct):
    op_id: UUID
    device_seq: int
    kind: str
    payload: str
    payload_sha256: str
    client_time: datetime


class Push(msgspec.Struct):
    ops: list[Op]


_read, _read_visit = msgspec.json.Decoder(Push), msgspec.json.Decoder(Visit)
_mine = threading.local()
_turn, _journal_turn = threading.Lock(), threading.Lock()
_home = Path(os.environ["LIANXIN_HOME"])
_secret = (_home / "keys" / "vault.key").read_bytes()
_cipher = AESGCM(hmac.new(_secret, b"lianxin:aes-256-gcm", hashlib.sha256).digest())
_journal = os.open(_home / "same_rows.journal", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)


def seal(data: bytes, place: bytes) -> bytes:
    nonce = secrets.token_bytes(12)
    return b"\x01" + nonce + _cipher.encrypt(nonce, data, place)


def connect() -> sqlite3.Connection:
    if not hasattr(_mine, "line"):
        _mine.line = sqlite3.connect(os.environ["UPLOADS_FILE"], isolation_level=None, timeout=60)
        for pragma in PRAGMAS:
            _mine.line.execute(f"PRAGMA {pragma}")
    return _mine.line


def text(moment: datetime) -> str:
    return str(moment.astimezone(UTC).replace(tzinfo=None))


def application(environ: dict[str, Any], start: Any) -> list[bytes]:
    raw = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    if environ["PATH_INFO"] == "/healthz":
        start("200 OK", [])
        return [b"ok"]
    line = connect()
    token = environ["HTTP_AUTHORIZATION"].removeprefix("Bearer ")
    ((device, staff),) = line.execute(DEVICE, [hashlib.sha256(token.encode()).digest()])
    now = datetime.now(UTC)
    keep_journal(raw, device, now)
    ops = _read.decode(raw).ops
    digest = hashlib.sha256(raw).digest()
    with _turn:
        line.execute("BEGIN IMMEDIATE")
        if not line.execute(BATCH, [device, digest]).fetchone():
            write(line, raw, digest, device, staff, ops, now)
        held = sorted(str(UUID(bytes=key)) for (key,) in line.execute(HELD, [device]))
        line.execute("COMMIT")
    start("200 OK", [("Content-Type", "application/json")])
    receipt = {"count": len(held), "hash": hashlib.sha256("\n".join(held).encode()).hexdigest()}
    answers = [{"op_id": str(op.op_id), "answer": "accepted"} for op in ops]
    return [msgspec.json.encode({"answers": answers, "receipt": receipt})]


def keep_journal(raw: bytes, device: bytes, now: datetime) -> None:
    sealed = seal(HEAD.pack((now - UNIX) // timedelta(microseconds=1), device) + raw, b"inbox.journal")
    with _journal_turn:
        os.write(_journal, MARK + LENGTH.pack(len(sealed)) + sealed)
        os.fsync(_journal)


def write(
    line: sqlite3.Connection,
    raw: bytes,
    digest: bytes,
    device: bytes,
    staff: bytes,
    ops: list[Op],
    now: datetime,
) -> None:
    said = [_read_visit.decode(op.payload) for op in ops]
    homes = [visit.household_id.bytes for visit in said]
    marks = ", ".join("?" * len(homes))
    areas = dict(line.execute(f"SELECT id, area_id FROM registry_household WHERE id IN ({marks})", homes))
    batch, at = new_key(), text(now)
    (last,) = line.execute(LAST).fetchone() or (0,)
    rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in COLUMNS}
    rows["field_batch"] = [(batch, device, at, digest, len(raw), seal(raw, b"field_batch.raw"), "push", "")]
    for number, (op, visit, home) in enumerate(zip(ops, said, homes, strict=True), last + 1):
        key, mine, area = op.op_id.bytes, visit.visit_id.bytes, areas[home]
        begun = now - (visit.ended_at - visit.started_at)
        on = (begun + DISTRICT).date().isoformat()
        told = b'{"answers":[' + b",".join(map(bytes, visit.answers)) + b"]}"
        rows["visits_visit"].append(
            (
                mine,
                key,
                home,
                area,
                staff,
                text(visit.started_at),
                text(visit.ended_at),
                at,
                at,
                text(begun),
                on,
            )
            + (None, "home", "", seal(told, b"visits_visit.told"), None, visit.nothing_raised, 0, 0)
        )
        for item in visit.items:
            words = seal(item.text.encode(), b"visits_item.text")
            rows["visits_item"].append(
                (item.item_id.bytes, key, mine, home, area, item.kind, item.category, words)
                + (None, "", None, None, False, None, "", at, staff)
            )
        after = f'{{"items":{len(visit.items)},"on":"{on}","visit":"{visit.visit_id}"}}'
        rows["ledger_event"].append(
            (number, "visit.recorded", at, staff, "household", home, area, "", after, "", None)
        )
        rows["ledger_pending"].append((number, "visit.recorded", 0, None, ""))
        sha256, captured = bytes.fromhex(op.payload_sha256), text(op.client_time)
        rows["field_op"].append(
            (key, device, op.device_seq, batch, staff, op.kind, home, area, "accepted", "", sha256)
            + (captured, at, at, at, at, None, None, None, None, "")
        )
    for table, some in rows.items():
        line.executemany(INSERT[table], some)


def new_key() -> bytes:
    return (time.time_ns() // 1_000_000).to_bytes(6) + b"\x70\x00\x80" + secrets.token_bytes(7)
