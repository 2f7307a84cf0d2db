"""Files that show what was said of a problem: attached with a step, looked at, shown to the home, removed.

Whether the district wants them is asked by whoever takes them in (`switches.is_on`); what is here is kept for
as many days after the end of its problem as the policy of deadlines says.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lianxin.ledger.actions import Note, record, record_many
from lianxin.ledger.keys import new_key
from lianxin.ledger.models import Event
from lianxin.problems.actions.ground import ground_or_none
from lianxin.problems.actions.refusals import ProblemsRefused, said
from lianxin.problems.evidence import keeping
from lianxin.problems.evidence.kinds import EvidenceKind
from lianxin.problems.evidence.taking import Taken
from lianxin.problems.limits import limit
from lianxin.problems.models import Ending, Evidence, Problem
from lianxin.problems.vocabulary import End
from lianxin.visits.photos.folders import drop_unnamed

SLICE = 500
LONGEST_REASON = 200
EXPIRED = "problem.evidence_expired"


@transaction.atomic
def attach_evidence(
    problem: Problem,
    *,
    step: str,
    files: Sequence[Taken],
    for_household: bool = False,
    actor: Any,
    now: datetime,
) -> list[Evidence]:
    """Keep files that came with a step; each is on the disk before the database names it. A file that the
    problem has already is not kept twice; `for_household` holds for photos alone. Returns what is new:
    whoever calls this drops those files (`forget_files`) where the transaction around it does not hold.

    Raises ProblemsRefused: too-many-files.
    """
    found = Problem.objects.select_for_update(of=("self",)).get(pk=problem.pk)
    ground = ground_or_none(now)
    most = limit(ground.ladder if ground else None, "evidence_files")
    if len(files) > most:
        raise ProblemsRefused("too-many-files", most=most)
    known = {bytes(one) for one in _present(found).values_list("sha256", flat=True)}
    new = [file for file in files if file.sha256 not in known]
    made = []
    for file in new:
        key = new_key()
        keeping.put(key, found.pk, file.data)
        one = Evidence(
            id=key,
            problem=found,
            step=step,
            kind=file.kind.value,
            name=file.name,
            sha256=file.sha256,
            kept_sha256=file.kept_sha256,
            size=len(file.data),
            width=file.width,
            height=file.height,
            is_for_household=for_household and file.kind is EvidenceKind.PHOTO,
            attached_at=now,
            attached_by=actor,
        )
        one.save(force_insert=True)
        made.append(one)
    if made:
        _weigh(found)
        photos = sum(one.is_photo for one in made)
        after = {"step": step, "photos": photos, "documents": len(made) - photos}
        _tell("problem.evidence_attached", found, after, actor, now)
    return made


def forget_files(made: Sequence[Evidence]) -> None:
    """Take files off the disk whose rows were rolled back."""
    for one in made:
        keeping.drop(one.pk)


@transaction.atomic
def remove_evidence(
    evidence: Evidence, *, reason: str, actor: Any, now: datetime, is_weighed: bool = True
) -> None:
    """Take a file away for good; that there was one, and who removed it, stays. An end that nothing else
    shows stands bare from now on, unless it is not to be weighed. Raises ProblemsRefused: words-needed,
    evidence-gone."""
    problem, found = _held(evidence)
    why = said(reason)[:LONGEST_REASON]
    _clear([found.pk], actor, now)
    if is_weighed:
        _weigh(problem)
    after = {"evidence": str(found.pk), "kind": found.kind}
    about = {"subject": problem, "area": problem.area_id}
    record(kind="problem.evidence_removed", actor=actor, now=now, **about, after=after, reason=why)
    transaction.on_commit(lambda: keeping.drop(found.pk))


@transaction.atomic
def show_evidence(evidence: Evidence, *, is_shown: bool, actor: Any, now: datetime) -> Evidence:
    """给这户看: say that the home may see this photo, or no longer. Raises ProblemsRefused: only-photos,
    evidence-gone."""
    problem, found = _held(evidence)
    if is_shown and not found.is_photo:
        raise ProblemsRefused("only-photos")
    if found.is_for_household != is_shown:
        found.is_for_household = is_shown
        found.save(update_fields=["is_for_household"])
        kind = "problem.evidence_shown" if is_shown else "problem.evidence_withheld"
        _tell(kind, problem, {"evidence": str(found.pk)}, actor, now)
    return found


@transaction.atomic
def note_evidence_seen(evidence: Evidence, *, is_whole: bool, actor: Any, now: datetime) -> None:
    """Write down who looked: each time at a whole file; once a day and person for its thumbnail."""
    if not is_whole:
        today = timezone.localdate(now)
        looks = Event.objects.about("problem", evidence.problem_id).by(actor.pk).between(today, today)
        seen = looks.filter(kind="problem.evidence_viewed")
        if any(one.after.get("evidence") == str(evidence.pk) for one in seen):
            return
    after = {"evidence": str(evidence.pk), "kind": evidence.kind, "whole": is_whole}
    _tell("problem.evidence_viewed", evidence.problem, after, actor, now)


@transaction.atomic
def erase_evidence_of(household: Any, *, reason: str, actor: Any, now: datetime) -> int:
    """Where a household has erased what need not be kept of it: the photos of its problems that have ended.
    Documents and open problems stay their time: an office must show what it did. Returns how many."""
    rows = Evidence.objects.present().photos().filter(problem__household=household)
    some = list(rows.exclude(problem__ended_at=None).order_by("pk"))
    for one in some:
        remove_evidence(one, reason=reason, actor=actor, now=now, is_weighed=False)
    return len(some)


def expire_evidence(*, now: datetime) -> int:
    """Remove files that were kept for as long after the end of their problem as the policy allows, and those
    that nothing names; returns how many. An end does not become bare by that."""
    ground, spent = ground_or_none(now), 0
    old = now - timedelta(days=limit(ground.ladder if ground else None, "evidence_days"))
    rows = Evidence.objects.present().of_ended_before(old).select_related("problem")
    while some := list(rows.order_by("attached_at", "pk")[:SLICE]):
        with transaction.atomic():
            _clear([one.pk for one in some], None, now)
            notes = [
                Note(EXPIRED, "problem", one.problem_id, one.problem.area_id, after=_about(one))
                for one in some
            ]
            record_many(notes, actor=None, now=now)
        forget_files(some)
        spent += len(some)
    return spent + drop_unnamed(keeping.EVIDENCE.keys(), Evidence.objects.present())


def shows_something(problem: Problem) -> bool:
    """Whether any file was attached since the problem was opened, or opened again."""
    rows = _present(problem)
    again = Ending.objects.filter(problem=problem, reopened_at__isnull=False).order_by("-reopened_at").first()
    return (rows.filter(attached_at__gt=again.reopened_at) if again else rows).exists()


def _held(evidence: Evidence) -> tuple[Problem, Evidence]:
    """The problem, locked, and its file as it is now. Raises ProblemsRefused: evidence-gone."""
    problem = Problem.objects.select_for_update(of=("self",)).get(pk=evidence.problem_id)
    found = Evidence.objects.get(pk=evidence.pk)
    if found.removed_at is not None:
        raise ProblemsRefused("evidence-gone")
    return problem, found


def _weigh(problem: Problem) -> None:
    """Whether the end that stands is bare now, after files came or went."""
    ending = Ending.objects.filter(problem=problem, end=End.SOLVED.value, reopened_at=None).first()
    if ending is None:
        return
    is_bare = not ending.evidence and not shows_something(problem)
    if ending.is_bare != is_bare:
        ending.is_bare = is_bare
        ending.save(update_fields=["is_bare"])


def _present(problem: Problem) -> Any:
    return Evidence.objects.present().filter(problem=problem)


def _clear(keys: Sequence[UUID], actor: Any, now: datetime) -> None:
    """What was in them goes, and what they were called; the rows stay."""
    gone = {"removed_at": now, "removed_by": actor, "name": "", "is_for_household": False}
    Evidence.objects.filter(pk__in=keys).update(**gone)


def _about(one: Evidence) -> dict[str, Any]:
    return {"evidence": str(one.pk), "kind": one.kind}


def _tell(kind: str, problem: Problem, after: dict[str, Any], actor: Any, now: datetime) -> None:
    record(kind=kind, actor=actor, now=now, subject=problem, area=problem.area_id, after=after)
