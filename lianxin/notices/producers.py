"""What waits for whom, as each room tells it. A room to the left that has something to say gets a function
here that yields `Notice`s; nothing else of notices knows about it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from lianxin.classification.models import Review
from lianxin.field.models import Op
from lianxin.notices.vocabulary import Notice
from lianxin.pairing.models import Draft, HandOver
from lianxin.people.access import VERBS
from lianxin.people.models import Post, Staff
from lianxin.planning.models import Duty

Producer = Callable[[datetime], Iterable[Notice]]

MINE, REVIEWS, UPLOADS, DRAFTS, VISITS = (
    "/visits/mine/",
    "/reviews/",
    "/uploads/",
    "/pairing/",
    "/visits/records/?show=urgent",
)


def gather(now: datetime) -> list[Notice]:
    """Everything that waits for anybody who works here today."""
    active = set(Staff.objects.filter(is_active=True).values_list("pk", flat=True))
    return [one for tell in PRODUCERS for one in tell(now) if one.count > 0 and one.person in active]


def visits_owed(now: datetime) -> Iterator[Notice]:
    """Past their day, and due until Sunday: two sums over the whole district."""
    today = timezone.localdate(now)
    sunday = today + timedelta(days=6 - today.weekday())
    overdue = Duty.objects.overdue(today)
    due = Duty.objects.open().filter(due_on__gte=today, due_on__lte=sunday)
    for kind, duties in (("visits_overdue", overdue), ("visits_due", due)):
        for person, count in _sums(duties, "staff"):
            yield Notice(kind, person, "", count, MINE)


def handovers_open(now: datetime) -> Iterator[Notice]:
    """Whoever came newly into a home's care, and has not been there with his predecessor."""
    for person, count in _sums(HandOver.objects.open(), "coming"):
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


def holders(verb: str, now: datetime) -> list[Staff]:
    """Whoever has a verb by a post he holds today."""
    roles = [role.value for role, verbs in VERBS.items() if verb in verbs]
    posts = Post.objects.on(timezone.localdate(now)).filter(role__in=roles)
    found = Staff.objects.filter(is_active=True, pk__in=posts.order_by().values("staff"))
    return list(found.order_by("pk"))


def _sums(rows: Any, person: str) -> Iterator[tuple[UUID, int]]:
    counted = rows.order_by().values(person).annotate(number=Count("pk"))
    return ((key, number) for key, number in counted.values_list(person, "number") if key)


PRODUCERS: tuple[Producer, ...] = (
    visits_owed,
    handovers_open,
    reviews_waiting,
    uploads_waiting,
    drafts_waiting,
)
