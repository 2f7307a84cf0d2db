"""Carrying work out: claim, call the job, keep what came of it. Trouble ends the work, never the worker."""

import logging
import traceback
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lianxin.work import actions
from lianxin.work.models import Work

log = logging.getLogger(__name__)


class Tell(Protocol):
    """How a job says what it is doing: a code of the step, rows done, rows in all (0: not known)."""

    def __call__(self, step: str, done: int = 0, total: int = 0) -> None: ...


# A job does the work in transactions of its own and returns what came of it, JSON values.
Job = Callable[[Work, Tell], dict[str, Any] | None]


def resumes(job: Job) -> Job:
    """Mark a job that, begun once more, carries on where its dead process stopped."""
    job.carries_on = True  # type: ignore[attr-defined]
    return job


class WorkRefused(Exception):
    """Work that cannot be done, for a reason the person can understand. `failure`: code, zh, en and more."""

    def __init__(self, code: str, zh: str, en: str, **more: Any) -> None:
        super().__init__(zh)
        self.failure = {"code": code, "zh": zh, "en": en, **more}


NOT_ALLOWED = {
    "code": "work.not_allowed",
    "zh": "您现在没有做这件事的权限，什么都没有改。请联系群众工作部。",
    "en": "You are not allowed to do this; nothing was changed. Ask the district desk.",
}
STUMBLED = {
    "code": "work.stumbled",
    "zh": "系统出错了，这件事没有做完。请再做一次；还不行，请把时间告诉系统管理员。",
    "en": "The system stumbled and the work is not finished. Start it once more; if it fails again, "
    "tell the administrator the time.",
}


def run_next(jobs: Mapping[str, Job]) -> Work | None:
    """Do the next piece of work to its end and return it; None when nothing waits."""
    resumable = [kind for kind, job in jobs.items() if getattr(job, "carries_on", False)]
    actions.give_up_lost(now=timezone.now(), resumable=resumable)
    work = actions.claim_next(now=timezone.now())
    if work is None:
        return None

    def tell(step: str, done: int = 0, total: int = 0) -> None:
        actions.report(work, step, done, total, now=timezone.now())

    try:
        outcome = jobs[work.kind](work, tell)
    except actions.NoLongerOurs:
        log.error("work %s (%s) was given up while it was still being done", work.pk, work.kind)
    except WorkRefused as refused:
        actions.fail(work, refused.failure, now=timezone.now())
    except PermissionDenied:
        actions.fail(work, NOT_ALLOWED, now=timezone.now())
    except Exception as error:
        log.error("work %s (%s) stumbled: %s at %s", work.pk, work.kind, type(error).__name__, _place(error))
        actions.fail(work, STUMBLED, now=timezone.now())
    else:
        actions.finish(work, outcome, now=timezone.now())
    return work


def _place(error: Exception) -> str:
    """Where an error arose. Its words are left out: a database names the row it refused."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
