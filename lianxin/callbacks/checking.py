"""Drawing a round's sample again, from what the sealed ledger was told and what was frozen."""

from collections import Counter
from typing import Any

from lianxin.callbacks import drawing
from lianxin.callbacks.models import Call, Round
from lianxin.callbacks.populations import population_of
from lianxin.callbacks.sizing import allocate
from lianxin.callbacks.vocabulary import Part, Subject
from lianxin.ledger.models import Block, Event


def faults_in(made: Round) -> list[str]:
    """What is wrong with a closed round, as codes (`drawing.faults_of`); besides: open (its secret is not
    shown yet), ledger (the ledger does not tell of its opening and one draw), subject (it was opened about
    something else), early (drawn before the ledger had sealed the commitment)."""
    if not made.shown:
        return ["open"]
    opened, drawn = (_told(made, kind) for kind in ("callbacks.opened", "callbacks.drawn"))
    if len(opened) != 1 or len(drawn) != 1:
        return ["ledger"]
    if opened[0].after.get("subject", Subject.VISITS.value) != made.subject:
        return ["subject"]
    at_draw = drawn[0].after
    frame = bytes(made.frame)
    sizes = Counter(
        frame[at : at + 12].decode("ascii", "replace") for at in range(0, len(frame), drawing.ROW)
    )
    keys: dict[str, list[bytes]] = {part.value: [] for part in Part}
    column = population_of(made).column
    for part, claim in Call.objects.filter(round=made).values_list("part", column):
        keys[part].append(claim.bytes)
    found = drawing.faults_of(
        committed=str(opened[0].after["commitment"]),
        secret=_bytes(made.shown),
        frame=frame,
        frame_digest=str(at_draw["frame"]),
        wanted=allocate(sizes, int(at_draw["total"]), int(at_draw["least"])),
        for_risk=int(at_draw["for_risk"]),
        random=keys[Part.RANDOM.value],
        risk=keys[Part.RISK.value],
        drawn=str(at_draw["sample"]),
    )
    seal = Block.objects.filter(last_event_id__gte=opened[0].pk).order_by("number").first()
    return found if seal and seal.last_event_id < drawn[0].pk else [*found, "early"]


def _told(made: Round, kind: str) -> list[Event]:
    about: Any = Event.objects.about("round", made.pk)
    return list(about.filter(kind=kind).order_by("pk"))


def _bytes(shown: str) -> bytes:
    try:
        return bytes.fromhex(shown)
    except ValueError:
        return b""
