"""The titles of 评价: each says what its picture shows."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from lianxin.ratings.queries import Figure


def course_title(course: Sequence[tuple[date, Figure]]) -> str:
    """`满意的 91%，6 个月前 88%`; empty without two months to compare."""
    if len(course) < 2:
        return ""
    (_first, before), (_last, now) = course[0], course[-1]
    values = {"now": f"{now.good:.0%}", "before": f"{before.good:.0%}", "months": len(course) - 1}
    return _("办结以后满意的 %(now)s，%(months)d 个月前 %(before)s") % values
