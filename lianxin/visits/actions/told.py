"""What phones told, as the room takes it, and why something cannot be taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

REFUSED: dict[str, tuple[str, str]] = {
    "visit-known": (
        "这次走访的编号已被另一条记录用过，请人看一看。",
        "Another record came under the number of this visit; somebody has to look.",
    ),
    "item-known": (
        "有一件事的编号已被另一条记录用过，请人看一看。",
        "Another record came under the number of one of these items; somebody has to look.",
    ),
    "proposal-known": (
        "这条家庭变化的编号已被另一条记录用过，请人看一看。",
        "Another record came under the number of this proposal; somebody has to look.",
    ),
    "card-known": (
        "这张连心卡已经登记过，请换一张新的。",
        "This card is registered already; leave a new one.",
    ),
    "no-visit": (
        "补记的那次走访还没有收到。",
        "The visit that this was added to has not come in.",
    ),
    "no-household": ("登记里没有这一户。", "The register does not have this household."),
    "no-place": ("没有写明是哪一户或哪个村。", "Neither a household nor a village is named."),
    "unknown-form": (
        "这张走访表不是本区采用过的版本。",
        "The form is not a version that this district has adopted.",
    ),
}


class Refused(ValueError):
    """One operation that cannot be taken in; the caller sets it aside and tries the others again."""

    def __init__(self, op_id: UUID, code: str) -> None:
        self.op_id, self.code = op_id, code
        self.message, self.message_en = REFUSED[code]
        super().__init__(self.message)


@dataclass(frozen=True, slots=True)
class Told:
    """One operation of a phone, decoded. `area_id`: where the home lies now, or the place that was visited.

    `captured_at` is the server's own estimate of the moment, whatever the phone's clock said, and never
    later than `received_at`. `form_version`: the id of a policy of visits, None where there was no form.
    """

    op_id: UUID
    kind: str
    staff_id: UUID
    household_id: UUID | None
    area_id: UUID | None
    payload: Any
    captured_at: datetime
    received_at: datetime
    form_version: str | None = None


def of_kind(told: Sequence[Told], kind: str) -> list[Told]:
    """The operations of a kind, each op_id once."""
    return list({one.op_id: one for one in reversed(told) if one.kind == kind}.values())[::-1]
