"""The end of a round: answers are counted, the secret is shown, workers are asked about differences."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.callbacks import drawing
from lianxin.callbacks.actions.telling import note
from lianxin.callbacks.framing import numbers_on
from lianxin.callbacks.models import Call, Finding, Round
from lianxin.callbacks.vocabulary import GRADES, Answer, Outcome, Part, Question
from lianxin.visits.models import Visit

BESIDE = 2
"""Visits that a worker is asked about beside the one in question, where he made as many."""


def close_due(*, now: datetime) -> int:
    """Close every round whose calls have all ended or whose days are over; returns how many."""
    today = timezone.localdate(now)
    asking = Round.objects.asking().select_related("area")
    due = [one for one in asking if one.due_on < today or not one.made.open().exists()]
    for one in due:
        close_round(one, actor=None, now=now)
    return len(due)


@transaction.atomic
def close_round(made: Round, *, actor: Any, now: datetime) -> Round:
    """End what was not called, count, show the secret and ask workers; a closed round stays as it is."""
    found = Round.objects.select_for_update().get(pk=made.pk)
    if not found.is_asking:
        return found
    left = Call.objects.open().filter(round=found)
    left.filter(tries=0).update(outcome=Outcome.NOT_CALLED.value, ended_at=now, next_at=None)
    left.update(outcome=Outcome.NO_ANSWER.value, ended_at=now, next_at=None)
    calls = list(Call.objects.filter(round=found).select_related("visit"))
    found.tallies = tallied(found, calls)
    _unlink_grades(calls)
    found.shown = found.secret.hex()
    found.closed_at, found.closed_by = now, actor
    found.save(update_fields=["tallies", "shown", "closed_at", "closed_by"])
    findings = _findings(found, calls, now)
    Finding.objects.bulk_create(findings, batch_size=500)
    ended = Counter(one.outcome for one in calls)
    after = {"calls": len(calls), "answered": ended[Outcome.ANSWERED.value], "secret": found.shown}
    note("callbacks.closed", found, actor, now, after)
    return found


def tallied(found: Round, calls: Sequence[Call]) -> dict[str, Any]:
    """{"outcomes": {part: {outcome: number}},
    "strata": [[code, homes, answered, {question: {answer: number}}]]}.

    Only calls drawn by chance are in the strata, and only those that were answered to their end.
    """
    outcomes: dict[str, Counter[str]] = {part.value: Counter() for part in Part}
    said: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    answered: Counter[str] = Counter()
    for one in calls:
        outcomes[one.part][one.outcome] += 1
        if one.part == Part.RANDOM and one.outcome == Outcome.ANSWERED:
            answered[one.stratum] += 1
            for question, answer in (one.answers or {}).items():
                said[one.stratum][question][answer] += 1
    strata = [
        [code, size, answered[code], {question: dict(some) for question, some in said[code].items()}]
        for code, size, _drawn in found.strata
    ]
    return {"outcomes": {part: dict(some) for part, some in outcomes.items()}, "strata": strata}


def _unlink_grades(calls: Sequence[Call]) -> None:
    """How satisfied a home is was counted: nobody can look up any more which home said what (promise 8)."""
    graded = [one for one in calls if GRADES & (one.answers or {}).keys()]
    for one in graded:
        one.answers = {asked: said for asked, said in one.answers.items() if asked not in GRADES} or None
    Call.objects.bulk_update(graded, ["answers"], batch_size=500)


def _findings(found: Round, calls: Sequence[Call], now: datetime) -> list[Finding]:
    """Where a home said that nobody came: the worker is asked, but not at once. What is not done needs no
    finding: it was opened again."""
    numbers, today = numbers_on(timezone.localdate(now)), timezone.localdate(now)
    asks_on = today + timedelta(days=int(numbers["call_wait_days"]))
    answer_by = asks_on + timedelta(days=int(numbers["call_answer_days"]))
    denied = [one for one in calls if (one.answers or {}).get(Question.CAME.value) == Answer.NO.value]
    own: dict[Any, list[bytes]] = defaultdict(list)
    workers = {one.visit.staff_id for one in denied}
    period = Visit.objects.exclude(household=None).filter(visited_on__range=(found.from_on, found.to_on))
    for staff, key in period.filter(staff__in=workers).order_by().values_list("staff", "pk"):
        own[staff].append(key.bytes)
    seed = drawing.seed_of(found.secret, found.frame_digest)
    return [
        Finding(
            call=one,
            staff_id=one.visit.staff_id,
            visits=sorted(
                key.hex()
                for key in (
                    one.visit_id.bytes,
                    *drawing.beside(own[one.visit.staff_id], seed, one.visit_id.bytes, BESIDE),
                )
            ),
            asks_on=asks_on,
            answer_by=answer_by,
        )
        for one in denied
    ]
