"""What templates of policies may ask for."""

from collections.abc import Mapping
from typing import Any

from django import template

from lianxin.desk.policies import words
from lianxin.desk.words import spoken

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
def said_in_words(message: Mapping[str, Any] | None) -> str:
    """A message that carries `zh` and `en`, in the language spoken now."""
    return str((message or {}).get(spoken(), ""))
