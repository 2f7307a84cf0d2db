"""Group commit: what several threads ask for at the same moment is done in one go. Pure.

A commit waits for the disk. Eight requests that come at the same moment need not wait for it one after the
other: the first thread that finds nobody at work becomes the leader and does the jobs of all that wait.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


class _Waiting(Generic[Job, Result]):
    """One thread's job and its outcome. The thread waits at `gate` until the job is done, or until it becomes
    the leader itself."""

    __slots__ = ("result", "gate", "is_done", "error", "job")

    def __init__(self, job: Job) -> None:
        self.job = job
        self.result: Result | None = None
        self.error: BaseException | None = None
        self.is_done = False
        self.gate = threading.Semaphore(0)


class GroupCommit(Generic[Job, Result]):
    """Does jobs of several threads in one call of `work`.

    `work` takes up to `most` jobs, in the order in which they came, and returns for each its result, or the
    exception to be raised in its thread. `fits`: whether a job may be done along with those before it; one
    that may not waits for the next call. A job that comes while nobody waits is done alone and at once.

    After a call for several jobs the leader of the next one waits until as many have come again, up to
    `patience_s`: threads that were served usually come back. Threads that come singly never wait.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Job]], Sequence[Result | BaseException]],
        *,
        most: int,
        fits: Callable[[Sequence[Job], Job], bool] = lambda _before, _job: True,
        patience_s: float = 0.0,
    ) -> None:
        self._work, self._most, self._fits, self._patience_s = work, most, fits, patience_s
        self._waiting: deque[_Waiting[Job, Result]] = deque()
        self._came = threading.Condition()
        self._is_led, self._crowd = False, 1

    def do(self, job: Job) -> Result:
        """The result of this job. Raises what `work` returned or raised for it."""
        mine: _Waiting[Job, Result] = _Waiting(job)
        with self._came:
            self._waiting.append(mine)
            leads, self._is_led = not self._is_led, True
            self._came.notify()
        if not leads:
            mine.gate.acquire()
        if not mine.is_done:
            self._lead(self._taken())
        if mine.error is not None:
            raise mine.error
        return mine.result  # type: ignore[return-value]

    def _taken(self) -> list[_Waiting[Job, Result]]:
        """The jobs of the next call, the leader's own first; those that do not fit keep their place."""
        taken: list[_Waiting[Job, Result]] = []
        left: list[_Waiting[Job, Result]] = []
        with self._came:
            self._gather()
            while self._waiting and len(taken) < self._most:
                one = self._waiting.popleft()
                is_fit = not taken or self._fits([before.job for before in taken], one.job)
                (taken if is_fit else left).append(one)
            self._waiting.extendleft(reversed(left))
        return taken

    def _gather(self) -> None:
        """Wait a moment for as many as were here the last time."""
        until = time.monotonic() + self._patience_s
        while len(self._waiting) < min(self._crowd, self._most):
            left = until - time.monotonic()
            if left <= 0 or not self._came.wait(left):
                return

    def _lead(self, some: Sequence[_Waiting[Job, Result]]) -> None:
        try:
            for one, result in zip(some, self._work([one.job for one in some]), strict=True):
                if isinstance(result, BaseException):
                    one.error = result
                else:
                    one.result = result
        except BaseException as error:  # whatever it is: no thread may wait for ever
            for one in some:
                one.error = one.error or error
        finally:
            self._hand_over(some)

    def _hand_over(self, some: Sequence[_Waiting[Job, Result]]) -> None:
        """Wake the threads whose jobs are done, and make the next one that waits the leader."""
        with self._came:
            self._crowd = len(some) + len(self._waiting)
            self._is_led = bool(self._waiting)
            following = self._waiting[0] if self._waiting else None
        for one in some:
            one.is_done = True
            one.gate.release()
        if following:
            following.gate.release()
