"""The floor: decode, one INSERT … ON CONFLICT for the ops of a batch, COMMIT on the disk, answer.

No account, no right, no judging, no inbox, no ledger, nothing encrypted: what a disk and Python allow.
"""

import os
import sqlite3
import threading
from typing import Any

import msgspec

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL")
TABLE = (
    "CREATE TABLE IF NOT EXISTS op (id TEXT PRIMARY KEY, device TEXT, seq INTEGER, kind TEXT, home TEXT, "
    "payload TEXT, received REAL) WITHOUT ROWID"
)
INSERT = "INSERT INTO op VALUES (?, ?, ?, ?, ?, ?, 0) ON CONFLICT (id) DO NOTHING"
_mine = threading.local()
_turn = threading.Lock()


class Op(msgspec.Struct):
    op_id: str
    device_id: str
    device_seq: int
    kind: str
    household_id: str
    payload: str


class Push(msgspec.Struct):
    ops: list[Op]


def connect() -> sqlite3.Connection:
    if not hasattr(_mine, "line"):
        _mine.line = sqlite3.connect(os.environ["UPLOADS_FILE"], isolation_level=None, timeout=60)
        for pragma in PRAGMAS:
            _mine.line.execute(f"PRAGMA {pragma}")
        _mine.line.execute(TABLE)
    return _mine.line


def application(environ: dict[str, Any], start: Any) -> list[bytes]:
    raw = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    if environ["PATH_INFO"] == "/healthz":
        start("200 OK", [])
        return [b"ok"]
    push = msgspec.json.decode(raw, type=Push)
    line = connect()
    rows = [(op.op_id, op.device_id, op.device_seq, op.kind, op.household_id, op.payload) for op in push.ops]
    with _turn:
        line.execute("BEGIN IMMEDIATE")
        line.executemany(INSERT, rows)
        line.execute("COMMIT")
    start("200 OK", [("Content-Type", "application/json")])
    return [msgspec.json.encode({"answers": [{"op_id": op.op_id, "answer": "accepted"} for op in push.ops]})]
