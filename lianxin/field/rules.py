"""How an op is judged, when it was captured, what a receipt says. Pure."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from lianxin.field.vocabulary import ACCEPTED, Moment, State, Verdict
from lianxin.field.wire import Op, moment_of


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: whether his phone and his account still count, and whether he does field work today.

    `doubt` is the code of why it may not be his at all: somebody else's phone brought it, or a file that
    does not show which phone made it.
    """

    is_revoked: bool
    is_active: bool
    may_work: bool
    is_known: bool = True
    doubt: str = ""


def estimate(op: Op, *, sent: datetime | None, received: datetime) -> Moment:
    """When an op was captured, by the server's clock, whatever the phone's clock says.

    The phone says in one breath when it captured and what its clock shows now; the server knows what now is.
    The result lies between the last moment the phone heard from the server and the receipt.
    """
    said = moment_of(op.client_time)
    heard = moment_of(op.last_server_time)
    earliest = min(heard, received) if heard else None
    skew = sent - received if sent else None
    estimated = received
    if said is not None:
        try:
            estimated = said - (skew or timedelta(0))
        except OverflowError:
            estimated = received
    if earliest is not None:
        estimated = max(estimated, earliest)
    seconds = None if skew is None else max(-(2**31), min(2**31 - 1, round(skew.total_seconds())))
    return Moment(said, min(estimated, received), seconds)


def has_its_hash(op: Op, words: bytes) -> bool:
    """Whether the payload, as bytes, is what the phone hashed."""
    return hashlib.sha256(words).hexdigest() == op.payload_sha256.lower()


def judge_sender(sender: Sender) -> Verdict:
    """What the sender alone lets become of an op; accepted unless something speaks against him."""
    if not sender.is_known:
        return Verdict(State.QUARANTINED, "device-unknown")
    if sender.doubt:
        return Verdict(State.QUARANTINED, sender.doubt)
    if sender.is_revoked:
        return Verdict(State.QUARANTINED, "device-revoked")
    if not sender.is_active:
        return Verdict(State.QUARANTINED, "staff-left")
    if not sender.may_work:
        return Verdict(State.QUARANTINED, "no-field-work")
    return ACCEPTED


def judge_parents(
    parents: Iterable[UUID], known: Mapping[UUID, State], coming: Collection[UUID] = ()
) -> Verdict:
    """Held while a parent is not here or waits itself; `coming`: what this batch has accepted so far."""
    for parent in parents:
        state = State.ACCEPTED if parent in coming else known.get(parent)
        if state is None:
            return Verdict(State.HELD, "parent-missing")
        if state in (State.HELD, State.QUARANTINED):
            return Verdict(State.HELD, "parent-waits")
        if state is State.SET_ASIDE:
            return Verdict(State.QUARANTINED, "parent-set-aside")
    return ACCEPTED


def receipt(op_ids: Iterable[UUID]) -> tuple[int, str]:
    """Count and SHA-256 over the sorted op ids, each on a line: what both sides compare."""
    return receipt_of([op_id.bytes for op_id in op_ids])


def receipt_of(raw: Sequence[bytes]) -> tuple[int, str]:
    """The same of ids as 16 bytes, whose order is that of their texts: a phone has thousands after a year."""
    text = b"".join(sorted(raw)).hex()
    lines = [
        f"{text[at : at + 8]}-{text[at + 8 : at + 12]}-{text[at + 12 : at + 16]}-{text[at + 16 : at + 20]}-"
        f"{text[at + 20 : at + 32]}"
        for at in range(0, len(text), 32)
    ]
    return len(lines), hashlib.sha256("\n".join(lines).encode()).hexdigest()


def backed_up_seq(ops: Iterable[tuple[int, bool]]) -> int:
    """The highest number up to which every op of the device is here and in a verified backup; 0 for none,
    since a phone numbers its ops from 1.

    `ops`: (device_seq, whether it is backed up). A gap ends it: what has not arrived is in no backup.
    """
    reached = 0
    for seq, is_backed_up in sorted(set(ops)):
        if seq > reached + 1 or not is_backed_up:
            break
        reached = max(reached, seq)
    return reached


def backed_up_runs(ops: Iterable[tuple[int, bool]]) -> list[tuple[int, int]]:
    """All of a device that is in a verified backup, as runs of numbers without a gap: [(first, last), …].

    A number that will never arrive (its op was rejected, or counts for an earlier phone) ends a run, and the
    ops behind it are told all the same.
    """
    runs: list[tuple[int, int]] = []
    kept: dict[int, bool] = {}
    for seq, is_backed_up in ops:
        kept[seq] = kept.get(seq, True) and is_backed_up
    for seq in sorted(seq for seq, is_backed_up in kept.items() if is_backed_up and seq > 0):
        if runs and runs[-1][1] == seq - 1:
            runs[-1] = (runs[-1][0], seq)
        else:
            runs.append((seq, seq))
    return runs
