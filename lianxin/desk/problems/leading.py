"""The addresses of the leaders' pages: what their filters take, and how a page of a list is cut."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from lianxin.desk.forms import Plain
from lianxin.desk.paging import Page, page_along
from lianxin.desk.problems.filters import Edge

AREA = r"^(\d{12}|all)$"


class PlaceFilter(Plain):
    area = forms.RegexField(AREA, required=False)


class LateFilter(PlaceFilter):
    """`show` sent back ones, or ends that nothing shows, instead of those that are overdue."""

    show = forms.ChoiceField(choices=[("returned", "returned"), ("bare", "bare")], required=False)
    after = Edge()
    before = Edge()


class PromisesFilter(PlaceFilter):
    """A `month` of the calendar, and a day of it whose promises are listed; all of the month without one."""

    month = forms.RegexField(r"^20\d\d-(0[1-9]|1[0-2])$", required=False)
    on = forms.DateField(required=False)
    after = forms.RegexField(r"^20\d\d-\d\d-\d\d~[0-9a-f-]{36}$", required=False)
    before = forms.RegexField(r"^20\d\d-\d\d-\d\d~[0-9a-f-]{36}$", required=False)

    def clean_after(self) -> Any:
        return _day_edge(self.cleaned_data["after"])

    def clean_before(self) -> Any:
        return _day_edge(self.cleaned_data["before"])


class TrendsFilter(PlaceFilter):
    category = forms.RegexField(r"^[a-z0-9-]{1,40}$", required=False)


def cut(rows: QuerySet[Any], column: str, wished: dict[str, Any], *, newest_first: bool = False) -> Page:
    """One page in the order of a column and the key; edges as an address names them."""
    page = page_along(
        rows,
        (column, "pk"),
        after=wished.get("after"),
        before=wished.get("before"),
        newest_first=newest_first,
    )
    return Page(page.rows, _named(page.before), _named(page.after))


def _named(edge: tuple[Any, ...] | None) -> str | None:
    return f"{edge[0].isoformat()}~{edge[1]}" if edge else None


def _day_edge(text: str) -> tuple[date, str] | None:
    day, _mark, key = text.partition("~")
    if not text:
        return None
    try:
        return date.fromisoformat(day), forms.UUIDField().clean(key)
    except ValueError:
        raise forms.ValidationError("no edge", code="no-edge") from None
