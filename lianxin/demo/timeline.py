"""When things happened in the demo: the opening, the surveys, and the year, two weeks at a time. Pure."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lianxin.demo.gaps import SURVEYS
from lianxin.demo.lives import Life
from lianxin.demo.vocabulary import Bools
from lianxin.demo.year import Change

OPENED = SURVEYS[0] + 20  # days before the county's day on which the district was opened
TYPED_AFTER = 3  # days from a survey to its import
STEP = 14  # days of change that are written and classified together


@dataclass(frozen=True, slots=True)
class Step:
    """One day of work: the survey whose list is imported, or what was observed since the step before."""

    on: date
    survey: int | None
    changes: tuple[Change, ...]
    lives: tuple[Life, ...] = ()

    def within(self, homes: Bools) -> "Step":
        """What of it concerns some households, by a mask over all of them."""
        return replace(
            self,
            changes=tuple(one for one in self.changes if homes[one.household]),
            lives=tuple(one for one in self.lives if homes[one.household]),
        )


def steps(today: date, changes: Sequence[Change], lives: Sequence[Life] = ()) -> Iterator[Step]:
    """Every step in order of time. No fact changes twice within one step; everything gets into one.

    `changes` and `lives` are in the order they were observed (`year.unfold`, `lives.unfold_lives`).
    """
    imports = {days - TYPED_AFTER: survey for survey, days in enumerate(SURVEYS)}
    waiting = list(changes)
    days = sorted({*imports, *range(0, max(imports), STEP)}, reverse=True)
    at = lived = 0
    for ago in days:
        on = today - timedelta(days=ago)
        if ago in imports:
            yield Step(on, imports[ago], ())
        until = bisect_right(lives, -ago, key=lambda life: -life.days_ago)
        known, lived = tuple(lives[lived:until]), until
        while at < len(waiting) and waiting[at].days_ago >= ago:
            batch, at = _without_repeats(waiting, at, ago)
            yield Step(on, None, batch, known)
            known = ()
        if known:
            yield Step(on, None, (), known)


def _without_repeats(changes: Sequence[Change], at: int, ago: int) -> tuple[tuple[Change, ...], int]:
    """The changes from `at` on that were observed by `ago`, up to the first fact that changes again."""
    seen: set[tuple[int, int, str]] = set()
    batch: list[Change] = []
    while at < len(changes) and changes[at].days_ago >= ago:
        key = (changes[at].household, changes[at].resident, changes[at].indicator)
        if key in seen:
            break
        seen.add(key)
        batch.append(changes[at])
        at += 1
    return tuple(batch), at
