"""不计入考核: proposed, reviewed, appealed against, decided; each by another person.

Nobody answers for himself: who proposed it or worked on the problem does not review it, nor does anybody with
a post in its town; who decides an appeal had no part in either. The problem itself is left as it is.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lianxin.areas.vocabulary import TOWN
from lianxin.ledger.actions import record
from lianxin.people.holding import holdings_of
from lianxin.problems.actions.doers import doers_of
from lianxin.problems.actions.ground import ground_at
from lianxin.problems.actions.refusals import MOST_WORDS, ProblemsRefused, said
from lianxin.problems.clocks import after_workdays
from lianxin.problems.excluded import limits_of
from lianxin.problems.models import Exclusion, Lifting, Problem
from lianxin.problems.vocabulary import Channel, Stage

MOST_REFUSED = 2
"""So often a proposal may be refused; after that the problem counts for good."""


@transaction.atomic
def propose_exclusion(problem: Problem, *, ground: str, words: str, actor: Any, now: datetime) -> Exclusion:
    """Propose that a problem does not count: a ground of the policy, and why, in words that the household
    reads once it is accepted. Raises ProblemsRefused: no-policy, unknown-reason, words-needed, too-long,
    exclusion-open, exclusion-settled."""
    held = ground_at(now)
    found = Problem.objects.select_for_update(of=("self",)).get(pk=problem.pk)
    if ground not in held.ladder.exclusions:
        raise ProblemsRefused("unknown-reason")
    refuse_settled(found)
    made = Exclusion.objects.create(
        problem=found,
        ground=ground,
        words=said(words),
        proposed_at=now,
        proposed_by=actor,
        due_at=after_workdays(now, limits_of(held.ladder).review_workdays, held.times).at,
    )
    tell_exclusion("problem.exclusion_proposed", made, {"ground": ground}, actor, now)
    return made


@transaction.atomic
def review_exclusion(
    exclusion: Exclusion, *, is_accepted: bool, words: str, actor: Any, now: datetime
) -> Exclusion:
    """Accept it or not, with a reason. From then on the household may appeal for as long as the policy says.
    Raises ProblemsRefused: no-policy, exclusion-reviewed, own-exclusion, own-town, words-needed, too-long."""
    held = ground_at(now)
    found = hold_exclusion(exclusion)
    if found.is_accepted is not None:
        raise ProblemsRefused("exclusion-reviewed")
    refuse_involved(found, actor, now)
    found.is_accepted, found.review = is_accepted, said(words)
    found.reviewed_at, found.reviewed_by = now, actor
    if is_accepted:
        found.appeal_until_at = now + timedelta(days=limits_of(held.ladder).appeal_days)
    found.save(update_fields=["is_accepted", "review", "reviewed_at", "reviewed_by", "appeal_until_at"])
    tell_exclusion(
        "problem.exclusion_reviewed", found, {"accepted": is_accepted, "ground": found.ground}, actor, now
    )
    return found


@transaction.atomic
def appeal_exclusion(
    exclusion: Exclusion, *, words: str = "", channel: Channel, actor: Any, now: datetime
) -> Exclusion:
    """The household does not agree: by itself (`actor` None), or written down by somebody it told. Raises
    ProblemsRefused: no-policy, appeal-not-now, appeal-late, own-work, too-long."""
    held = ground_at(now)
    found = hold_exclusion(exclusion)
    if found.stage is not Stage.ACCEPTED:
        raise ProblemsRefused("appeal-not-now")
    if not found.may_be_appealed(now):
        raise ProblemsRefused("appeal-late")
    if actor is not None and actor.pk in _parties(found):
        raise ProblemsRefused("own-work")
    if len(words.strip()) > MOST_WORDS:
        raise ProblemsRefused("too-long")
    found.appeal, found.appealed_at = words.strip(), now
    found.appeal_channel, found.appeal_recorded_by = channel.value, actor
    found.due_at = after_workdays(now, limits_of(held.ladder).decide_workdays, held.times).at
    found.save(update_fields=["appeal", "appealed_at", "appeal_channel", "appeal_recorded_by", "due_at"])
    tell_exclusion("problem.exclusion_appealed", found, {"channel": channel.value}, actor, now)
    return found


@transaction.atomic
def decide_appeal(
    exclusion: Exclusion, *, is_upheld: bool, words: str, actor: Any, now: datetime
) -> Exclusion:
    """The last word, by a third person: the exclusion stays, or it is taken back and the problem counts for
    good. Raises ProblemsRefused: appeal-not-open, own-exclusion, own-town, words-needed, too-long."""
    found = hold_exclusion(exclusion)
    if found.stage is not Stage.APPEALED:
        raise ProblemsRefused("appeal-not-open")
    refuse_involved(found, actor, now)
    found.is_upheld, found.decision = is_upheld, said(words)
    found.decided_at, found.decided_by = now, actor
    found.save(update_fields=["is_upheld", "decision", "decided_at", "decided_by"])
    tell_exclusion("problem.exclusion_decided", found, {"upheld": is_upheld}, actor, now)
    return found


def refuse_settled(problem: Problem) -> None:
    """Raise ProblemsRefused where nothing can be proposed of a problem: something waits or stands, an appeal
    was won, or it was refused too often."""
    known = list(Exclusion.objects.filter(problem=problem))
    if any(one.stage is Stage.OVERTURNED for one in known):
        raise ProblemsRefused("exclusion-settled")
    if any(one.is_accepted is not False and one.lifted_at is None for one in known):
        raise ProblemsRefused("exclusion-open")
    if sum(one.is_accepted is False for one in known) >= MOST_REFUSED:
        raise ProblemsRefused("exclusion-settled")


def refuse_involved(exclusion: Exclusion, actor: Any, now: datetime) -> None:
    """Raise ProblemsRefused `own-exclusion` for whoever had a part in it, `own-town` for whoever works in the
    town that it would do good to. The machine decides nothing."""
    if actor is None or actor.pk in _parties(exclusion):
        raise ProblemsRefused("own-exclusion")
    town = exclusion.problem.town
    posts = holdings_of([actor.pk], timezone.localdate(now))[actor.pk]
    if town.level == TOWN and any(path.startswith(town.path) for _role, _level, path in posts):
        raise ProblemsRefused("own-town")


def has_part(exclusion: Exclusion, person: Any) -> bool:
    """Whether a person worked on the problem, or proposed, reviewed or wrote down any of it."""
    return person.pk in _parties(exclusion)


def is_impartial(exclusion: Exclusion, person: Any, now: datetime) -> bool:
    """Whether a person may have a say in it, as far as his part in it goes."""
    try:
        refuse_involved(exclusion, person, now)
    except ProblemsRefused:
        return False
    return True


def _parties(exclusion: Exclusion) -> set[UUID | None]:
    """Whoever worked on the problem or has it, proposed this, reviewed it, wrote down the appeal or decided
    it, asked to lift it or answered that."""
    own = {exclusion.proposed_by_id, exclusion.reviewed_by_id}
    own |= {exclusion.appeal_recorded_by_id, exclusion.decided_by_id}
    liftings = Lifting.objects.filter(exclusion=exclusion).values_list("asked_by", "answered_by")
    own |= {person for pair in liftings for person in pair}
    return (doers_of(exclusion.problem) | own | {exclusion.problem.owner_id}) - {None}


def hold_exclusion(exclusion: Exclusion) -> Exclusion:
    """As it stands now, locked."""
    rows = Exclusion.objects.select_for_update(of=("self",)).select_related("problem__town")
    return rows.get(pk=exclusion.pk)


def tell_exclusion(kind: str, one: Exclusion, after: dict[str, Any], actor: Any, now: datetime) -> None:
    problem = one.problem
    told = {"number": problem.number} | after
    record(kind=kind, actor=actor, now=now, subject=problem, area=problem.area_id, after=told)
