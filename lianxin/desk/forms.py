"""What forms of the desk have in common: labels without colons, long choices, text that says something."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lianxin.desk.controls import SWIFT

LONGEST_TEXT = 2000


class Plain(forms.Form):
    """Labels without a colon behind them; the style sheet does the rest."""

    default_renderer = SWIFT

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)


class Tall(forms.RadioSelect):
    """Choices that say more than a word, one below the other."""

    is_tall = True


class Words(forms.CharField):
    """Free text that must say something; a text of blanks says nothing."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def clean(self, value: Any) -> str:
        words = super().clean(value)
        if re.fullmatch(r"[\W_]*", words):
            raise ValidationError(_("请写清楚，只有空格或标点等于没写。"), code="says-nothing")
        return words
