"""The draw: the frame is frozen, the sample follows from it and the secret, third persons get the calls."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from lianxin.callbacks import drawing
from lianxin.callbacks.actions.refusals import CallbacksRefused
from lianxin.callbacks.actions.telling import note
from lianxin.callbacks.assigning import assign
from lianxin.callbacks.framing import Frame, numbers_on
from lianxin.callbacks.models import Call, Round
from lianxin.callbacks.populations import population_of
from lianxin.callbacks.sizing import allocate, answers_needed, calls_needed
from lianxin.callbacks.standards import Numbers
from lianxin.callbacks.third_persons import asked_of, callers_on
from lianxin.callbacks.vocabulary import Part
from lianxin.ledger.keys import new_key
from lianxin.ledger.models import Block, Event


@transaction.atomic
def draw_round(made: Round, *, actor: Any, now: datetime) -> Round:
    """Draw the sample, once. The period must be over and the commitment sealed in the ledger.

    Raises CallbacksRefused: drawn, discarded, period-open, not-sealed, empty-frame.
    """
    found = Round.objects.select_for_update().select_related("area").get(pk=made.pk)
    today = timezone.localdate(now)
    if found.drawn_at is not None:
        raise CallbacksRefused("drawn")
    if found.discarded_at is not None:
        raise CallbacksRefused("discarded")
    if found.to_on >= today:
        raise CallbacksRefused("period-open", to_on=found.to_on.isoformat())
    if not is_sealed(found):
        raise CallbacksRefused("not-sealed")
    numbers = numbers_on(today)
    frame = population_of(found).frame_of(found.area, found.from_on, found.to_on, numbers)
    if not frame.units:
        raise CallbacksRefused("empty-frame")
    draw(found, frame, numbers, actor=actor, now=now)
    return found


def is_sealed(made: Round) -> bool:
    """Whether the ledger has sealed the opening, so that the commitment can be changed no more."""
    event = Event.objects.filter(kind="callbacks.opened", subject_id=made.pk).first()
    last = Block.objects.order_by("-number").values_list("last_event_id", flat=True).first()
    return event is not None and last is not None and event.pk <= last


def draw(found: Round, frame: Frame, numbers: Numbers, *, actor: Any, now: datetime) -> None:
    """Freeze the frame, draw both parts, write the calls and tell the ledger."""
    sizes = Counter(one.stratum for one in frame.units)
    total, least = calls_wanted(found, len(frame.units), numbers), int(numbers["call_least_per_town"])
    wanted = allocate(sizes, total, least)
    for_risk = round(total * numbers["call_risk_share"])
    found.frame = drawing.frame_bytes(frame.units)
    found.frame_digest = drawing.digest(found.frame)
    seed = drawing.seed_of(found.secret, found.frame_digest)
    random = drawing.draw_random(frame.units, wanted, seed)
    risk = drawing.draw_risk(frame.units, for_risk, seed, random)
    found.strata = [[code, sizes[code], wanted[code]] for code in sorted(sizes)]
    found.covered = frame.covered | {"frame": len(frame.units)}
    found.drawn_at, found.drawn_by = now, actor
    found.due_on = timezone.localdate(now) + timedelta(days=int(numbers["call_due_days"]))
    found.save()
    calls = _calls(found, frame, [(Part.RANDOM, key) for key in random] + [(Part.RISK, key) for key in risk])
    Call.objects.bulk_create(calls, batch_size=500)
    after = {
        "frame": found.frame_digest,
        "sample": drawing.sample_digest(random, risk),
        "homes": len(frame.units),
        "random": len(random),
        "risk": len(risk),
        "total": total,
        "least": least,
        "for_risk": for_risk,
    }
    note("callbacks.drawn", found, actor, now, after)


def calls_wanted(found: Round, population: int, numbers: Numbers) -> int:
    """How many homes are drawn by chance: as many as were asked for, or as confidence and margin need."""
    if found.calls is not None:
        return min(found.calls, population)
    answers = answers_needed(population, confidence=found.confidence, margin=found.margin)
    return calls_needed(answers, population, min(max(numbers["call_response"], 0.05), 1.0))


def _calls(found: Round, frame: Frame, drawn: Sequence[tuple[Part, bytes]]) -> list[Call]:
    population = population_of(found)
    claims = {key: frame.claims[key] for _part, key in drawn}
    doers = population.doers_of([one.key for one in claims.values()])
    asked = asked_of({one.household: doers[one.key] for one in claims.values()})
    strata = {one.key: one.stratum for one in frame.units}
    given = assign(list(asked.values()), callers_on(timezone.localdate(found.drawn_at)), waiting_by_caller())
    return [
        Call(
            id=new_key(),
            round=found,
            part=part.value,
            stratum=strata[key],
            reasons=[risk.value for risk in frame.reasons.get(key, ())] if part is Part.RISK else [],
            household_id=claims[key].household,
            area_id=claims[key].area,
            caller_id=given[claims[key].household],
            **{f"{population.column}_id": claims[key].key},
        )
        for part, key in drawn
    ]


def waiting_by_caller() -> dict[UUID, int]:
    rows = Call.objects.open().exclude(caller=None).order_by().values_list("caller")
    return dict(rows.annotate(number=Count("pk")))
