"""Sentences about pairing: who has which household in his care, hand-overs, wishes."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.desk.telling.names import Names
from lianxin.desk.telling.saying import Sentence, always, filled, told_day
from lianxin.ledger.models import Event
from lianxin.pairing.models import Pairing, Wish

CAUSES, OUTCOMES = dict(Pairing.CAUSES), dict(Wish.OUTCOMES)


def _paired(event: Event, names: Names) -> str:
    """`联系干部 张三 → 李四（按结对方案）`."""
    told = {"new": names.staff(event.after.get("keeper")), "cause": CAUSES.get(event.after.get("cause"), "")}
    if "keeper" not in event.before:
        return _("联系干部定为 %(new)s（%(cause)s）") % told
    told["old"] = names.staff(event.before["keeper"])
    return _("联系干部 %(old)s → %(new)s（%(cause)s）") % told


def _unpaired(event: Event, names: Names) -> str:
    return _("不再由 %(old)s 联系") % {"old": names.staff(event.before.get("keeper"))}


def _changed(event: Event) -> dict[str, str]:
    """How many households were changed."""
    return {"changed": f"{event.after.get('changed', 0):,}"}


def _drafted(event: Event, names: Names) -> str:
    counts = {name: f"{event.after.get(name, 0):,}" for name in ("homes", "paired")}
    return _("算出结对方案：%(homes)s 户，配上 %(paired)s 户") % counts


def _with_day(text: str | Promise, key: str) -> Sentence:
    return filled(text, lambda event: {"day": told_day(event.after.get(key))})


def _answered(event: Event, names: Names) -> str:
    return _("答复换人的要求：%(outcome)s") % {"outcome": OUTCOMES.get(event.after.get("outcome"), "")}


SENTENCES: dict[str, Sentence] = {
    "pairing.asked": always(gettext_lazy("要一个结对方案")),
    "pairing.drafted": _drafted,
    "pairing.tried": always(gettext_lazy("试算结对：多几名干部，或者换走访次数")),
    "pairing.dropped": always(gettext_lazy("放弃结对方案")),
    "pairing.adopted": filled(gettext_lazy("采用结对方案：%(changed)s 户换了或定了联系干部"), _changed),
    "pairing.undone": filled(gettext_lazy("撤销结对方案：%(changed)s 户改回原来的联系干部"), _changed),
    "household.paired": _paired,
    "household.unpaired": _unpaired,
    "handover.met": _with_day(gettext_lazy("新老联系干部已一起上门交接（%(day)s）"), "met_on"),
    "handover.lapsed": always(gettext_lazy("到期没有一起上门交接")),
    "wish.noted": _with_day(gettext_lazy("这一户要求换联系干部，%(day)s前答复"), "due_on"),
    "wish.answered": _answered,
    "barrier.noted": always(gettext_lazy("记下一条不宜结对")),
    "barrier.lifted": always(gettext_lazy("解除一条不宜结对")),
}
