"""How the desk speaks of what phones send: kinds of records, why one waits, what to do, how long."""

from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lianxin.desk.words import is_english
from lianxin.field.words import words_for

KINDS: dict[str, str | Promise] = {
    "visit.record": gettext_lazy("一次走访"),
    "visit.missed": gettext_lazy("没走成的说明"),
    "visit.add": gettext_lazy("走访的补记"),
    "item.urgent": gettext_lazy("急事"),
    "family.propose": gettext_lazy("家庭成员变动"),
    "card.leave": gettext_lazy("留连心卡"),
    "feedback.send": gettext_lazy("系统反馈"),
}


def kind_word(kind: str) -> str:
    return str(KINDS.get(kind) or (_("不认识的一类记录") if kind else _("读不出来的")))


def why_waits(code: str) -> str:
    words = words_for(code)
    return words.says_en if is_english() else words.says


def advice(code: str) -> str:
    words = words_for(code)
    return words.advice_en if is_english() else words.advice


def since_words(waited: timedelta) -> str:
    """`3 小时`, `2 天`: how long something has waited."""
    hours = int(waited.total_seconds() // 3600)
    if hours < 48:
        return ngettext("%(hours)d 小时", "%(hours)d 小时", hours) % {"hours": hours}
    days = hours // 24
    return ngettext("%(days)d 天", "%(days)d 天", days) % {"days": days}


def skew_words(seconds: int | None) -> str:
    """How wrong a phone's clock is; empty where it is near enough, or nobody knows."""
    if seconds is None or abs(seconds) < 120:
        return ""
    minutes = abs(seconds) // 60
    if seconds > 0:
        return ngettext("快 %(minutes)s 分钟", "快 %(minutes)s 分钟", minutes) % {"minutes": f"{minutes:,}"}
    return ngettext("慢 %(minutes)s 分钟", "慢 %(minutes)s 分钟", minutes) % {"minutes": f"{minutes:,}"}


def is_long(received_at: datetime, now: datetime) -> bool:
    """Whether something has waited for more than a day."""
    return now - received_at > timedelta(hours=24)
