"""What pictures and the tables behind them say: signed changes, and days as short as an axis wants."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lianxin.desk.overview.course import polyline
from lianxin.desk.overview.movements import course_in
from lianxin.desk.overview.schematic import Cell, Schematic
from lianxin.desk.overview.words import course_title
from lianxin.desk.places import Place

register = template.Library()

SHEET = '<svg class="cells {}" width="{}" viewBox="0 0 {} {}" role="group" aria-labelledby="{}">{}</svg>'
LARGEST = 1.3
"""Pixels of a unit at most: two villages fill no screen."""
CELL = (
    '<a class="cell" data-step="{}" href="{}" aria-label="{}"><title>{}</title>'
    '<g transform="translate({} {})"><polygon points="{}"/>{}</g></a>'
)
LINE = '<text{} y="{}">{}</text>'
SHARE = SafeString(' class="share"')
BAR = '<svg class="shares" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">{}</svg>'
PART = '<rect data-tier="{}" x="{}" y="0" width="{}" height="10"/>'


@register.filter
def size(change: int) -> int:
    """How great a change is, whichever way it goes."""
    return abs(change)


@register.filter
def signed(change: int) -> str:
    """`+9`, `−36` (with a true minus) or `0`."""
    return f"{'+' if change > 0 else '−'}{abs(change):,}" if change else "0"


@register.filter
def minus(number: int, other: int) -> int:
    return number - other


@register.filter
def month(day: date) -> str:
    """`11月`, and in English `Nov`."""
    return formatted(day, _("n月"))


@register.simple_tag
def cells(schematic: Schematic, title: str) -> SafeString:
    """The map, once for each width of screen, named by the element `title`.

    A town has a hundred cells, each drawn twice: put together here they take a fifth of a template's time.
    """
    sheets = []
    for drawing in schematic.drawings:
        placed = ((*_said(cell), *at, schematic.outline, _written(cell)) for cell, at in drawing.placed)
        drawn = format_html_join("\n", CELL, placed)
        width = round(LARGEST * drawing.width)
        sheets.append((drawing.form, width, drawing.width, drawing.height, title, drawn))
    return format_html_join("\n", SHEET, sheets)


@register.simple_tag
def shares(counts: Mapping[str, int]) -> SafeString:
    """A bar of how the classes share a place, in per mille; those with nothing in them are left out."""
    total = sum(counts.values()) or 1
    bars, start = [], 0.0
    for code, number in counts.items():
        width = 1000 * number / total
        if number:
            bars.append((code, round(start, 1), round(width, 1)))
        start += width
    return format_html(BAR, format_html_join("", PART, bars))


@register.inclusion_tag("desk/parts/trend.html")
def trend(place: Place, person: Any, counts: Mapping[str, int]) -> dict[str, Any]:
    """A sentence and a small line: how 连心户 came to their number. Nothing where there is no past yet."""
    course = course_in(place, person, counts, timezone.localdate())
    if course.compared is None:
        return {}
    return {"title": course_title(course), "points": polyline(course.counts["priority"], 112, 22)}


def _said(cell: Cell) -> tuple[Any, ...]:
    label = escape(cell.label)
    return cell.step, cell.line.address, label, label


def _written(cell: Cell) -> SafeString:
    lines = ((SHARE if text.is_share else "", text.y, text.words) for text in cell.texts)
    return format_html_join("", LINE, lines)
