"""The numbers of an area, as the cells of its line in the tree.

A town has a hundred lines of eight numbers: put together here they take a quarter of a template's time.
"""

from collections.abc import Mapping
from functools import cache

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lianxin.desk.areas.figures import Figures
from lianxin.desk.words import TIERS, spoken, tier_word

register = template.Library()

CELL = '<td class="number{}">{}</td>'
HEART = '<span class="tier" data-tier="{}" title="{}"><span class="hidden">{} </span>{}</span>'
HEARTS = '<td><div class="hearts">{}</div></td>'


@register.simple_tag
def figure_cells(figures: Figures) -> SafeString:
    """The cells of households, residents, classes, open reviews and staff; those of classes only for whoever
    may know them. Every number is a whole one, every word is escaped where it is made."""
    words = _words(spoken())
    cells = [_cell(figures.households, words["homes"]), _cell(figures.residents, words["people"])]
    if figures.tiers is not None:
        cells += [_hearts(figures.tiers, words), _cell(figures.reviews or None, words["reviews"], "")]
    cells.append(_cell(figures.staff or None, words["staff"], ""))
    return mark_safe("\n".join(cells))


def _cell(number: int | None, word: str, nothing: str = " none") -> str:
    """`nothing`: the class of a cell without a number, or with 0."""
    return CELL.format("" if number else nothing, "" if number is None else f"{number:,}{word}")


def _hearts(tiers: Mapping[str, int], words: Mapping[str, str]) -> str:
    parts = (_heart(tier, number, words[tier]) if number else "" for tier, number in tiers.items())
    return HEARTS.format(" ".join(f"<span>{part}</span>" for part in parts))


def _heart(tier: str, number: int, word: str) -> str:
    return HEART.format(tier, word, word, f"{number:,}")


@cache
def _words(language: str) -> Mapping[str, str]:
    """What is said beside each number on a narrow screen, and how each class is called, as HTML; in the
    language spoken now, which is `language`."""
    beside = {
        "homes": pgettext("unit", "户"),
        "people": _("人"),
        "reviews": _("件等复核"),
        "staff": _("名干部"),
    }
    said = {name: format_html('<span class="narrow"> {}</span>', word) for name, word in beside.items()}
    return said | {tier: escape(tier_word(tier)) for tier in TIERS}
