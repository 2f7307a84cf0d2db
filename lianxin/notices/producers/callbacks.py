"""What waits of call-backs: calls to make, questions to answer, differences to decide."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from lianxin.callbacks.models import DECIDE, Call, Finding
from lianxin.notices.producers.people import holders, sums
from lianxin.notices.vocabulary import Notice

CALLS, FINDINGS, QUESTIONS = "/callbacks/calls/", "/callbacks/findings/", "/callbacks/questions/"


def calls_waiting(now: datetime) -> Iterator[Notice]:
    """Given to somebody, and may be called now."""
    for person, number in sums(Call.objects.callable_at(now).exclude(caller=None), "caller"):
        yield Notice("calls", person, "", number, CALLS)


def questions_waiting(now: datetime) -> Iterator[Notice]:
    """Visits about which a worker is asked to say how they went."""
    asked = Finding.objects.unanswered().filter(asks_on__lte=timezone.localdate(now))
    for person, number in sums(asked, "staff"):
        yield Notice("visit_questions", person, "", number, QUESTIONS)


def findings_waiting(now: datetime) -> Iterator[Notice]:
    """Answered, or past the day for it: somebody has to decide."""
    ready = Finding.objects.to_decide(timezone.localdate(now))
    if not ready.exists():
        return
    for person in holders(DECIDE, now):
        yield Notice("findings", person.pk, "", ready.seen_by(person).count(), FINDINGS)
