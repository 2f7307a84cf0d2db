"""Which visits a list holds: of a day, a week, past their day, or asked about; of a reason, of a cadre."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from lianxin.desk.paging import Page, page_along
from lianxin.desk.planning.figures import DAYS
from lianxin.desk.planning.visits import BESIDE
from lianxin.desk.planning.weeks import monday_of
from lianxin.desk.planning.words import reason_word
from lianxin.desk.words import day_words
from lianxin.planning.models import DutyQuerySet
from lianxin.planning.vocabulary import Reason

COLUMNS = ("due_on", "pk")


@dataclass(frozen=True, slots=True)
class Span:
    """What the list is about. `week` and `on` mark the cells of the calendar."""

    title: str
    duties: DutyQuerySet
    on: date | None = None
    week: date | None = None


def first_of_month(wished: Mapping[str, Any], today: date) -> date:
    """The first day of the month that an address asks for: by name, by a day, by a week, or today's."""
    if wished["month"]:
        return date.fromisoformat(f"{wished['month']}-01")
    return (wished["on"] or wished["week"] or today).replace(day=1)


def span_of(duties: DutyQuerySet, asked: Any, wished: Mapping[str, Any], today: date) -> Span:
    """`duties` of the place; `asked`: excuses that wait there."""
    owed = duties.open()
    if wished["show"] == "overdue":
        return Span(_("已过期限"), duties.overdue(today))
    if wished["show"] == "asked":
        return Span(_("说明等人同意"), owed.filter(pk__in=asked.values("duty")))
    if wished["on"]:
        on = wished["on"]
        return Span(_("%(day)s到期") % {"day": day_words(on, today)}, owed.filter(due_on=on), on=on)
    monday = monday_of(wished["week"] or _within(first_of_month(wished, today), today))
    last = monday + timedelta(days=DAYS - 1)
    told = {"first": day_words(monday, today), "last": day_words(last, today)}
    title = _("%(first)s至%(last)s到期") % told
    return Span(title, owed.filter(due_on__range=(monday, last)), week=monday)


def _within(first: date, today: date) -> date:
    """Today when it lies in the month, else the month's first day."""
    return today if today.replace(day=1) == first else first


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a span; `reasons` are (code, word, number) of the whole span, `total` counts the list."""

    page: Page
    reasons: list[tuple[str, str, int]]
    total: int


def listed(span: Span, wished: Mapping[str, Any]) -> Listed:
    """Three queries: numbers by reason, the page, and what stands beside its rows."""
    by_reason = dict(span.duties.order_by().values_list("reason").annotate(number=Count("*")))
    rows = span.duties.filter(reason=wished["reason"]) if wished["reason"] else span.duties
    page = page_along(rows.select_related(*BESIDE), COLUMNS, after=wished["after"], before=wished["before"])
    total = by_reason.get(wished["reason"], 0) if wished["reason"] else sum(by_reason.values())
    reasons = [(one.value, reason_word(one), by_reason[one]) for one in Reason if one in by_reason]
    return Listed(Page(page.rows, _named(page.before), _named(page.after)), reasons, total)


def _named(edge: tuple[Any, ...] | None) -> str | None:
    """How an address names an edge."""
    return f"{edge[0]:%Y-%m-%d}~{edge[1]}" if edge else None
