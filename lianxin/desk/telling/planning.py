"""Sentences about planning: plans, what must be visited, visits made or not, reports, calendar addresses."""

from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.desk.telling.names import Names
from lianxin.desk.telling.saying import UNKNOWN, Sentence, told_day
from lianxin.desk.words import said
from lianxin.ledger.models import Event
from lianxin.planning.vocabulary import Cannot, Reason, Report, Word


def _say(text: str | Promise, **words: tuple[str, type[Word] | type[date] | type[int]]) -> Sentence:
    """A sentence whose words are read from the event: a code, a day, or a number under a key of `after`."""

    def tell(event: Event, names: Names) -> str:
        return str(text) % {name: _word(event.after.get(key), kind) for name, (key, kind) in words.items()}

    return tell


def _word(value: Any, kind: type[Word] | type[date] | type[int]) -> str:
    try:
        if issubclass(kind, Word):
            return str(said(kind(str(value))))
        if kind is date:
            return told_day(value)
        return f"{int(value):,}"
    except (TypeError, ValueError):
        return UNKNOWN


def _excused(event: Event, names: Names) -> str:
    told = {"why": _word(event.after.get("code"), Cannot), "day": _word(event.after.get("tried_on"), date)}
    if event.after.get("waits"):
        return _("没能走访（%(day)s）：%(why)s，等人同意") % told
    return _("没能走访（%(day)s）：%(why)s") % told


def _decided(event: Event, names: Names) -> str:
    told = {"why": _word(event.after.get("code"), Cannot)}
    if event.after.get("approved"):
        return _("同意没能走访的说明：%(why)s") % told
    return _("没有同意没能走访的说明：%(why)s") % told


def _reported(event: Event, names: Names) -> str:
    told = {"what": _word(event.after.get("report"), Report)}
    told["day"] = _word(event.after.get("happened_on"), date)
    if event.after.get("count", 1) > 1:
        return _("上报：%(what)s %(count)s 件（%(day)s）") % (told | {"count": event.after["count"]})
    return _("上报：%(what)s（%(day)s）") % told


VISIT = {"why": ("reason", Reason), "day": ("on", date)}
SENTENCES: dict[str, Sentence] = {
    "plan.made": _say(
        gettext_lazy("排走访：%(duties)s 次，近期路线 %(trips)s 条"),
        duties=("duties", int),
        trips=("trips", int),
    ),
    "trips.planned": _say(gettext_lazy("排近期路线 %(trips)s 条"), trips=("trips", int)),
    "duties.called": _say(
        gettext_lazy("按五必去五必访新增 %(new)s 次走访，%(gone)s 次不再需要"),
        new=("duties", int),
        gone=("dropped", int),
    ),
    "load.weighed": _say(gettext_lazy("数了一遍往后六周：%(cadres)s 名干部忙不过来"), cadres=("cadres", int)),
    "duty.done": _say(gettext_lazy("走访了一次（%(day)s）：%(why)s"), **VISIT),
    "duty.reopened": _say(gettext_lazy("撤销走访记录（%(day)s）：%(why)s"), **VISIT),
    "duty.excused": _excused,
    "excuse.decided": _decided,
    "report.noted": _reported,
    "report.withdrawn": _say(
        gettext_lazy("撤回上报：%(what)s（%(day)s）"), what=("report", Report), day=("happened_on", date)
    ),
    "feed.opened": lambda event, names: _("开通走访日历地址"),
    "feed.closed": lambda event, names: _("停用走访日历地址"),
}
