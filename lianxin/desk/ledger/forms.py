"""What may stand in the address of a page of the ledger, and what is typed to get there."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.areas.vocabulary import CODE_DIGITS
from lianxin.desk.forms import Plain
from lianxin.desk.telling import GROUPS

LONGEST_PURPOSE = 200
NUMBER = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)


class LedgerFilter(forms.Form):
    """The address of a page of the ledger: codes and numbers only, never a name. Events count from 1."""

    about = forms.ChoiceField(choices=[(group, group) for group in GROUPS], required=False)
    who = forms.CharField(max_length=32, required=False)
    household = forms.CharField(max_length=32, required=False)
    area = forms.RegexField(rf"[0-9]{{{CODE_DIGITS}}}", required=False)
    first = forms.DateField(required=False)
    last = forms.DateField(required=False)
    after = NUMBER
    before = NUMBER


class SearchForm(Plain):
    """What is typed. A name is turned into a staff number before it gets into an address."""

    who = forms.CharField(
        label=_("谁做的"),
        max_length=64,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("工号或姓名"), "autocomplete": "off"}),
    )
    household = forms.CharField(
        label=_("哪一户"),
        max_length=32,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("户编号"), "autocomplete": "off"}),
    )
    area = forms.ChoiceField(label=_("哪里"), required=False)
    first = forms.DateField(
        label=_("从哪天"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    last = forms.DateField(
        label=_("到哪天"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    about = forms.ChoiceField(
        choices=[(group, group) for group in GROUPS], required=False, widget=forms.HiddenInput
    )

    def __init__(self, areas: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", _("所有地方")), *areas]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and first > last:
            self.add_error("last", forms.ValidationError(_("要在开始那天以后。"), code="days"))
        return given


class PurposeForm(Plain):
    """Why so many lines are taken out of the house."""

    purpose = forms.CharField(
        label=_("用来做什么"),
        max_length=LONGEST_PURPOSE,
        help_text=_("例如：督查组核对三季度的查看记录。会记进台账。"),
    )
