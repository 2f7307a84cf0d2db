"""How the desk speaks of problems: rungs, categories, phases, and how much time is left.

The policy of deadlines names rungs, categories and reasons; a page makes one `Speech` and asks it for words.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.desk.policies.words import cited
from lianxin.desk.visits.words import amount, word
from lianxin.desk.words import as_day, day_words, is_english, said
from lianxin.policies.ladder.parts import Ladder
from lianxin.problems.actions import Ground, ProblemsRefused
from lianxin.problems.actions.ground import ground_or_none
from lianxin.problems.models import Packet, Problem, Reply
from lianxin.problems.vocabulary import End, Phase
from lianxin.workdays import workdays_between

SOON = 2
"""Workdays before the last one from which something is said to be due soon."""

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Left:
    """How much time is left: `urgency` is plenty, soon, today, overdue, or still where no clock runs."""

    urgency: str
    words: str
    is_provisional: bool = False


def refusal(refused: ProblemsRefused) -> str:
    """What to tell a person whose step was refused."""
    return refused.message_en if is_english() else refused.message


@dataclass(frozen=True)
class Speech:
    """`ground` is None while no policy of deadlines is in force: then codes stay as they are."""

    now: datetime
    ground: Ground | None

    @classmethod
    def at(cls, now: datetime) -> "Speech":
        return cls(now, ground_or_none(now))

    @property
    def ladder(self) -> Ladder | None:
        return self.ground.ladder if self.ground else None

    def rung(self, code: str) -> str:
        known = {one.code: one.title for one in self.ground.ladder.rungs} if self.ground else {}
        return said(known[code]) if code in known else code

    def category(self, code: str) -> str:
        known = self.ground.ladder.categories if self.ground else {}
        return said(known[code].title) if code in known else code

    def office(self, code: str) -> str:
        return said(self.ground.ladder.category(code).office) if self.ground else ""

    def urgency(self, code: str) -> str:
        known = self.ground.ladder.urgencies if self.ground else {}
        return said(known[code].title) if code in known else code

    def is_urgent(self, code: str) -> bool:
        return self.ground is not None and self.ground.ladder.urgency(code).is_in_hours

    def pause(self, code: str) -> str:
        known = self.ground.ladder.pauses if self.ground else {}
        return said(known[code].title) if code in known else code

    def refused_for(self, code: str) -> tuple[str, str, str]:
        """(title, words for the household, source) of a refusal."""
        known = self.ground.ladder.refusals if self.ground else {}
        return (
            (said(known[code].title), said(known[code].words), cited(known[code].source))
            if code in known
            else (code, "", "")
        )

    def title(self, problem: Problem) -> str:
        """`轮椅 1 张`: the category with how much of it, where that is known."""
        parts = (self.category(problem.category), amount(problem.quantity, problem.unit))
        return " ".join(part for part in parts if part)

    def left(self, problem: Problem) -> Left:
        """How much time the rung has that holds it; why its clock does not run, where it does not."""
        if problem.phase in (Phase.ENDED, Phase.CLOSED):
            on = day_words(problem.ended_at, as_day(self.now)) if problem.ended_at else ""
            return Left("still", f"{on} {word(End, problem.end)}".strip())
        if problem.phase == Phase.PAUSED:
            until = problem.pause_ends_at or problem.due_at
            return Left("still", _("暂停到%(day)s") % {"day": day_words(until, as_day(self.now))})
        return self.until(problem.due_at, self.is_urgent(problem.urgency), problem.is_provisional)

    def answer_left(self, one: Packet | Reply) -> Left:
        """How much time is left for an answer."""
        if isinstance(one, Reply):
            return self.until(one.due_at, False, one.is_provisional)
        return self.until(one.answer_due_at, False)

    def until(self, due_at: datetime, in_hours: bool, is_provisional: bool = False) -> Left:
        """What is said of a moment by which something must be done."""
        urgency, words = self._overdue(due_at) if due_at <= self.now else self._ahead(due_at, in_hours)
        if is_provisional:
            words = _("%(left)s（暂定）") % {"left": words}
        return Left(urgency, words, is_provisional)

    def _overdue(self, due_at: datetime) -> tuple[str, str]:
        days = (as_day(self.now) - as_day(due_at)).days
        if days:
            return "overdue", ngettext("已过期 %(count)d 天", "已过期 %(count)d 天", days) % {"count": days}
        return "overdue", _("今天 %(clock)s 已到期") % {"clock": _clock(due_at)}

    def _ahead(self, due_at: datetime, in_hours: bool) -> tuple[str, str]:
        left = due_at - self.now
        if in_hours and left < HOUR:
            minutes = max(1, int(left.total_seconds() // 60))
            return "today", ngettext("还剩 %(count)d 分钟", "还剩 %(count)d 分钟", minutes) % {
                "count": minutes
            }
        if in_hours:
            hours = int(left / HOUR)
            return "today", ngettext("还剩 %(count)d 小时", "还剩 %(count)d 小时", hours) % {"count": hours}
        today, last = as_day(self.now), as_day(due_at)
        if last == today:
            return "today", _("今天 %(clock)s 到期") % {"clock": _clock(due_at)}
        if self.ground is None:
            return "plenty", _("%(day)s到期") % {"day": day_words(due_at, today)}
        days = workdays_between(today, last, self.ground.times.calendar)
        words = ngettext("还剩 %(count)d 个工作日", "还剩 %(count)d 个工作日", days) % {"count": days}
        return "soon" if days <= SOON else "plenty", words


def _clock(moment: Any) -> str:
    return f"{timezone.localtime(moment):%H:%M}"
