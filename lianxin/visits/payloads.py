"""What a phone tells, decoded: one Struct for each kind of operation. Pure.

A payload is never refused for being newer than the server: fields that are not known are ignored here (the
inbox keeps the bytes), and a code that is not known is kept as it stands. What is refused has no meaning at
all: the wrong shape, a visit with neither items nor "nothing raised", a moment outside any calendar.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any, TypeAlias
from uuid import UUID

import msgspec
from msgspec import Meta, Struct

Code: TypeAlias = Annotated[str, Meta(pattern=r"\A[a-z][a-z0-9_-]{0,39}\Z")]
Short: TypeAlias = Annotated[str, Meta(max_length=40)]
Value: TypeAlias = Annotated[str, Meta(max_length=64)]
Words: TypeAlias = Annotated[str, Meta(max_length=4000)]
Moment: TypeAlias = Annotated[datetime, Meta(tz=True)]
Amount: TypeAlias = Annotated[float, Meta(ge=0, le=1e12)]
Count: TypeAlias = Annotated[int, Meta(ge=0, le=1_000_000)]
Few: TypeAlias = Annotated[list[UUID], Meta(max_length=100)]

YEARS = range(1990, 2101)
"""Years a phone's clock may show; a clock ten years off is still understood."""


class PayloadRefused(ValueError):
    """A payload without meaning. `code` is stable; the messages say what is wrong and where."""

    def __init__(self, code: str, message: str, message_en: str) -> None:
        super().__init__(message)
        self.code, self.message, self.message_en = code, message, message_en


class Settled(Struct, frozen=True):
    """即办: how an item was settled on the spot."""

    how: Words


class Answer(Struct, frozen=True):
    """A fact as told; `value` and `old` (what the phone knew before, None: nothing) are canonical texts of
    `registry.values`."""

    indicator: Short
    value: Value
    resident_id: UUID | None = None
    old: Value | None = None
    source: Code = "resident"


class ItemTold(Struct, frozen=True):
    """What the home raised. `quantity` counts in `unit`; `worked` answers 问效 about `about_item`."""

    item_id: UUID
    kind: Code
    category: Code
    text: Words = ""
    quantity: Amount | None = None
    unit: Short | None = None
    for_resident: UUID | None = None
    wanted_by: date | None = None
    urgent: bool = False
    settled: Settled | None = None
    about_item: UUID | None = None
    worked: Code | None = None


class VisitRecord(Struct, frozen=True):
    """One visit to a home, or to a place (`household_id` is None)."""

    visit_id: UUID
    started_at: Moment
    ended_at: Moment
    household_id: UUID | None = None
    area_id: UUID | None = None
    met: Few = []
    met_other: Code | None = None
    place: Code = "home"
    answers: Annotated[list[Answer], Meta(max_length=400)] = []
    items: Annotated[list[ItemTold], Meta(max_length=100)] = []
    nothing_raised: bool = False
    note: Words = ""
    duties: Few = []
    filling_seconds: Count = 0
    fields: Count = 0


class VisitMissed(Struct, frozen=True):
    """A visit that could not be made; `code` as in `planning.vocabulary.Cannot`."""

    code: Code
    tried_on: date
    household_id: UUID | None = None
    duty_id: UUID | None = None
    note: Words = ""


class VisitAdd(Struct, frozen=True):
    """An afterthought to a visit."""

    visit_id: UUID
    text: Words


class ItemUrgent(Struct, frozen=True):
    """Something that cannot wait; `called`: the numbers that were rung."""

    item_id: UUID
    household_id: UUID
    text: Words
    category: Code = "urgent"
    called: Annotated[list[Short], Meta(max_length=20)] = []


class FamilyPropose(Struct, frozen=True):
    """A change in a family as the cadre heard of it; `relation` is to the head of the household."""

    proposal_id: UUID
    household_id: UUID
    change: Code
    on: date
    resident_id: UUID | None = None
    name: Short = ""
    sex: Code = "u"
    birth_on: date | None = None
    relation: Code = "other"
    words: Words = ""


class CardLeave(Struct, frozen=True):
    """The home was left its card; of its token the server learns the SHA-256 alone."""

    household_id: UUID
    token_sha256: Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]


