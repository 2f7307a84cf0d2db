"""Pages by key: the page after (or before) a row, so that a deep page costs no more than the first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

PAGE = 50
DECISIONS = 20
"""Rows of a page with a form in each: people decide on them one by one, and forms are dear to draw."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows in order; `before` and `after` are the keys to ask for the neighbours with, or None."""

    rows: list[Any]
    before: Any = None
    after: Any = None


def page_of(
    rows: QuerySet,
    key: str,
    *,
    after: Any = None,
    before: Any = None,
    newest_first: bool = False,
    size: int = PAGE,
) -> Page:
    """Cut one page from `rows`, in the order of the unique column `key`.

    `after` and `before` are keys in reading order; `before` wins. Rows gone in between do no harm.
    """
    page = page_along(
        rows,
        (key,),
        after=None if after is None else (after,),
        before=None if before is None else (before,),
        newest_first=newest_first,
        size=size,
    )
    return Page(page.rows, page.before and page.before[0], page.after and page.after[0])


def page_along(
    rows: QuerySet,
    columns: Sequence[str],
    *,
    after: Sequence[Any] | None = None,
    before: Sequence[Any] | None = None,
    newest_first: bool = False,
    size: int = PAGE,
) -> Page:
    """The same along several columns that are unique together; the keys are tuples of their values.

    All columns run in one direction, so that one index can serve both ways.
    """
    backwards = before is not None
    rises = newest_first == backwards
    edge = before if backwards else after
    if edge is not None:
        rows = rows.filter(_beyond(columns, edge, "gt" if rises else "lt"))
    order = columns if rises else [f"-{column}" for column in columns]
    found = list(rows.order_by(*order)[: size + 1])
    has_more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Page([])
    first, last = _key(found[0], columns), _key(found[-1], columns)
    has_earlier = has_more if backwards else edge is not None
    has_later = True if backwards else has_more
    return Page(found, first if has_earlier else None, last if has_later else None)


def _beyond(columns: Sequence[str], edge: Sequence[Any], side: str) -> Q:
    """Rows past an edge. The first column also says where to begin, for the index."""
    first, value = columns[0], edge[0]
    past = Q(**{f"{first}__{side}": value})
    if len(columns) == 1:
        return past
    rest = Q(**{first: value}) & _beyond(columns[1:], edge[1:], side)
    return Q(**{f"{first}__{side}e": value}) & (past | rest)


def _key(row: Any, columns: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(row, column) for column in columns)
