"""Nobody approves his own work: who did something with a problem cannot say what the household says to it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from lianxin.problems.actions.refusals import ProblemsRefused
from lianxin.problems.models import Custody, Ending, Joint, Problem


def doers_of(problem: Problem) -> set[UUID]:
    """Everybody who accepted it, was given it, ended it, or answered for a part of it."""
    return doers_by_problem([problem.pk])[problem.pk]


def doers_by_problem(problems: Iterable[UUID]) -> Mapping[UUID, set[UUID]]:
    """The same by the key of each problem."""
    keys = list(problems)
    found: dict[UUID, set[UUID]] = defaultdict(set)
    accepted = Custody.objects.exclude(accepted_at=None)
    for rows, who in ((accepted, "owner"), (Ending.objects, "ended_by"), (Joint.objects, "answered_by")):
        for problem, doer in rows.filter(problem__among=keys).order_by().values_list("problem", who):
            if doer is not None:
                found[problem].add(doer)
    return found


def refuse_doer(problem: Problem, actor: Any) -> None:
    """Raise ProblemsRefused `own-work` where the actor is one of them."""
    if actor is not None and actor.pk in doers_of(problem):
        raise ProblemsRefused("own-work")
