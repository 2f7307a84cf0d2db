"""The pages of 问题, as the row of tabs on top of each. A page of the section adds its line to TABS.

A page shows the row with `{% include "desk/problems/tabs.html" with tab="board" %}` and says in its context
`"here": "problems"`.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lianxin.people.access import may


@dataclass(frozen=True, slots=True)
class Tab:
    """One page: `code` is what its template calls it; `verb` is what a person must be allowed somewhere to
    find it in the row, None for everybody who is in the section."""

    code: str
    address: str
    title: str | Promise
    verb: str | None = "problem.see"


TABS = (
    Tab("queue", "desk:problems", _("等我办的"), verb=None),
    Tab("list", "desk:problem-list", _("全部问题")),
    Tab("board", "desk:problem-board", _("看板")),
    Tab("late", "desk:problems-late", _("超期和退回")),
    Tab("promises", "desk:promises", _("承诺日历")),
    Tab("longstanding", "desk:longstanding", _("历史遗留")),
    Tab("trends", "desk:problem-trends", _("多了少了")),
    Tab("topics", "desk:topics", _("每月一题")),
    Tab("exclusions", "desk:exclusions", _("不计入")),
)


def tabs_for(person: Any) -> list[Tab]:
    return [tab for tab in TABS if tab.verb is None or may(person, tab.verb)]
