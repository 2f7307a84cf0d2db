"""What waits of the register, of visits and of pairing."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from lianxin.classification.models import Review
from lianxin.field.models import Op
from lianxin.notices.producers.people import holders, sums
from lianxin.notices.vocabulary import Notice
from lianxin.pairing.models import Draft, HandOver
from lianxin.planning.models import Duty

MINE, REVIEWS, UPLOADS, DRAFTS, VISITS = (
    "/visits/mine/",
    "/reviews/",
    "/uploads/",
    "/pairing/",
    "/visits/records/?show=urgent",
)


def visits_owed(now: datetime) -> Iterator[Notice]:
    """Past their day, and due until Sunday: two sums over the whole district."""
    today = timezone.localdate(now)
    sunday = today + timedelta(days=6 - today.weekday())
    overdue = Duty.objects.overdue(today)
    due = Duty.objects.open().filter(due_on__gte=today, due_on__lte=sunday)
    for kind, duties in (("visits_overdue", overdue), ("visits_due", due)):
        for person, count in sums(duties, "staff"):
            yield Notice(kind, person, "", count, MINE)


def handovers_open(now: datetime) -> Iterator[Notice]:
    """Whoever came newly into a home's care, and has not been there with his predecessor."""
    for person, count in sums(HandOver.objects.open(), "coming"):
        yield Notice("handovers", person, "", count, MINE)


def reviews_waiting(now: datetime) -> Iterator[Notice]:
    if not Review.objects.open().exists():
        return
    for person in holders("review.decide", now):
        yield Notice("reviews", person.pk, "", Review.objects.open().seen_by(person).count(), REVIEWS)


def uploads_waiting(now: datetime) -> Iterator[Notice]:
    if not Op.objects.waiting(now).exists():
        return
    for person in holders("upload.resolve", now):
        yield Notice("uploads", person.pk, "", Op.objects.waiting(now).seen_by(person).count(), UPLOADS)


def drafts_waiting(now: datetime) -> Iterator[Notice]:
    """Plans of pairs that were worked out and wait for somebody to adopt or drop them."""
    drafts = Draft.objects.open().solved().filter(trial=None).count()
    for person in holders("pairing.draft", now) if drafts else ():
        yield Notice("drafts", person.pk, "", drafts, DRAFTS)
