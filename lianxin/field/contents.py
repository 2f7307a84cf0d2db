"""The words of an op, which lie in the batch that brought it."""

from hashlib import sha256

import msgspec

from lianxin.field import wire
from lianxin.field.models import Batch, Op


class Ops(msgspec.Struct, frozen=True):
    """Whatever has ops: a push, an opened rescue file."""

    ops: list[msgspec.Raw]


class ContentsGone(LookupError):
    """The batch does not hold the op; it never happens unless somebody changed the tables."""


def op_as_sent(op: Op, batch: Batch | None = None) -> tuple[bytes, wire.Op | None]:
    """(the bytes of an op, the op as read or None when it is not as agreed). Raises ContentsGone."""
    batch = batch or op.batch
    for raw in wire.read(batch.raw, Ops).ops:
        data = bytes(raw)
        number, read = wire.read_op(data)
        if number == op.op_id and hash_of(data, read) == bytes(op.payload_sha256):
            return data, read
    raise ContentsGone(str(op.op_id))


def hash_of(raw: bytes, op: wire.Op | None) -> bytes:
    """By what an op is known again: the hash its phone gave the payload, else that of its bytes."""
    return bytes.fromhex(op.payload_sha256) if op else sha256(raw).digest()
