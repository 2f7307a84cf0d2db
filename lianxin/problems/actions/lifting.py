"""收回: an exclusion that is no longer right is lifted. Making it took two people, so does lifting it.

The one who asks need not be impartial: whoever accepted it may have learnt better. The second had no part in
the problem, in the exclusion or in the asking, and has no post in its town. Where the household appealed, the
appeal is decided first.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.problems.actions.excluding import hold_exclusion, refuse_involved, tell_exclusion
from lianxin.problems.actions.ground import ground_at
from lianxin.problems.actions.refusals import ProblemsRefused, said
from lianxin.problems.clocks import after_workdays
from lianxin.problems.excluded import limits_of
from lianxin.problems.models import Exclusion, Lifting
from lianxin.problems.vocabulary import Stage

LIFTABLE = (Stage.ACCEPTED, Stage.UPHELD)


@transaction.atomic
def ask_lifting(exclusion: Exclusion, *, words: str, actor: Any, now: datetime) -> Lifting:
    """Say that an exclusion is no longer right, in words that the household reads once a second person
    agrees. Until then it stands. Raises ProblemsRefused: no-policy, lifting-not-now, lifting-open,
    words-needed, too-long."""
    held = ground_at(now)
    found = hold_exclusion(exclusion)
    if found.stage not in LIFTABLE:
        raise ProblemsRefused("lifting-not-now")
    if open_lifting(found) is not None:
        raise ProblemsRefused("lifting-open")
    made = Lifting.objects.create(
        exclusion=found,
        words=said(words),
        asked_at=now,
        asked_by=actor,
        due_at=after_workdays(now, limits_of(held.ladder).review_workdays, held.times).at,
    )
    tell_exclusion("problem.lifting_asked", found, {"ground": found.ground}, actor, now)
    return made


@transaction.atomic
def answer_lifting(
    exclusion: Exclusion, *, is_agreed: bool, words: str, actor: Any, now: datetime
) -> Lifting:
    """A second person agrees, and the problem counts again from now on; or does not, and nothing changes. An
    exclusion may be asked to be lifted again, and once lifted it may be proposed again.

    Raises ProblemsRefused: lifting-none, lifting-not-now, own-exclusion, own-town, words-needed, too-long.
    """
    found = hold_exclusion(exclusion)
    asked = open_lifting(found)
    if asked is None:
        raise ProblemsRefused("lifting-none")
    if found.stage not in LIFTABLE:
        raise ProblemsRefused("lifting-not-now")
    refuse_involved(found, actor, now)
    asked.is_agreed, asked.answer = is_agreed, said(words)
    asked.answered_at, asked.answered_by = now, actor
    asked.save(update_fields=["is_agreed", "answer", "answered_at", "answered_by"])
    if is_agreed:
        found.lifted_at = now
        found.save(update_fields=["lifted_at"])
    tell_exclusion(
        "problem.lifting_answered", found, {"lifted": is_agreed, "ground": found.ground}, actor, now
    )
    return asked


def open_lifting(exclusion: Exclusion) -> Lifting | None:
    """The one that waits for a second person; None where none does."""
    return Lifting.objects.filter(exclusion=exclusion, is_agreed=None).first()
