"""Words of complaints for templates."""

from typing import Any

from django import template

from lianxin.desk.words import said
from lianxin.problems.complaints.vocabulary import Matter, Outcome

register = template.Library()


@register.filter
def complaint_matter(code: str) -> str:
    return said(Matter(code))


@register.filter
def complaint_outcome(code: str) -> str:
    return said(Outcome(code))


@register.filter
def spoken(word: Any) -> str:
    """The words of a code that carries them."""
    return said(word)
