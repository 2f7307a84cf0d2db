"""What a household asks about what is kept of it, and the answers; how to reach the office."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.ledger.actions import record
from lianxin.policies.models import Policy
from lianxin.registry.models import Household
from lianxin.voice.actions.refusals import VoiceRefused
from lianxin.voice.models import Contact, Request
from lianxin.voice.vocabulary import Outcome, RequestKind

DAYS_NUMBER = "rights_days"
DAYS = 30
"""Where the policy of deadlines names no number. GB/T 35273-2020, 8.7: within thirty days."""

MOST_WORDS = 2000


def days_to_answer(now: datetime) -> int:
    """In how many days a request is answered, by the policy of deadlines in force."""
    policy = Policy.objects.in_force("deadlines", timezone.localdate(now))
    return int(policy.document.values.get(DAYS_NUMBER, DAYS)) if policy else DAYS


@transaction.atomic
def note_request(
    household: Household, kind: RequestKind, *, words: str = "", actor: Any, now: datetime
) -> Request:
    """Write down what a household asks about what is kept of it. `actor` wrote it down for it; None: it
    came by its card. Raises VoiceRefused: words-needed (for a correction), already-open."""
    said = words.strip()[:MOST_WORDS]
    if kind is RequestKind.CORRECT and not said:
        raise VoiceRefused("words-needed")
    if Request.objects.open().filter(household=household, kind=kind.value).exists():
        raise VoiceRefused("already-open")
    request = Request.objects.create(
        household=household,
        kind=kind.value,
        words=said,
        asked_at=now,
        taken_by=actor,
        due_on=timezone.localdate(now) + timedelta(days=days_to_answer(now)),
    )
    after = {"kind": kind.value, "due_on": request.due_on.isoformat()}
    _tell("rights.asked", household, actor, now, after)
    return request


@transaction.atomic
def answer_request(request: Request, *, outcome: Outcome, answer: str, actor: Any, now: datetime) -> Request:
    """Answer a request; the household reads the answer on its page. Raises VoiceRefused: answered,
    answer-needed."""
    found = Request.objects.select_for_update().get(pk=request.pk)
    if found.answered_at is not None:
        raise VoiceRefused("answered")
    if not answer.strip():
        raise VoiceRefused("answer-needed")
    found.answered_at, found.answered_by = now, actor
    found.outcome, found.answer = outcome.value, answer.strip()[:MOST_WORDS]
    found.save(update_fields=["answered_at", "answered_by", "outcome", "answer"])
    _tell("rights.answered", found.household, actor, now, {"kind": found.kind, "outcome": outcome.value})
    return found


@transaction.atomic
def set_contact(
    area: Area, *, phone: str, hours: str = "", place: str = "", actor: Any, now: datetime
) -> Contact:
    """Say how people reach the office of a place. Raises VoiceRefused: phone-needed."""
    if not any(letter.isdigit() for letter in phone):
        raise VoiceRefused("phone-needed")
    values = {"phone": phone.strip()[:40], "hours": hours.strip()[:80], "place": place.strip()[:120]}
    contact, _is_new = Contact.objects.update_or_create(
        area=area, defaults=values | {"set_at": now, "set_by": actor}
    )
    record(kind="contact.set", actor=actor, now=now, subject=area, area=area)
    return contact


def contacts_of(area: Area) -> list[Contact]:
    """How to reach the office of a place: its own, then those above it, the nearest first."""
    found = Contact.objects.filter(area__code__in=area.codes).select_related("area")
    return sorted(found, key=lambda one: -len(one.area.codes))


def _tell(kind: str, household: Household, actor: Any, now: datetime, after: dict[str, Any]) -> None:
    about: Any = ("household", household.pk)
    record(kind=kind, actor=actor, now=now, subject=about, area=household.area_id, after=after)
