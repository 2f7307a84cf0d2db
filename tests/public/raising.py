"""Problems of a household for tests: raised, promised, ended."""

from django.utils import timezone

from lianxin.problems.actions import Raised, accept, open_by_hand, promise, solve
from lianxin.problems.vocabulary import Channel


def raise_problem(household, staff, words="门口的路坏了，老人出门不方便", **more):
    raised = Raised(
        area=household.area_id,
        words=words,
        category="other",
        channel=Channel.CLERK,
        received_by=staff.pk,
        raised_at=timezone.now(),
        household=household.pk,
        **more,
    )
    return open_by_hand(raised, actor=staff, now=timezone.now())


def end_problem(problem, staff):
    now = timezone.now()
    accept(problem, actor=staff, now=now)
    solve(problem, words="路修好了", evidence="村里验收单", actor=staff, now=now)
    problem.refresh_from_db()
    return problem


def promise_for(problem, staff, day, words="尽快办好", reason=""):
    accepted = problem.phase == "held"
    if not accepted:
        accept(problem, actor=staff, now=timezone.now())
    return promise(problem, due_on=day, words=words, reason=reason, actor=staff, now=timezone.now())
