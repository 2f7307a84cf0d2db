"""Sentences about problems: how they came in, who has them, where they rise, promises, how they end."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.desk.telling.names import Names
from lianxin.desk.telling.saying import always
from lianxin.desk.words import day_words, said
from lianxin.ledger.models import Event
from lianxin.problems.vocabulary import Channel, End

Sentence = Callable[[Event, Names], Any]


def _day(value: Any) -> str:
    """`3月5日(周四)` for a day or a moment as the ledger has it."""
    try:
        text = str(value)
        day = timezone.localdate(datetime.fromisoformat(text)) if "T" in text else date.fromisoformat(text)
        return day_words(day, timezone.localdate())
    except ValueError:
        return "—"


def _word(kind: type, code: Any) -> str:
    try:
        return said(kind(code))
    except ValueError:
        return str(code or "—")


def _opened(event: Event, names: Names) -> str:
    """`记下问题（走访），由村（社区）办，3月5日(周四)前`."""
    after = event.after
    told = {"channel": _word(Channel, after.get("channel")), "rung": names.rung(after.get("rung", ""))}
    return _("记下问题（%(channel)s），归%(rung)s，%(day)s到期") % (told | {"day": _day(after.get("due"))})


def _rung(text: str | Promise) -> Sentence:
    """A sentence with the rung it is about."""
    return lambda event, names: str(text) % {"rung": names.rung(event.after.get("rung", ""))}


def _way(text: str | Promise) -> Sentence:
    """A sentence with the rung a packet came from and the one it goes to."""

    def tell(event: Event, names: Names) -> str:
        return str(text) % {name: names.rung(event.after.get(name, "")) for name in ("from", "to")}

    return tell


def _sent(event: Event, names: Names) -> str:
    told = {name: names.rung(event.after.get(name, "")) for name in ("from", "to")}
    if event.after.get("again"):
        return _("退回后再次上报，请群工部裁定")
    return _("从%(from)s上报到%(to)s") % told


def _dispatched(event: Event, names: Names) -> str:
    return _("交给%(name)s办") % {"name": names.staff(event.after.get("staff"))}


def _promised(text: str | Promise) -> Sentence:
    def tell(event: Event, names: Names) -> str:
        return str(text) % {"day": _day(event.after.get("on")), "before": _day(event.before.get("on"))}

    return tell


def _ended(event: Event, names: Names) -> str:
    """`办结：办成了（承诺按期兑现）`."""
    end = {"end": _word(End, event.after.get("end"))}
    if event.after.get("into"):
        return _("并入 %(into)s") % {"into": event.after["into"]}
    if "kept" not in event.after:
        return _("办结：%(end)s") % end
    if event.after["kept"]:
        return _("办结：%(end)s，承诺按期兑现") % end
    return _("办结：%(end)s，承诺过期了") % end


def _judged(event: Event, names: Names) -> str:
    return _("群众说办好了（%(channel)s）") % {"channel": _word(Channel, event.after.get("channel"))}


def _reopened(event: Event, names: Names) -> str:
    return _("群众说没办好，重新办，归%(rung)s") % {"rung": names.rung(event.after.get("rung", ""))}


def _recomputed(event: Event, names: Names) -> str:
    told = {"before": _day(event.before.get("due")), "after": _day(event.after.get("due"))}
    return _("日历公布后，到期日从%(before)s改为%(after)s") % told


def _topic_closed(event: Event, names: Names) -> str:
    """`办结一题：之前 60 天 12 件，之后 60 天 7 件`."""
    told = {name: event.after.get(name, 0) for name in ("before", "after", "days")}
    return _("办结一题：之前 %(days)s 天 %(before)s 件，之后 %(days)s 天 %(after)s 件") % told


def _counted(event: Event, names: Names) -> str:
    told = {name: f"{event.after.get(name, 0):,}" for name in ("problems", "found")}
    return _("数了反复出现的问题：%(problems)s 件里找出 %(found)s 个候选题") % told


def _reviewed(event: Event, names: Names) -> str:
    return _("核过：同意不计入考核") if event.after.get("accepted") else _("核过：照样计入考核")


def _decided(event: Event, names: Names) -> str:
    if event.after.get("upheld"):
        return _("群众不同意，另一人定：维持不计入考核")
    return _("群众不同意，另一人定：照样计入考核")


def _lifting_answered(event: Event, names: Names) -> str:
    if event.after.get("lifted"):
        return _("第二个人同意收回：照样计入考核")
    return _("第二个人不同意收回：还是不计入考核")


SENTENCES: dict[str, Sentence] = {
    "problem.exclusion_proposed": always(gettext_lazy("提出这件事不计入考核")),
    "problem.exclusion_reviewed": _reviewed,
    "problem.exclusion_appealed": always(gettext_lazy("群众不同意不计入考核")),
    "problem.exclusion_decided": _decided,
    "problem.lifting_asked": always(gettext_lazy("提出收回不计入考核，等第二个人定")),
    "problem.lifting_answered": _lifting_answered,
    "problem.opened": _opened,
    "problem.accepted": always(gettext_lazy("接办")),
    "problem.dispatched": _dispatched,
    "problem.sent_to": _rung(gettext_lazy("转给%(rung)s办")),
    "problem.corrected": always(gettext_lazy("补正了问题的内容")),
    "problem.taken_back": always(gettext_lazy("撤销了上一步")),
    "problem.noted": always(gettext_lazy("记了一笔")),
    "problem.shared": always(gettext_lazy("请几家合办")),
    "problem.part_answered": always(gettext_lazy("合办的一家答复了")),
    "problem.paused": lambda event, names: _("暂停计时，到%(day)s") % {"day": _day(event.after.get("until"))},
    "problem.resumed": always(gettext_lazy("恢复计时")),
    "problem.warned": _rung(gettext_lazy("快到期了，提醒%(rung)s")),
    "problem.rose": _rung(gettext_lazy("到期没办完，上升到%(rung)s")),
    "problem.overdue": _rung(gettext_lazy("%(rung)s超期没办完")),
    "problem.ended": _ended,
    "problem.judged": _judged,
    "problem.reopened": _reopened,
    "problem.unasked": always(gettext_lazy("办结几天了，还没问过群众")),
    "problem.recomputed": _recomputed,
    "packet.sent": _sent,
    "packet.accepted": _way(gettext_lazy("%(to)s接收了%(from)s的上报")),
    "packet.sent_back": _way(gettext_lazy("%(from)s退回，由%(to)s接着办")),
    "packet.decided": _way(gettext_lazy("群工部裁定：从%(from)s定由%(to)s办")),
    "packet.lapsed": _rung(gettext_lazy("上报没人答复，视为%(rung)s接收")),
    "packet.undecided": _rung(gettext_lazy("逾期没有裁定，由%(rung)s承办")),
    "promise.given": _promised(gettext_lazy("向群众承诺%(day)s办好")),
    "promise.changed": _promised(gettext_lazy("承诺从%(before)s改到%(day)s")),
    "promise.broken": always(gettext_lazy("承诺的日子到了，没有办成")),
    "reply.given": always(gettext_lazy("答复了群众提的建议")),
    "reply.passed_on": _dispatched,
    "topic.taken_up": lambda event, names: (
        _("定为 %(month)s 的每月一题，由%(name)s牵头")
        % {"month": event.after.get("month", ""), "name": names.staff(event.after.get("staff"))}
    ),
    "topic.leader_changed": lambda event, names: (
        _("每月一题改由%(name)s牵头") % {"name": names.staff(event.after.get("staff"))}
    ),
    "topic.leader_restored": lambda event, names: (
        _("撤销了上一步，每月一题还由%(name)s牵头") % {"name": names.staff(event.after.get("staff"))}
    ),
    "topic.taken_back": always(gettext_lazy("撤销了定题")),
    "topic.step_planned": _promised(gettext_lazy("给每月一题添了一步，%(day)s前办")),
    "topic.step_done": _promised(gettext_lazy("每月一题办完一步，原定%(day)s")),
    "topic.closed": _topic_closed,
    "topics.counted": _counted,
}
