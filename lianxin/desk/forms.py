"""The forms of the desk: what may come in, bounded in length, and what to say when it does not fit."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lianxin.classification.models import Review
from lianxin.desk.telling import GROUPS
from lianxin.desk.words import TIERS
from lianxin.registry.actions import PURPOSES

LONGEST_TEXT = 2000


class Plain(forms.Form):
    """Labels without a colon behind them; the style sheet does the rest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)


class SearchForm(forms.Form):
    """What was typed into the search box; it travels by POST and never stands in an address."""

    text = forms.CharField(max_length=40)


class HouseholdsFilter(forms.Form):
    """The address of a households list: an area's code, a class, and where the page begins."""

    area = forms.RegexField(r"^\d{12}$", required=False)
    tier = forms.ChoiceField(choices=[(tier, tier) for tier in TIERS], required=False)
    after = forms.CharField(max_length=32, required=False)
    before = forms.CharField(max_length=32, required=False)


class ReviewsFilter(forms.Form):
    """The address of a reviews list."""

    kind = forms.ChoiceField(choices=Review.KINDS, required=False)
    state = forms.ChoiceField(choices=[("open", "open"), ("decided", "decided")], required=False)
    after = forms.UUIDField(required=False)
    before = forms.UUIDField(required=False)


class ImportsFilter(forms.Form):
    """The address of a list of imports."""

    after = forms.UUIDField(required=False)
    before = forms.UUIDField(required=False)


class LedgerFilter(forms.Form):
    """The address of a page of the ledger; events are numbered from 1."""

    about = forms.ChoiceField(choices=[(group, group) for group in GROUPS], required=False)
    after = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    before = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)


class DisclosureForm(forms.Form):
    """Which of the two masked numbers is to be seen, and what for."""

    field = forms.ChoiceField(choices=[("id_number", "id_number"), ("phone", "phone")])
    purpose = forms.ChoiceField(choices=[(purpose, purpose) for purpose in PURPOSES])


class LookForm(forms.Form):
    """Light, dark, or as the machine is set."""

    look = forms.ChoiceField(choices=[("auto", "auto"), ("light", "light"), ("dark", "dark")])


class _Words(forms.CharField):
    """Free text that must say something; a text of blanks says nothing."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def clean(self, value: Any) -> str:
        words = super().clean(value)
        if re.fullmatch(r"[\W_]*", words):
            raise ValidationError(_("请写清楚，只有空格或标点等于没写。"), code="says-nothing")
        return words


class ObjectionForm(Plain):
    """What the household says against its class, in its own words."""

    words = _Words(
        label=_("这一户怎么说"),
        help_text=_("照这一户的原话写：哪里不对，实际是什么情况。不用写身份证号和电话。"),
    )


class DecisionForm(Plain):
    """How a review ends, and the answer the household will be given."""

    outcome = forms.ChoiceField(label=_("结论"), widget=forms.RadioSelect)
    answer = _Words(label=_("给这一户的答复"), help_text=_("写明依据。以后查起来，看的就是这一段。"))

    def __init__(self, outcomes: list[tuple[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = outcomes


class VisitForm(Plain):
    """The day on which somebody went and looked before a household leaves 连心户."""

    visited_on = forms.DateField(
        label=_("上门日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
