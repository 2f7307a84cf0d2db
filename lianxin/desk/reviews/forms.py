"""The forms of reviews: which ones are listed, what a household says, and how a review ends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.classification.models import Review
from lianxin.desk.forms import Plain, Words


class ReviewsFilter(forms.Form):
    """The address of a reviews list."""

    area = forms.RegexField(r"^(\d{12}|all)$", required=False)
    kind = forms.ChoiceField(choices=Review.KINDS, required=False)
    state = forms.ChoiceField(choices=[("open", "open"), ("decided", "decided")], required=False)
    after = forms.UUIDField(required=False)
    before = forms.UUIDField(required=False)


class ObjectionForm(Plain):
    """What the household says against its class, in its own words."""

    words = Words(
        label=_("这一户怎么说"),
        help_text=_("照这一户的原话写：哪里不对，实际是什么情况。不用写身份证号和电话。"),
    )


class DecisionForm(Plain):
    """How a review ends, and the answer the household will be given."""

    outcome = forms.ChoiceField(label=_("结论"), widget=forms.RadioSelect)
    answer = Words(label=_("给这一户的答复"), help_text=_("写明依据。以后查起来，看的就是这一段。"))

    def __init__(self, outcomes: list[tuple[str, Any]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcome = self.fields["outcome"]
        outcome.choices = outcomes
        if len(outcomes) == 1:  # nothing to choose
            outcome.widget = forms.HiddenInput()
            outcome.initial = outcomes[0][0]


class VisitForm(Plain):
    """The day on which somebody went and looked before a household leaves 连心户."""

    visited_on = forms.DateField(
        label=_("上门日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
