"""What a push is answered with."""

from collections.abc import Collection
from uuid import UUID

import msgspec

from lianxin.field.vocabulary import Answer, Kept, State, Verdict
from lianxin.field.words import words_for

ANSWERS = {
    State.ACCEPTED: Answer.ACCEPTED,
    State.HELD: Answer.HELD,
    State.QUARANTINED: Answer.QUARANTINED,
    State.SET_ASIDE: Answer.QUARANTINED,
}
"""What a new op is answered, by what became of it."""


class Answered(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answer to one op. `first`: of an op that came again, what became of it; see `vocabulary.Answer`.

    `device_id` and `device_seq` are told of an op that came again from another phone of its person than the
    one it counts for.
    """

    op_id: str
    answer: str
    code: str = ""
    message: str = ""
    message_en: str = ""
    first: str = ""
    device_id: str = ""
    device_seq: int = 0


class Receipt(msgspec.Struct, frozen=True):
    count: int
    hash: str


class Answers(msgspec.Struct, frozen=True):
    """The answer to a push. `trouble` is the code of a batch that could not be read (and is stored all the
    same)."""

    epoch: str
    server_time_ms: int
    answers: list[Answered]
    receipt: Receipt
    revoked: bool = False
    trouble: str = ""


def answered(number: UUID, verdict: Verdict) -> Answered:
    """The answer to an op that is new."""
    answer = ANSWERS[verdict.state].value
    if not verdict.code:
        return Answered(str(number), answer, "", verdict.message, verdict.message_en)
    words = words_for(verdict.code)
    said, said_en = verdict.message or words.says, verdict.message_en or words.says_en
    return Answered(str(number), answer, verdict.code, said, said_en)


def answered_again(kept: Kept, former: Collection[UUID] = ()) -> Answered:
    """The answer to an op that is here already. `former`: the person's other phones."""
    code = "set-aside" if kept.state is State.SET_ASIDE else kept.code
    first = State.QUARANTINED if kept.state is State.SET_ASIDE else kept.state
    words = words_for(code)
    said, said_en = (words.says, words.says_en) if code else ("", "")
    its_phone = (str(kept.device_id), kept.device_seq) if kept.device_id in former else ("", 0)
    return Answered(str(kept.op_id), Answer.DUPLICATE.value, code, said, said_en, first.value, *its_phone)


def rejected(number: UUID) -> Answered:
    """The answer to another op under a number that is taken."""
    words = words_for("reused-id")
    return Answered(str(number), Answer.REJECTED.value, "reused-id", words.says, words.says_en)
