"""The words of reviews on the screen: kinds, and how each may end."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, str | Promise] = {
    "objection": _("群众异议"),
    "exit": _("退出连心户"),
    "expiry": _("分类到期"),
}
WAITING: dict[str, str | Promise] = {
    "objection": _("件群众异议，等答复"),
    "exit": _("户够不上连心户了，等人定退不退"),
    "expiry": _("户分类到期，要再看一次"),
}
"""The kinds behind a number: what waits."""

OUTCOMES: dict[str, str | Promise] = {
    "kept": _("维持原类别"),
    "changed": _("已按新情况改"),
    "left": _("同意退出"),
    "moot": _("不再需要"),
}

# Why a step of a review is refused, by the codes of `ReviewRefused`.
REFUSALS: dict[str, str | Promise] = {
    "words-needed": _("请写下这户人家为什么觉得分得不对。"),
    "already-open": _("这一户已经有一条正在办的异议，请在那一条里继续。"),
    "no-class": _("这一户还没有分类，没有可以提异议的结论。"),
    "decided": _("这一条已经有了结论，不能再改；有新情况请另开一条。"),
    "answer-needed": _("请写明理由：这户人家有权知道为什么。"),
    "wrong-outcome": _("这类复核不能这样办结。"),
    "not-an-exit": _("只有退出连心户的复核才需要上门核实和两人同意。"),
    "visit-needed": _("同意退出之前，要先有人上门核实并登记日期。"),
    "day-ahead": _("上门的日期还没到，请核对。"),
    "visit-too-old": _("上门核实要在这条复核开启之后。"),
    "second-person": _("您已经同意过了；还需要另一个人同意。"),
    "rules-changed": _("按现在的情况，这一户又该是连心户了，不能退出。"),
}


def outcome_choices(outcomes: Iterable[str]) -> list[tuple[str, str | Promise]]:
    return [(outcome, OUTCOMES[outcome]) for outcome in outcomes]
