"""What phones send, read without trust: one strange op never makes the others unreadable. Pure.

Unknown fields are ignored, so a newer phone is understood by an older server.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

import msgspec

from lianxin.field.vocabulary import LARGEST_BATCH, LARGEST_SEQ, MOST_OPS

TROUBLE = (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError, OverflowError)
NAMELESS = UUID("6f4d2b6e-5a0e-5c1a-9d55-0b6f2f9f7f10")
PLAIN_KEY = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
PLAIN_HASH = re.compile(r"[0-9a-fA-F]{64}")
PLAIN_CODE = re.compile(r"[a-z0-9._-]{1,40}")
UNIX = datetime(1970, 1, 1, tzinfo=UTC)


class Unreadable(ValueError):
    """A body that is not what was agreed on. `code` is stable (see `words.py`)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Attachment(msgspec.Struct, frozen=True):
    sha256: str
    size: int = 0
    mime: str = ""


class Op(msgspec.Struct, frozen=True):
    """One op as the phone made it. `payload` is JSON text; its hash covers exactly these characters."""

    op_id: str
    kind: str
    payload: str
    payload_sha256: str
    device_seq: int
    device_id: str = ""
    epoch: str = ""
    household_id: str | None = None
    form_version: str | None = None
    parent_op_ids: list[str] = []
    client_time: str | int | float | None = None
    monotonic_ms: float | None = None
    last_server_time: str | int | float | None = None
    attachments: list[Attachment] = []


_OP: msgspec.json.Decoder[Op] = msgspec.json.Decoder(Op)


class Push(msgspec.Struct, frozen=True):
    ops: list[msgspec.Raw]
    device_id: str = ""
    epoch: str = ""
    sent_ms: float | None = None


class Pull(msgspec.Struct, frozen=True):
    """`former`: phones of the same person before this one, of whose ops a copy still lies here."""

    device_id: str = ""
    epoch: str = ""
    have: dict[str, str] = {}
    former: list[str] = []


class Enrolment(msgspec.Struct, frozen=True):
    number: str
    password: str
    code: str = ""
    device_name: str = ""
    app_version: str = ""
    time_ms: float | None = None


class NewPassword(msgspec.Struct, frozen=True):
    number: str
    password: str
    new_password: str
    code: str = ""


class SealedOps(msgspec.Struct, frozen=True):
    sealed: str
    device_id: str = ""
    proof: str = ""


class RescueFile(msgspec.Struct, frozen=True):
    """`proof` shows that the phone it names sealed it (`proving.py`)."""

    format: str
    sealed: str
    device_id: str = ""
    made_at: str = ""
    proof: str = ""


class Rescued(msgspec.Struct, frozen=True):
    ops: list[msgspec.Raw]


def read(raw: bytes | str, kind: type[Any]) -> Any:
    """Read a body as the wanted kind. Raises Unreadable: not-json, not-as-agreed."""
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.ValidationError:
        raise Unreadable("not-as-agreed") from None
    except TROUBLE:
        raise Unreadable("not-json") from None


def read_push(raw: bytes) -> Push:
    """A batch, its ops still unread. Raises Unreadable: too-large, not-json, not-as-agreed, too-many-ops."""
    if len(raw) > LARGEST_BATCH:
        raise Unreadable("too-large")
    push: Push = read(raw, Push)
    if len(push.ops) > MOST_OPS:
        raise Unreadable("too-many-ops")
    return push


def read_op(raw: bytes) -> tuple[UUID, Op | None]:
    """An op and its number. None in place of the op when it is not as agreed; an op without a readable number
    gets one that follows from its bytes, so that the same bytes are the same op."""
    op: Op | None = None
    try:
        op = _OP.decode(raw)
        number = key_of(op.op_id)
    except TROUBLE:
        number = _number_in(raw)
    if number is None:
        return uuid5(NAMELESS, raw.decode("utf-8", "replace")), None
    return number, op if op and is_sound(op) else None


def is_sound(op: Op) -> bool:
    """Whether the frame of an op can be used; what is in its payload is another question."""
    return (
        0 <= op.device_seq < LARGEST_SEQ
        and PLAIN_CODE.fullmatch(op.kind) is not None
        and PLAIN_HASH.fullmatch(op.payload_sha256) is not None
        and (not op.household_id or PLAIN_KEY.fullmatch(op.household_id) is not None)
        and (op.form_version is None or len(op.form_version) <= 80)
        and all(map(PLAIN_KEY.fullmatch, op.parent_op_ids))
        and len(op.parent_op_ids) <= MOST_OPS
    )


def key_of(text: str | None) -> UUID | None:
    """A key in its plain spelling, None for anything else."""
    return UUID(int=int(text.replace("-", ""), 16)) if text and PLAIN_KEY.fullmatch(text) else None


def moment_of(said: str | int | float | None) -> datetime | None:
    """A moment as ISO text or Unix milliseconds; None when it is neither, or lies outside of the calendar."""
    try:
        if isinstance(said, str):
            found = datetime.fromisoformat(said)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
        return None if said is None else UNIX + timedelta(milliseconds=said)
    except (ValueError, OverflowError):
        return None


def line(text: str, longest: int) -> str:
    """A text as one plain line, without control characters or halves of characters, cut to a length."""
    words = "".join(one if one.isprintable() else " " for one in text).split()
    return " ".join(words).encode("utf-8", "ignore").decode()[:longest].rstrip()


def _number_in(raw: bytes) -> UUID | None:
    """The number of an op that is otherwise not as agreed."""
    try:
        found = msgspec.json.decode(raw)
        said = found.get("op_id") if isinstance(found, dict) else None
        return key_of(said) if isinstance(said, str) else None
    except TROUBLE:
        return None
