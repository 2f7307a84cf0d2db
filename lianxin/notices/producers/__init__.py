"""What waits for whom, as each room tells it. A room to the left that has something to say gets a module here
whose functions yield `Notice`s; nothing else of notices knows about it."""

from collections.abc import Callable, Iterable
from datetime import datetime

from lianxin.notices.producers import callbacks, complaints, exclusions, office, problems, voice
from lianxin.notices.producers.callbacks import CALLS, FINDINGS, QUESTIONS
from lianxin.notices.producers.complaints import HEARD
from lianxin.notices.producers.exclusions import APPEALS, LIFTINGS
from lianxin.notices.producers.exclusions import REVIEWS as EXCLUSIONS
from lianxin.notices.producers.office import DRAFTS, MINE, REVIEWS, UPLOADS, VISITS
from lianxin.notices.producers.problems import LATE, PROMISES, QUEUE, RETURNED
from lianxin.notices.producers.voice import ASKED, REQUESTS
from lianxin.notices.vocabulary import Notice
from lianxin.people.models import Staff

__all__ = ("ADDRESSES", "MINE", "PRODUCERS", "VISITS", "gather")

ADDRESSES = (MINE, REVIEWS, UPLOADS, DRAFTS, VISITS, QUEUE, LATE, RETURNED, PROMISES, REQUESTS, ASKED)
ADDRESSES += (EXCLUSIONS, APPEALS, LIFTINGS, CALLS, FINDINGS, QUESTIONS, HEARD)
"""Where notices lead: paths of the desk, which this room knows by their names alone."""

Producer = Callable[[datetime], Iterable[Notice]]

PRODUCERS: tuple[Producer, ...] = (
    callbacks.calls_waiting,
    callbacks.questions_waiting,
    callbacks.findings_waiting,
    office.visits_owed,
    office.handovers_open,
    office.reviews_waiting,
    office.uploads_waiting,
    office.drafts_waiting,
    problems.problems_to_accept,
    problems.packets_to_answer,
    problems.problems_overdue,
    problems.promises_due,
    problems.problems_returned,
    problems.replies_owed,
    exclusions.exclusions_to_review,
    exclusions.appeals_to_decide,
    exclusions.liftings_to_answer,
    voice.requests_waiting,
    voice.requests_due,
    voice.askings_waiting,
    voice.askings_due,
    complaints.complaints_waiting,
    complaints.complaints_due,
    complaints.explanations_owed,
)


def gather(now: datetime) -> list[Notice]:
    """Everything that waits for anybody who works here today."""
    active = set(Staff.objects.filter(is_active=True).values_list("pk", flat=True))
    return [one for tell in PRODUCERS for one in tell(now) if one.count > 0 and one.person in active]
