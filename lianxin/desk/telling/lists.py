"""Sentences about lists brought in: the calendar of a year, problems handed over by other offices."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from lianxin.desk.telling.names import Names
from lianxin.ledger.models import Event


def imported(event: Event) -> str:
    """The same of a calendar, or of a list of problems."""
    is_calendar, is_undone = "years" in event.after, event.kind == "import.undone"
    counts = event.after["years" if is_calendar else "problems"]
    if is_calendar:
        text = _("撤销导入工作日历，%(count)s 年") if is_undone else _("导入工作日历完成，%(count)s 年")
        return text % {"count": counts.get("created", 0) + counts.get("updated", 0)}
    text = _("撤销导入转办名单，%(count)s 件") if is_undone else _("导入转办名单完成，新开 %(count)s 件")
    return text % {"count": f"{counts.get('created', 0):,}"}


def _calendar(event: Event, names: Names) -> str:
    """`2027年的工作日历：放假 23 天，调休上班 5 天`."""
    told = {name: event.after.get(name, 0) for name in ("year", "holidays", "workdays")}
    if event.after.get("withdrawn"):
        return _("撤回 %(year)s 年的工作日历") % told
    return _("%(year)s 年的工作日历：放假 %(holidays)s 天，调休上班 %(workdays)s 天") % told


SENTENCES: dict[str, Callable[[Event, Names], Any]] = {"calendar.changed": _calendar}
