"""What several pushes need to know of the database: each question once for all of them, in plain SQL."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction

from lianxin.ledger.keys import key_of

PHONES = (
    "SELECT d.id, d.staff_id, d.revoked_at IS NOT NULL, d.last_seen_at, d.skew_s, s.is_active "
    "FROM field_device d JOIN people_staff s ON s.id = d.staff_id WHERE d.id IN ({marks}) ORDER BY d.id"
)
LOCKED = " FOR UPDATE OF d"
BATCHES = "SELECT device_id, sha256, id FROM field_batch WHERE device_id IN ({marks}) AND sha256 IN ({more})"
HOMES = (
    "SELECT h.id, h.area_id, a.path, h.state, h.keeper_id, h.handing_over_id "
    "FROM registry_household h JOIN areas_area a ON a.id = h.area_id WHERE h.id IN ({marks})"
)
HELD = (
    "SELECT DISTINCT device_id FROM field_op "
    "WHERE device_id IN ({marks}) AND settled_at IS NULL AND state = 'held'"
)
OPS = "SELECT device_id, op_id FROM field_op WHERE device_id IN ({marks})"


class Phone(NamedTuple):
    """A phone and its owner's account, as they stand now."""

    device_id: UUID
    staff_id: UUID
    is_revoked: bool
    last_seen_at: datetime | None
    skew_s: int | None
    is_active: bool

    @property
    def is_out(self) -> bool:
        return self.is_revoked or not self.is_active


class Home(NamedTuple):
    """As much of a household as judging needs."""

    area_id: UUID
    path: str
    state: str
    keepers: tuple[UUID | None, UUID | None]


def lock_phones(keys: Collection[UUID]) -> dict[UUID, Phone]:
    """Those phones, locked in the order of their keys: requests of one phone take turns, and whether it is
    out of use is read anew. On SQLite the transaction itself is the lock."""
    lock = LOCKED if transaction.get_connection().features.has_select_for_update else ""
    found = [
        Phone(_key(key), _key(staff), bool(is_revoked), _moment(seen), skew, bool(is_active))
        for key, staff, is_revoked, seen, skew, is_active in _ask(PHONES + lock, keys)
    ]
    return {phone.device_id: phone for phone in found}


def batches_among(wanted: Sequence[tuple[UUID, bytes]]) -> dict[tuple[UUID, bytes], UUID]:
    """The batches that hold these very bytes from these phones."""
    rows = _ask(BATCHES, {device for device, _ in wanted}, [digest for _, digest in wanted])
    found = {(_key(device), bytes(digest)): _key(key) for device, digest, key in rows}
    return {one: found[one] for one in wanted if one in found}


def homes_among(keys: Collection[UUID]) -> dict[UUID, Home]:
    known: dict[Any, UUID | None] = {None: None}  # homes of one keeper lie in few areas

    def once(raw: Any) -> Any:
        if raw not in known:
            known[raw] = _key(raw)
        return known[raw]

    return {
        _key(key): Home(once(area), path, state, (once(keeper), once(handing_over)))
        for key, area, path, state, keeper, handing_over in _ask(HOMES, keys)
    }


def phones_with_held(keys: Collection[UUID]) -> set[UUID]:
    """Those of the phones of which an op waits for its parent."""
    return {_key(key) for (key,) in _ask(HELD, keys)}


def ops_by_phone(keys: Collection[UUID]) -> dict[UUID, list[bytes]]:
    """The ids of all ops of each phone, as 16 bytes, in no order."""
    found: dict[UUID, list[bytes]] = {key: [] for key in keys}
    raw = {key.bytes: ops for key, ops in found.items()} | found
    for device, key in _ask(OPS, keys):
        raw[device].append(key.bytes if isinstance(key, UUID) else key)
    return found


def _ask(sql: str, keys: Iterable[UUID], more: Sequence[bytes] = ()) -> list[tuple[Any, ...]]:
    at_once = transaction.get_connection()
    given = [key.bytes if at_once.vendor == "sqlite" else key for key in keys]
    if not given:
        return []
    wording = sql.format(marks=_marks(len(given)), more=_marks(len(more)))
    with at_once.cursor() as cursor:
        cursor.execute(wording, [*given, *more])
        return list(cursor.fetchall())


def _marks(count: int) -> str:
    return ", ".join(["%s"] * count)


def _key(raw: Any) -> UUID:
    return raw if isinstance(raw, UUID) else key_of(raw)


def _moment(raw: datetime | None) -> datetime | None:
    """A moment as the driver gives it: without a zone on SQLite, where it is in UTC."""
    return raw.replace(tzinfo=UTC) if raw and raw.tzinfo is None else raw
