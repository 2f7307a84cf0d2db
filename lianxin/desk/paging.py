"""Pages by key: the page after (or before) a row, so that a deep page costs no more than the first."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

PAGE = 50


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
    backwards = before is not None
    rises = newest_first == backwards
    edge = before if backwards else after
    if edge is not None:
        rows = rows.filter(**{f"{key}__{'gt' if rises else 'lt'}": edge})
    found = list(rows.order_by(key if rises else f"-{key}")[: size + 1])
    has_more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Page([])
    first, last = getattr(found[0], key), getattr(found[-1], key)
    has_earlier = has_more if backwards else edge is not None
    has_later = True if backwards else has_more
    return Page(found, first if has_earlier else None, last if has_later else None)