class FeedbackSend(Struct, frozen=True):
    """What a cadre says about the system's own burden."""

    text: Words
    about: Code = "other"


Payload: TypeAlias = (
    VisitRecord | VisitMissed | VisitAdd | ItemUrgent | FamilyPropose | CardLeave | FeedbackSend
)
KINDS: dict[str, type[Struct]] = {
    "visit.record": VisitRecord,
    "visit.missed": VisitMissed,
    "visit.add": VisitAdd,
    "item.urgent": ItemUrgent,
    "family.propose": FamilyPropose,
    "card.leave": CardLeave,
    "feedback.send": FeedbackSend,
}
_DECODERS: dict[str, Any] = {kind: msgspec.json.Decoder(shape) for kind, shape in KINDS.items()}


def decode(kind: str, payload: bytes | str) -> Any:
    """Return the Struct of a kind. Raises PayloadRefused: unknown-kind, not-json, wrong-shape, no-place,
    neither-nor, both, empty, effect-unanswered, no-such-day."""
    decoder = _DECODERS.get(kind)
    if decoder is None:
        raise _refusal("unknown-kind", kind=kind)
    try:
        told = decoder.decode(payload)
    except msgspec.ValidationError as error:
        raise _refusal("wrong-shape", where=_where(error)) from None
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise _refusal("not-json") from None
    for code in _faults(told):
        raise _refusal(code)
    return told


def _faults(told: Payload) -> Iterator[str]:
    """Codes of what only shows when the fields are seen together."""
    match told:
        case VisitRecord():
            yield from _visit_faults(told)
        case VisitMissed():
            yield from _strange([told.tried_on])
        case FamilyPropose():
            yield from _strange([told.on])
        case VisitAdd() | ItemUrgent() | FeedbackSend() if not told.text.strip():
            yield "empty"


def _visit_faults(told: VisitRecord) -> Iterator[str]:
    if told.household_id is None and told.area_id is None:
        yield "no-place"
    if bool(told.items) == told.nothing_raised:
        yield "both" if told.items else "neither-nor"
    for item in told.items:
        if item.kind == "effect":
            if item.worked is None:
                yield "effect-unanswered"
        elif not item.text.strip():
            yield "empty"
    wanted = [item.wanted_by for item in told.items if item.wanted_by is not None]
    yield from _strange([told.started_at, told.ended_at, *wanted])


def _strange(days: list[Any]) -> Iterator[str]:
    for day in days:
        if day.year not in YEARS:
            yield "no-such-day"


def _where(error: msgspec.ValidationError) -> str:
    """Where the shape is wrong, as in `items[0].text`; empty when it is the whole."""
    _, found, place = str(error).rpartition(" - at `$")
    return place.strip("`.") if found else ""


def _refusal(code: str, **values: str) -> PayloadRefused:
    zh, en = MESSAGES[code]
    return PayloadRefused(code, zh.format(**values), en.format(**values))


MESSAGES: dict[str, tuple[str, str]] = {
    "unknown-kind": (
        "服务器还不认识“{kind}”这一类记录，请管理员升级服务器。",
        "The server does not know records of kind '{kind}' yet; it has to be updated.",
    ),
    "not-json": ("内容损坏，读不出来。", "The content is damaged and cannot be read."),
    "wrong-shape": (
        "内容格式不对（{where}），请人看一看。",
        "The content has the wrong shape ({where}); somebody has to look.",
    ),
    "no-place": ("没有写明走访的是哪一户或哪个村。", "Neither a household nor a village is named."),
    "neither-nor": (
        "既没有记事项，也没有写明“没提什么”。",
        "There are neither items nor a word that nothing was raised.",
    ),
    "both": (
        "记了事项，又写了“没提什么”，对不上。",
        "There are items, and also a word that nothing was raised.",
    ),
    "empty": ("有一条没有写内容。", "One entry has no words."),
    "effect-unanswered": (
        "问效的一条没有答管不管用。",
        "An entry about effect does not say if it worked.",
    ),
    "no-such-day": ("日期离现在太远，请核对手机时间。", "A day lies too far off; check the phone's clock."),
}
