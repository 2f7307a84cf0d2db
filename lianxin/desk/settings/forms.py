"""The form of one switch: the value it shall have, and on what decision that rests."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms import Plain
from lianxin.desk.settings.board import Stand, told, value_words
from lianxin.switches.models import LONGEST_REASON
from lianxin.switches.rules import values_of
from lianxin.switches.vocabulary import Kind


class SwitchForm(Plain):
    """A number within its bounds, or one of the values that are not in force now."""

    def __init__(self, stand: Stand, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        switch = stand.switch
        if switch.kind is Kind.NUMBER:
            bounds = {"least": switch.least, "most": switch.most, "unit": told(switch.unit)}
            value: forms.Field = forms.IntegerField(
                min_value=switch.least,
                max_value=switch.most,
                initial=stand.value,
                help_text=_("%(least)s 到 %(most)s %(unit)s。") % bounds,
            )
        else:
            others = [one for one in values_of(switch) if one != stand.value]
            value = forms.ChoiceField(
                choices=[(one, value_words(switch, one)) for one in others],
                initial=others[0] if len(others) == 1 else None,
                widget=forms.RadioSelect,
            )
        value.label = _("改为")
        self.fields["value"] = value
        self.fields["reason"] = forms.CharField(
            label=_("依据"),
            max_length=LONGEST_REASON,
            help_text=_("会议、文件或谁的决定。会留在台账里，不要写个人情况。"),
        )
