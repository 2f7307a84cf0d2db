"""What templates of intake and of long work may ask for."""

from collections.abc import Mapping
from typing import Any

from django import template

from lianxin.desk.intake import words

register = template.Library()


@register.filter
def column(key: str) -> str:
    """Our word for a column of a roster or a field of the register."""
    return words.column_word(key)


@register.filter
def in_words(message: Mapping[str, Any]) -> str:
    return words.in_words(message)


@register.filter
def how(code: str) -> str:
    return str(words.HOW.get(code, code))


@register.filter
def work_kind(code: str) -> str:
    return str(words.KINDS.get(code, code))


@register.filter
def work_step(code: str) -> str:
    return str(words.STEPS.get(code, code))


@register.filter
def work_state(code: str) -> str:
    return str(words.WORK_STATES[code])


@register.filter
def import_state(code: str) -> str:
    return str(words.STATES[code])


@register.filter
def per_cent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
