"""Asking for work, and what happens to it. Work itself is machinery, as the ledger's own queue is: what a
piece of work does to the district is told to the ledger by the actions it calls, in the person's name.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from lianxin.databases.turns import turn
from lianxin.work.models import Work, WorkQuerySet

LOST = {
    "code": "work.lost",
    "zh": "机器中途停了，这件事没有做完。已经做完的部分都在；请再做一次。",
    "en": "The machine stopped halfway. What was done is kept; start it once more.",
}
"""The failure of work whose process died, when it cannot carry on where it was."""

RESUMED_AT_MOST = 3


class NoLongerOurs(Exception):
    """The work was given up, and perhaps taken up elsewhere, because nothing was heard of it for too long."""


def ask_for(kind: str, *, subject_id: UUID | None = None, actor: Any, now: datetime) -> Work:
    """Leave work for the worker, or return what already waits or runs about the same thing."""
    if subject_id:
        running = Work.objects.about(subject_id).open().filter(kind=kind).first()
        if running:
            return running
    return Work.objects.create(kind=kind, subject_id=subject_id, by=actor, asked_at=now)


def claim_next(*, now: datetime) -> Work | None:
    """Take the longest waiting work, one at a time in the whole district; None when there is none to take."""
    waiting = Work.objects.filter(state=Work.WAITING).order_by("asked_at")
    if not waiting.exists():
        return None
    with turn("work", waits=True):  # two who look at the same moment would each take another
        work = None if Work.objects.alive(now).exists() else waiting.first()
        begun = {"state": Work.RUNNING, "started_at": now, "heard_at": now}
        if work is None or not waiting.filter(pk=work.pk).update(**begun):
            return None
    work.refresh_from_db()
    return work


def report(work: Work, step: str, done: int, total: int, *, now: datetime) -> None:
    """Say what is being done and how far it is; this is also the sign of life. Raises NoLongerOurs."""
    if not _held(work).update(step=step, done=done, total=total, heard_at=now):
        raise NoLongerOurs


def finish(work: Work, outcome: dict[str, Any] | None, *, now: datetime) -> None:
    _end(work, Work.DONE, outcome, now)


def fail(work: Work, failure: dict[str, Any], *, now: datetime) -> None:
    """End work that could not be done; `failure` says why and what to do, in both languages."""
    _end(work, Work.FAILED, failure, now)


def give_up_lost(*, now: datetime, resumable: Collection[str] = ()) -> int:
    """Deal with the work of processes that died; returns how much there was.

    Work of a `resumable` kind waits once more, a few times at most: it carries on where it was. Other work
    ends, and whoever asked for it is told.
    """
    lost = list(Work.objects.lost(now))
    for work in lost:
        if work.kind in resumable and work.resumed < RESUMED_AT_MOST:
            _held(work).update(state=Work.WAITING, started_at=None, heard_at=None, resumed=F("resumed") + 1)
        else:
            fail(work, LOST, now=now)
    return len(lost)


def _end(work: Work, state: str, outcome: dict[str, Any] | None, now: datetime) -> None:
    """End work that is still ours; of work that was given up, somebody else tells the end."""
    if _held(work).exists():
        work.state, work.outcome, work.finished_at = state, outcome, now
        work.save(update_fields=["state", "outcome", "finished_at"])


def _held(work: Work) -> WorkQuerySet:
    """The work, if it is still in the hands of whoever began it then."""
    return Work.objects.filter(pk=work.pk, state=Work.RUNNING, started_at=work.started_at)
