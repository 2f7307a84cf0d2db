"""How answers of households are drawn and said."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lianxin.desk.words import said
from lianxin.ratings.queries import Figure

register = template.Library()

BAR = (
    '<span class="answer-bar">'
    '<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{}</svg><b>{}</b></span>'
)
PART = '<rect data-answer="{}" x="{}" y="0" width="{}" height="10"/>'


@register.filter
def spoken_word(code: Any) -> str:
    """The word of a kind of ballot or of a question."""
    return said(code)


@register.filter
def percent(share: float) -> str:
    """`57%`."""
    return f"{share:.0%}"


@register.filter
def good_percent(figure: Figure) -> int:
    """How many of a hundred said good; only of a figure that has answers."""
    return round(100 * (figure.good or 0))


@register.simple_tag
def answer_bar(figure: Figure) -> SafeString:
    """A bar of how the answers share a question, and in words how many said good."""
    parts, start = [], 0.0
    for answer, number in figure.answers.items():
        width = 100 * number / figure.n
        if number:
            parts.append((answer.value, round(start, 1), round(width, 1)))
        start += width
    return format_html(BAR, format_html_join("", PART, parts), f"{good_percent(figure)}%")
