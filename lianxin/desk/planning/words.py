"""How the desk speaks of visits: why one is owed, until when, times of the day, and refusals."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lianxin.desk.words import WEEKDAYS_ZH, day_words, is_english, said, spoken
from lianxin.planning.models import Duty
from lianxin.planning.reading import as_told
from lianxin.planning.sentences import sentence
from lianxin.planning.vocabulary import Cannot, Reason, Report

SOON = 3
"""Days before the last one from which a visit is said to be due soon."""


def why(duty: Duty) -> str:
    """Why the visit is owed, in one sentence."""
    return sentence(as_told(duty), spoken())


def reason_word(code: str) -> str:
    return said(Reason(code))


def cannot_word(code: str) -> str:
    return said(Cannot(code))


def report_word(code: str) -> str:
    return said(Report(code))


FOLLOWS = {
    (Report.DISASTER, False): (
        Reason.PLACE_DISASTER,
        gettext_lazy("一个地方受灾：负责这个村的干部 %(days)s 天内要到。"),
    ),
    (Report.PETITIONS, False): (
        Reason.PLACE_PETITIONS,
        gettext_lazy("信访件数：九十天里多到办法说的数，%(days)s 天内要去一趟。"),
    ),
    (Report.DISASTER, True): (Reason.DISASTER, gettext_lazy("一户受灾：联系干部 %(days)s 天内上门看望。")),
    (Report.DEATH, True): (Reason.DEATH, gettext_lazy("有人去世：联系干部 %(days)s 天内上门慰问。")),
    (Report.HOSPITAL, True): (Reason.HOSPITAL, gettext_lazy("有人住院：联系干部 %(days)s 天内前去看望。")),
    (Report.JOB_LOSS, True): (
        Reason.JOB_LOSS,
        gettext_lazy("主要劳动力失业：联系干部 %(days)s 天内上门问清难处。"),
    ),
}
"""(kind, whether of a home) → the reason it gives, and what a person is told before he reports it."""


def what_follows(numbers: Mapping[str, Any]) -> list[str]:
    """What each report makes due, by the numbers of the policy in force; what it lacks is left out."""
    told = ((words, numbers.get(f"days_{reason}")) for reason, words in FOLLOWS.values())
    return [str(words) % {"days": f"{days:g}"} for words, days in told if days is not None]


def deadline(duty: Duty, today: date) -> tuple[str, str]:
    """(`overdue`, `today`, `soon` or `plenty`, the words): said by word and weight, never by red."""
    left = (duty.due_on - today).days
    last = day_words(duty.due_on, today)
    if left < 0:
        words = ngettext("过期 %(days)d 天", "过期 %(days)d 天", -left) % {"days": -left}
        return "overdue", words
    if left == 0:
        return "today", _("今天到期")
    if left <= SOON:
        words = ngettext("还剩 %(days)d 天，%(last)s前", "还剩 %(days)d 天，%(last)s前", left)
        return "soon", words % {"days": left, "last": last}
    if duty.opens_on > today:
        return "plenty", _("%(first)s至%(last)s") % {"first": day_words(duty.opens_on, today), "last": last}
    return "plenty", _("%(last)s前") % {"last": last}


def weekday(day: date) -> str:
    """`一`, and in English `Mon`: the head of a column."""
    return f"{day:%a}" if is_english() else WEEKDAYS_ZH[day.weekday()]


def clock_of(minutes: int) -> str:
    """`09:30` for 570 minutes after midnight."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def refusal(refused: Any) -> str:
    """What to tell a person whose step was refused; the refusal carries both languages."""
    return refused.message_en if is_english() else refused.message
