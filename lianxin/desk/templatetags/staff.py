"""What templates about staff may ask for."""

from typing import Any

from django import template

from lianxin.desk import words

register = template.Library()


@register.filter
def said(thing: Any) -> str:
    """The word of anything that carries `zh` and `en`."""
    return words.said(thing)
