"""What pictures and the tables behind them say: signed changes, and days as short as an axis wants."""

from datetime import date

from django import template
from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def size(change: int) -> int:
    """How great a change is, whichever way it goes."""
    return abs(change)


@register.filter
def signed(change: int) -> str:
    """`+9`, `−36` (with a true minus) or `0`."""
    return f"{'+' if change > 0 else '−'}{abs(change):,}" if change else "0"


@register.filter
def month(day: date) -> str:
    """`11月`, and in English `Nov`."""
    return formatted(day, _("n月"))
