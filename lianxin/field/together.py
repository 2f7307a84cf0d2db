"""What several threads want at the same moment, done as one piece of work. Pure.

A commit waits for the disk. Eight requests that come at the same moment need not wait for it one after the
other: whoever finds nobody at work does it for all who wait, and they take their results home.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Wish = TypeVar("Wish")
Result = TypeVar("Result")


class _Waiting(Generic[Wish, Result]):
    """One thread's wish, and what came of it."""

    __slots__ = ("came_to", "is_done", "trouble", "wish")

    def __init__(self, wish: Wish) -> None:
        self.wish = wish
        self.came_to: Result | None = None
        self.trouble: BaseException | None = None
        self.is_done = False


class Together(Generic[Wish, Result]):
    """`work` takes up to `most` wishes, in the order of their coming, and returns for each its result, or the
    exception that its thread shall meet. `fits`: whether a wish may be done with those that come before it;
    one that does not waits for the next time. One that comes while nobody waits is done alone and at once."""

    def __init__(
        self,
        work: Callable[[Sequence[Wish]], Sequence[Result | BaseException]],
        *,
        most: int,
        fits: Callable[[Sequence[Wish], Wish], bool] = lambda _before, _wish: True,
    ) -> None:
        self._work, self._most, self._fits = work, most, fits
        self._waiting: deque[_Waiting[Wish, Result]] = deque()
        self._turn = threading.Lock()

    def do(self, wish: Wish) -> Result:
        """Return what came of this wish. Raises what `work` gave or raised for it."""
        mine: _Waiting[Wish, Result] = _Waiting(wish)
        self._waiting.append(mine)
        while not mine.is_done:
            with self._turn:
                if not mine.is_done:
                    self._lead(self._taken())
        if mine.trouble is not None:
            raise mine.trouble
        return mine.came_to  # type: ignore[return-value]

    def _taken(self) -> list[_Waiting[Wish, Result]]:
        """The next to be done; those that do not fit keep their place."""
        taken: list[_Waiting[Wish, Result]] = []
        left: list[_Waiting[Wish, Result]] = []
        while self._waiting and len(taken) < self._most:
            one = self._waiting.popleft()
            is_fit = not taken or self._fits([before.wish for before in taken], one.wish)
            (taken if is_fit else left).append(one)
        self._waiting.extendleft(reversed(left))
        return taken

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
            for one in some:
                one.is_done = True
