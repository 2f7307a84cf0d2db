"""The forms of deeds: which households, and what is to be done to them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.areas.models import Area
from lianxin.desk.forms import Plain, Words
from lianxin.desk.households.forms import HouseholdsFilter
from lianxin.desk.models import Deed
from lianxin.registry.actions.placing import LONGEST_GROUP

EXPORT = "export"
AT_ONCE = 100


class SelectionForm(HouseholdsFilter):
    """The bulk bar: rows that were picked, or `whole`: all that the filters find."""

    deed = forms.ChoiceField(choices=[(one, one) for one in (Deed.REVIEW, Deed.PLACE, EXPORT)])
    whole = forms.BooleanField(required=False)


class ReviewForm(Plain):
    """Why a class should be looked at again."""

    words = Words(
        label=_("为什么请复核"),
        help_text=_("写明情况：哪里不对，是谁反映的。每一户都会记上这一段。不用写身份证号和电话。"),
    )


class PlaceForm(Plain):
    """Where the households really live."""

    area = forms.ChoiceField(label=_("村、社区"))
    group_name = forms.CharField(
        label=_("组"), max_length=LONGEST_GROUP, required=False, help_text=_("不分组就空着。")
    )

    def __init__(self, areas: Iterable[Area], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grouped: dict[str, list[tuple[str, str]]] = {}
        for area in areas:
            grouped.setdefault(area.parent.name if area.parent else "", []).append((str(area.pk), area.name))
        self.fields["area"].choices = [("", _("请选")), *grouped.items()]
