"""What templates of policies may ask for."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.desk.policies import words
from lianxin.desk.words import day_words, spoken

register = template.Library()


@register.filter
def policy_kind(kind: str) -> str:
    """`分类联系办法`."""
    return words.kind_word(kind)


@register.filter
def policy_gives(gives: str) -> str:
    """What a rule gives, in words where it is a class."""
    return words.gives_word(gives)


@register.filter
def iso_day(written: str | None) -> str:
    """A day as a draft has it, in words; what is no day stays as it is written."""
    try:
        return day_words(date.fromisoformat(written or ""), timezone.localdate())
    except ValueError:
        return written or ""


@register.filter
def said_in_words(message: Mapping[str, Any] | None) -> str:
    """A message that carries `zh` and `en`, in the language spoken now."""
    return str((message or {}).get(spoken(), ""))


@register.filter
def one_after_another(texts: Iterable[Any]) -> str:
    """Texts in one line: `甲；乙`, and in English `a; b`."""
    return _("；").join(str(text) for text in texts)
