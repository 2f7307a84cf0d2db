"""What waits of problems: a few sums over what is open, for whoever works for the area it lies with, for
whoever has it, and for the head who answers for the town."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count
from django.utils import timezone

from lianxin.notices.producers.people import spread, sums, workers_of
from lianxin.notices.vocabulary import Notice
from lianxin.people.models import Post
from lianxin.people.vocabulary import Role
from lianxin.policies.calendars.in_force import calendar_in_force
from lianxin.problems.excluded import counted
from lianxin.problems.models import Packet, Problem, Promise, Reply
from lianxin.problems.vocabulary import Phase
from lianxin.workdays import next_workday

QUEUE, LATE, RETURNED, PROMISES = (
    "/problems/",
    "/problems/late/",
    "/problems/late/?show=returned",
    "/problems/promises/",
)


def problems_to_accept(now: datetime) -> Iterator[Notice]:
    """Nobody of their rung has them yet: for whoever works for the area they lie with."""
    waiting = Problem.objects.open().at(Phase.WAITING)
    counts = dict(waiting.order_by().values_list("holder").annotate(number=Count("*")))
    for person, number in spread(counts, workers_of("problem.accept", now)):
        yield Notice("problems", person, "", number, QUEUE)


def packets_to_answer(now: datetime) -> Iterator[Notice]:
    """Sent up to an area; what was sent back once is the district desk's to decide."""
    waiting = Packet.objects.filter(answered_at=None).order_by().values_list("to_area")
    for verb, is_second in (("problem.accept", False), ("problem.decide", True)):
        counts = dict(waiting.filter(is_second=is_second).annotate(number=Count("*")))
        for person, number in spread(counts, workers_of(verb, now)):
            yield Notice("packets_second" if is_second else "packets", person, "", number, QUEUE)


def problems_overdue(now: datetime) -> Iterator[Notice]:
    """His own, and for the head of a town all of the town, which he answers for. What does not count is not
    named again and again."""
    overdue = counted(Problem.objects.overdue(now))
    own = dict(sums(overdue, "owner"))
    towns = dict(overdue.order_by().values_list("town").annotate(number=Count("*")))
    heads = Post.objects.on(timezone.localdate(now)).filter(role=Role.TOWN_HEAD.value, area__in=towns)
    found: dict[UUID, int] = dict(own)
    for person, town in heads.values_list("staff", "area"):
        found[person] = max(found.get(person, 0), towns[town])
    for person, number in found.items():
        yield Notice("problems_overdue", person, "", number, LATE)


def promises_due(now: datetime) -> Iterator[Notice]:
    """Days given to households that are over today, or by the end of the next workday."""
    today = timezone.localdate(now)
    soon = next_workday(today, calendar_in_force()).on
    due = Promise.objects.standing().due_between(today, soon)
    for person, number in sums(due, "problem__owner"):
        yield Notice("promises_due", person, "", number, PROMISES)


def problems_returned(now: datetime) -> Iterator[Notice]:
    """Sent up and sent back: his again."""
    for person, number in sums(Problem.objects.open().at(Phase.SENT_BACK), "owner"):
        yield Notice("problems_returned", person, "", number, RETURNED)


def replies_owed(now: datetime) -> Iterator[Notice]:
    """Answers that homes wait for whose day is today, the next workday, or past."""
    soon = next_workday(timezone.localdate(now), calendar_in_force()).on + timedelta(days=1)
    ends = datetime.combine(soon, datetime.min.time(), timezone.get_default_timezone())
    for person, number in sums(Reply.objects.owed().filter(due_at__lt=ends), "owner"):
        yield Notice("replies_owed", person, "", number, QUEUE)
