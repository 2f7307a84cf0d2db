"""Asking for work, and what happens to it. Work itself is machinery, as the ledger's own queue is: what a
piece of work does to the district is told to the ledger by the actions it calls, in the person's name.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from lianxin.work.models import Work

LOST = {
    "code": "work.lost",
    "zh": "机器中途停了，这件事没有做完。已经做完的部分都在；请再做一次。",
    "en": "The machine stopped halfway. What was done is kept; start it once more.",
}
"""The failure of work whose process died."""


def ask_for(kind: str, *, subject_id: UUID | None = None, actor: Any, now: datetime) -> Work:
    """Leave work for the worker, or return what already waits or runs about the same thing."""
    if subject_id:
        running = Work.objects.about(subject_id).open().filter(kind=kind).first()
        if running:
            return running
    return Work.objects.create(kind=kind, subject_id=subject_id, by=actor, asked_at=now)


def claim_next(*, now: datetime) -> Work | None:
    """Take the longest waiting work, one at a time in the whole district; None when there is none to take."""
    if Work.objects.alive(now).exists():
        return None
    work = Work.objects.filter(state=Work.WAITING).order_by("asked_at").first()
    if work is None:
        return None
    taken = Work.objects.filter(pk=work.pk, state=Work.WAITING)
    if not taken.update(state=Work.RUNNING, started_at=now, heard_at=now):
        return None  # another process was faster
    work.refresh_from_db()
    return work


def report(work: Work, step: str, done: int, total: int, *, now: datetime) -> None:
    """Say what is being done and how far it is; this is also the sign of life."""
    Work.objects.filter(pk=work.pk).update(step=step, done=done, total=total, heard_at=now)


def finish(work: Work, outcome: dict[str, Any] | None, *, now: datetime) -> None:
    _end(work, Work.DONE, outcome, now)


def fail(work: Work, failure: dict[str, Any], *, now: datetime) -> None:
    """End work that could not be done; `failure` says why and what to do, in both languages."""
    _end(work, Work.FAILED, failure, now)


def give_up_lost(*, now: datetime) -> int:
    """End the work of processes that died; returns how much there was."""
    lost = list(Work.objects.lost(now))
    for work in lost:
        fail(work, LOST, now=now)
    return len(lost)


def _end(work: Work, state: str, outcome: dict[str, Any] | None, now: datetime) -> None:
    work.state, work.outcome, work.finished_at = state, outcome, now
    work.save(update_fields=["state", "outcome", "finished_at"])
