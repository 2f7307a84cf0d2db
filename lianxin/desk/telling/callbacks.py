"""Sentences about call-backs. They tell of rounds: none leads from a home to what it answered."""

from django.utils.translation import gettext, gettext_lazy, ngettext

from lianxin.callbacks.vocabulary import Decision, Outcome, Subject
from lianxin.desk.telling.names import Names
from lianxin.desk.telling.saying import Sentence, always, filled
from lianxin.desk.visits.words import word
from lianxin.ledger.models import Event


def _drawn(event: Event, names: Names) -> str:
    told = {name: event.after.get(name, 0) for name in ("random", "risk")}
    return gettext("抽了回访的户：随机 %(random)s，按风险 %(risk)s") % told


def _closed(event: Event, names: Names) -> str:
    told = {name: event.after.get(name, 0) for name in ("calls", "answered")}
    return gettext("一轮回访出了结果：%(calls)s 个电话，问完 %(answered)s 个") % told


def _period(event: Event) -> dict[str, str]:
    told = {"from": str(event.after.get("from", "")), "to": str(event.after.get("to", ""))}
    return told | {"subject": word(Subject, str(event.after.get("subject", Subject.VISITS.value)))}


def _called(event: Event) -> dict[str, str]:
    return {"outcome": word(Outcome, str(event.after.get("outcome", "")))}


def _decided(event: Event, names: Names) -> str:
    told = {"name": names.staff(event.after.get("staff"))}
    told["decision"] = word(Decision, str(event.after.get("decision", "")))
    return gettext("定了回访对不上的一处，%(name)s：%(decision)s") % told


def _forgotten(event: Event, names: Names) -> str:
    count = event.after.get("calls", 0)
    words = ngettext("删掉了 %(count)d 户保管期满的回访回答", "删掉了 %(count)d 户保管期满的回访回答", count)
    return words % {"count": count}


SENTENCES: dict[str, Sentence] = {
    "callbacks.opened": filled(gettext_lazy("开了一轮回访，问%(subject)s：%(from)s 到 %(to)s"), _period),
    "callbacks.discarded": filled(gettext_lazy("作废了没有抽的一轮回访：%(from)s 到 %(to)s"), _period),
    "callbacks.drawn": _drawn,
    "callbacks.closed": _closed,
    "call.made": filled(gettext_lazy("打了一个回访电话：%(outcome)s"), _called),
    "call.taken": always(gettext_lazy("接过来一个回访电话")),
    "call.number_seen": always(gettext_lazy("回访前看了电话号码")),
    "calls.forgotten": _forgotten,
    "finding.answered": always(gettext_lazy("说明了核对中对不上的走访")),
    "finding.decided": _decided,
}
