"""Nobody approves his own work: who did something with a problem cannot say what the household says to it."""

from typing import Any
from uuid import UUID

from lianxin.problems.actions.refusals import ProblemsRefused
from lianxin.problems.models import Custody, Ending, Joint, Problem


def doers_of(problem: Problem) -> set[UUID]:
    """Everybody who accepted it, was given it, ended it, or answered for a part of it."""
    accepted = Custody.objects.filter(problem=problem).exclude(accepted_at=None)
    found = set(accepted.values_list("owner", flat=True))
    found |= set(Ending.objects.filter(problem=problem).values_list("ended_by", flat=True))
    found |= set(Joint.objects.filter(problem=problem).values_list("answered_by", flat=True))
    return found - {None}


def refuse_doer(problem: Problem, actor: Any) -> None:
    """Raise ProblemsRefused `own-work` where the actor is one of them."""
    if actor is not None and actor.pk in doers_of(problem):
        raise ProblemsRefused("own-work")
