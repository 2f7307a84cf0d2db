"""The few questions that every push asks, as plain SQL: the ORM would take longer to word them than the
database to answer."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from lianxin.ledger.keys import key_of

DEVICE = (
    "SELECT d.id, d.staff_id, d.revoked_at IS NOT NULL, d.password_mark, d.roles, s.password, s.is_active "
    "FROM field_device d JOIN people_staff s ON s.id = d.staff_id WHERE d.token_hash = %s"
)
KNOWN = (
    "SELECT op_id, payload_sha256, state, code, device_id, device_seq FROM field_op WHERE op_id IN ({marks})"
)
EPOCH = "SELECT id FROM field_epoch ORDER BY began_at DESC, id DESC LIMIT 1"


def newest_epoch() -> UUID | None:
    found = _ask(EPOCH)
    return _key(found[0][0]) if found else None


class Holder(NamedTuple):
    """The phone with a token, and what its owner's account says of it today."""

    device_id: UUID
    staff_id: UUID
    is_revoked: bool
    mark: bytes
    roles: str
    password: str
    is_active: bool


def device_with(token_hash: bytes) -> Holder | None:
    found = _ask(DEVICE, token_hash)
    if not found:
        return None
    key, staff, is_revoked, mark, roles, password, is_active = found[0]
    return Holder(_key(key), _key(staff), bool(is_revoked), bytes(mark), roles, password, bool(is_active))


def known_among(op_ids: Iterable[UUID]) -> list[tuple[UUID, bytes, str, str, UUID | None, int]]:
    """(id, hash of the payload, state, code, phone, its number there) of those of the ops that are here."""
    keys = list(op_ids)
    if not keys:
        return []
    rows = _ask(KNOWN.format(marks=", ".join(["%s"] * len(keys))), *keys)
    return [
        (_key(key), bytes(digest), state, code, _key(device) if device else None, seq)
        for key, digest, state, code, device, seq in rows
    ]


def _ask(sql: str, *values: UUID | bytes) -> list[tuple[Any, ...]]:
    on_sqlite = connection.vendor == "sqlite"
    given = [one.bytes if on_sqlite and isinstance(one, UUID) else one for one in values]
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return list(cursor.fetchall())


def _key(raw: Any) -> UUID:
    return raw if isinstance(raw, UUID) else key_of(raw)
