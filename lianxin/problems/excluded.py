"""Which problems staff are measured by: all but those whose exclusion stands.

Exclusions are few, problems many: a figure is counted over everything, as the indexes allow, and what does
not count is counted apart and taken off. So every figure is there twice, with and without them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from lianxin.policies.ladder.parts import Ladder
from lianxin.problems.models import Exclusion, Problem

REVIEW_WORKDAYS, APPEAL_DAYS, DECIDE_WORKDAYS, MOST_PERCENT = 5, 30, 5, 3
"""Where a policy was adopted before it named them."""
FEWEST = 3
"""One or two exclusions of a small town raise no alarm, whatever share they are."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers of a policy: workdays for the review, days for an appeal, workdays to decide it, and the
    percentage of what came in above which a town stands out."""

    review_workdays: int
    appeal_days: int
    decide_workdays: int
    most_percent: float


def limits_of(ladder: Ladder) -> Limits:
    number = ladder.numbers.get
    return Limits(
        int(number("exclusion_review_workdays", REVIEW_WORKDAYS)),
        int(number("exclusion_appeal_days", APPEAL_DAYS)),
        int(number("exclusion_decide_workdays", DECIDE_WORKDAYS)),
        float(number("exclusion_percent", MOST_PERCENT)),
    )


def counted(problems: QuerySet[Problem]) -> QuerySet[Problem]:
    """Those that count."""
    return problems.exclude(pk__in=Exclusion.objects.standing().order_by().values("problem"))


def left_out(problems: QuerySet[Problem]) -> QuerySet[Problem]:
    """Those that do not."""
    return problems.filter(pk__in=Exclusion.objects.standing().order_by().values("problem"))


@dataclass(frozen=True, slots=True)
class Both:
    """A number over everything, and how much of it does not count."""

    all: int = 0
    left_out: int = 0

    @property
    def counted(self) -> int:
        return self.all - self.left_out


def both(every: Mapping[UUID, int], excluded: Mapping[UUID, int], keys: Iterable[UUID]) -> dict[UUID, Both]:
    return {key: Both(every.get(key, 0), excluded.get(key, 0)) for key in keys}


def is_alarming(excluded: int, came: int, limits: Limits) -> bool:
    """Whether a town leaves out more than the policy holds likely."""
    return excluded >= FEWEST and excluded * 100 > limits.most_percent * came


def by_ground(exclusions: QuerySet[Exclusion]) -> dict[tuple[UUID, str], int]:
    """How many stand, by (town, ground)."""
    rows = exclusions.standing().order_by().values_list("problem__town", "ground")
    found: dict[tuple[UUID, str], int] = {}
    for town, ground in rows:
        found[town, ground] = found.get((town, ground), 0) + 1
    return found
