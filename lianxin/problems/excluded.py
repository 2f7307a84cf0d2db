"""Which problems staff are measured by: all but those whose exclusion stands.

Exclusions are few, problems many: a figure is counted over everything, as the indexes allow, and what does
not count is counted apart and taken off. So every figure is there twice, with and without them.
"""

from dataclasses import dataclass

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

    def is_alarming(self, excluded: int, came: int) -> bool:
        """Whether a town leaves out more than the policy holds likely."""
        return excluded >= FEWEST and excluded * 100 > self.most_percent * came


def limits_of(ladder: Ladder | None) -> Limits:
    """The numbers of a policy; what it does not name is as usual."""
    named = ladder.numbers if ladder else {}
    return Limits(
        int(named.get("exclusion_review_workdays", REVIEW_WORKDAYS)),
        int(named.get("exclusion_appeal_days", APPEAL_DAYS)),
        int(named.get("exclusion_decide_workdays", DECIDE_WORKDAYS)),
        float(named.get("exclusion_percent", MOST_PERCENT)),
    )


def counted(problems: QuerySet[Problem]) -> QuerySet[Problem]:
    """Those that count."""
    return problems.exclude(pk__in=Exclusion.objects.standing().order_by().values("problem"))


def left_out(problems: QuerySet[Problem]) -> QuerySet[Problem]:
    """Those that do not."""
    return problems.filter(pk__in=Exclusion.objects.standing().order_by().values("problem"))
