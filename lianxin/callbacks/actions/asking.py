"""A third person calls: he sees the number, writes down what came of the call, and what the home said."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.callbacks.actions.following import correct_number, follow_answers, raise_need, send_somebody
from lianxin.callbacks.actions.opening import MOST_WORDS
from lianxin.callbacks.actions.refusals import CallbacksRefused
from lianxin.callbacks.actions.telling import note
from lianxin.callbacks.framing import numbers_on
from lianxin.callbacks.models import Attempt, Call
from lianxin.callbacks.populations import Population, population_of
from lianxin.callbacks.third_persons import may_call
from lianxin.callbacks.vocabulary import CHOICES, TOLD_BY_CALLER, Answer, Outcome, Question
from lianxin.ledger.actions import record
from lianxin.registry.models import Resident

WITH_ANSWERS = (Outcome.ANSWERED, Outcome.STOPPED)


@transaction.atomic
def show_numbers(call: Call, *, actor: Any, now: datetime) -> list[Resident]:
    """Those of the home who have a telephone, the head first, for whoever is to call; that he looked is
    recorded. Raises CallbacksRefused: not-yours, ended."""
    found = _own(call, actor)
    people = Resident.objects.present().filter(household=found.household).exclude(phone_index=None)
    reached = sorted(people, key=lambda one: (one.relation != "head", one.pk))
    about: Any = ("household", found.household_id)
    after = {"field": "phone"}
    record(kind="call.number_seen", actor=actor, now=now, subject=about, area=found.area_id, after=after)
    return reached


@transaction.atomic
def note_call(
    call: Call,
    outcome: Outcome,
    *,
    answers: Mapping[Question, Answer] | None = None,
    words: str = "",
    worry: str = "",
    is_raised: bool = False,
    actor: Any,
    now: datetime,
) -> Call:
    """Write down what came of a call, and let follow what the answers ask for. `worry` is what the home
    worries about: with `is_raised` it is opened as what the home raised itself, without a word of the call.

    Raises CallbacksRefused: not-yours, ended, not-now, outcome-needed, came-needed,
    done-needed.
    """
    found = _own(call, actor)
    if outcome not in TOLD_BY_CALLER:
        raise CallbacksRefused("outcome-needed")
    if found.next_at is not None and now < found.next_at:
        raise CallbacksRefused("not-now")
    population = population_of(found.round)
    told = _sensible(answers or {}, population) if outcome in WITH_ANSWERS else {}
    first = population.questions[0]
    if outcome is Outcome.ANSWERED and first not in told:
        raise CallbacksRefused(f"{first.value}-needed")
    Attempt.objects.create(call=found, at=now, by=actor, outcome=outcome.value)
    numbers = numbers_on(timezone.localdate(now))
    found.tries += 1
    found.words = words.replace("\0", "").strip()[:MOST_WORDS] or found.words
    if outcome is Outcome.AGAIN and found.tries < numbers["call_tries"]:
        found.next_at = now + timedelta(hours=numbers["call_hours"])
    else:
        found.next_at = None
        ended = Outcome.NO_ANSWER if outcome is Outcome.AGAIN else outcome
        found.outcome, found.ended_at = ended.value, now
        found.answers = {question.value: answer.value for question, answer in told.items()} or None
        if outcome in WITH_ANSWERS:
            found.worry = worry.replace("\0", "").strip()[:MOST_WORDS]
    found.save()
    note("call.made", found.round, actor, now, {"outcome": found.outcome or Outcome.AGAIN.value})
    if outcome is Outcome.WRONG_NUMBER:
        correct_number(found, actor=actor, now=now)
    if outcome is Outcome.LANGUAGE:
        send_somebody(found, now=now)
    if is_raised and found.worry:
        raise_need(found, found.worry, now=now)
    follow_answers(found, told, now=now)
    return found


@transaction.atomic
def take_over(call: Call, *, actor: Any, now: datetime) -> Call:
    """Make somebody else's open call one's own; only a third person to the home may.

    Raises CallbacksRefused: ended, no-third.
    """
    found = _open(call)
    if not may_call(found, actor, timezone.localdate(now)):
        raise CallbacksRefused("no-third")
    found.caller = actor
    found.save(update_fields=["caller"])
    note("call.taken", found.round, actor, now, {"part": found.part})
    return found


def _own(call: Call, actor: Any) -> Call:
    found = _open(call)
    if actor is None or found.caller_id != actor.pk:
        raise CallbacksRefused("not-yours")
    return found


def _open(call: Call) -> Call:
    """The call, locked; an end in the meantime is refused."""
    found = Call.objects.select_for_update().get(pk=call.pk)
    if found.ended_at is not None:
        raise CallbacksRefused("ended")
    return found


def _sensible(answers: Mapping[Question, Answer], population: Population) -> dict[Question, Answer]:
    """The answers that their question offers; whoever saw nobody is asked nothing more about him."""
    asked = population.questions
    told = {one: answers[one] for one in asked if one in answers and answers[one] in CHOICES[one]}
    if population.is_gated and told.get(asked[0]) is not Answer.YES:
        return {one: answer for one, answer in told.items() if one is asked[0]}
    return told
