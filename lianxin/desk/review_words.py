"""The words of reviews on the screen: kinds, and how each may end."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, str | Promise] = {
    "objection": _("群众异议"),
    "exit": _("退出连心户"),
    "expiry": _("分类到期"),
}
OUTCOMES: dict[str, str | Promise] = {
    "kept": _("维持原类别"),
    "changed": _("已按新情况改"),
    "left": _("同意退出"),
    "moot": _("不再需要"),
}


def outcome_choices(outcomes: Iterable[str]) -> list[tuple[str, str | Promise]]:
    return [(outcome, OUTCOMES[outcome]) for outcome in outcomes]
