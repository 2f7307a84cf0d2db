"""Group commit: what several threads ask for at the same moment is done as one piece of work. Pure.

A commit waits for the disk. Eight requests that come at the same moment need not wait for it one after the
other: whoever finds nobody at work does it for all who wait, and they take their results home.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Wish = TypeVar("Wish")
Result = TypeVar("Result")


class _Waiting(Generic[Wish, Result]):
    """One thread's wish, and what came of it. The thread waits at `gate` until that is so, or until it is to
    lead itself."""

    __slots__ = ("came_to", "gate", "is_done", "trouble", "wish")

    def __init__(self, wish: Wish) -> None:
        self.wish = wish
        self.came_to: Result | None = None
        self.trouble: BaseException | None = None
        self.is_done = False
        self.gate = threading.Semaphore(0)


class GroupCommit(Generic[Wish, Result]):
    """`work` takes up to `most` wishes, in the order of their coming, and returns for each its result, or the
    exception that its thread shall meet. `fits`: whether a wish may be done with those that come before it;
    one that does not waits for the next time. One that comes while nobody waits is done alone and at once.

    Whoever was served most often comes again. After a piece of work for several, the next one waits until as
    many are here, up to `patience_s`; where each comes alone, nobody ever waits for another.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Wish]], Sequence[Result | BaseException]],
        *,
        most: int,
        fits: Callable[[Sequence[Wish], Wish], bool] = lambda _before, _wish: True,
        patience_s: float = 0.0,
    ) -> None:
        self._work, self._most, self._fits, self._patience_s = work, most, fits, patience_s
        self._waiting: deque[_Waiting[Wish, Result]] = deque()
        self._came = threading.Condition()
        self._is_led, self._crowd = False, 1

    def do(self, wish: Wish) -> Result:
        """Return what came of this wish. Raises what `work` gave or raised for it."""
        mine: _Waiting[Wish, Result] = _Waiting(wish)
        with self._came:
            self._waiting.append(mine)
            leads, self._is_led = not self._is_led, True
            self._came.notify()
        if not leads:
            mine.gate.acquire()
        if not mine.is_done:
            self._lead(self._taken())
        if mine.trouble is not None:
            raise mine.trouble
        return mine.came_to  # type: ignore[return-value]

    def _taken(self) -> list[_Waiting[Wish, Result]]:
        """The next to be done, the one who leads first of all; those that do not fit keep their place."""
        taken: list[_Waiting[Wish, Result]] = []
        left: list[_Waiting[Wish, Result]] = []
        with self._came:
            self._gather()
            while self._waiting and len(taken) < self._most:
                one = self._waiting.popleft()
                is_fit = not taken or self._fits([before.wish for before in taken], one.wish)
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

    def _lead(self, some: Sequence[_Waiting[Wish, Result]]) -> None:
        try:
            for one, result in zip(some, self._work([one.wish for one in some]), strict=True):
                if isinstance(result, BaseException):
                    one.trouble = result
                else:
                    one.came_to = result
        except BaseException as trouble:  # whatever it is: nobody may wait for ever
            for one in some:
                one.trouble = one.trouble or trouble
        finally:
            self._hand_over(some)

    def _hand_over(self, some: Sequence[_Waiting[Wish, Result]]) -> None:
        """Let those go whose wish is done, and the next one who waits lead."""
        with self._came:
            self._crowd = len(some) + len(self._waiting)
            self._is_led = bool(self._waiting)
            following = self._waiting[0] if self._waiting else None
        for one in some:
            one.is_done = True
            one.gate.release()
        if following:
            following.gate.release()
