"""What forms of pairing take: a choice of cadre, a wish and its answer, a barrier, a day of hand-over."""

from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms import Plain, Tall, Words
from lianxin.pairing.models import Barrier, Wish


class ChoiceForm(Plain):
    """Which cadre a household gets, and why; the note is needed where he would be over his quota."""

    staff = forms.UUIDField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("为什么是他"), max_length=200, required=False, help_text=_("超过名额时必须写。")
    )


class BoardForm(Plain):
    """The board somebody came from and goes back to: the code of its area."""

    board = forms.RegexField(r"^\d{12}$", required=False)

    @property
    def way(self) -> str:
        """The address of the board, empty for none."""
        code = self.cleaned_data.get("board") if self.is_valid() else ""
        return f"{reverse('desk:pairing')}?area={code}" if code else ""


class CostsForm(Plain):
    """The cadres among whom a household's costs are asked for."""

    staff = forms.CharField(max_length=2000)

    def clean_staff(self) -> list[UUID]:
        try:
            return [UUID(one) for one in self.cleaned_data["staff"].split(",")]
        except ValueError:
            raise forms.ValidationError(_("请从名单里选一位干部。")) from None


class TrialForm(Plain):
    """What to try out: more cadres, and visits a year by class; what is left empty stays as it is."""

    cadres = forms.IntegerField(
        label=_("多添几名干部"), min_value=0, max_value=5000, initial=20, required=False
    )
    priority = forms.IntegerField(label=_("连心户一年走访"), min_value=1, max_value=52, required=False)
    watch = forms.IntegerField(label=_("关心户一年走访"), min_value=1, max_value=52, required=False)
    fine = forms.IntegerField(label=_("放心户一年走访"), min_value=1, max_value=52, required=False)

    def as_trial(self) -> dict[str, Any]:
        given = self.cleaned_data
        visits = {tier: given[tier] for tier in ("priority", "watch", "fine") if given[tier]}
        return {"cadres": given["cadres"] or 0, "visits": visits}


class WishForm(Plain):
    """Why a household asks for another person, in its own words."""

    words = Words(
        label=_("这一户怎么说"),
        help_text=_("照原话写。答复之前，被换的干部看不到这些话。"),
    )


class AnswerForm(Plain):
    """The answer to a wish; the successor is chosen beside it."""

    outcome = forms.ChoiceField(label=_("答复"), widget=forms.RadioSelect, choices=Wish.OUTCOMES)
    successor = forms.ChoiceField(label=_("新的联系干部"), required=False, widget=Tall)
    answer = Words(label=_("给这一户的答复"), help_text=_("写明理由；这一户看得到。"))

    def __init__(self, successors: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = [("", _("不换")), *successors]


class BarrierForm(Plain):
    """Whom a household must not be paired with. The staff number is typed."""

    number = forms.CharField(label=_("干部工号"), max_length=32)
    kind = forms.ChoiceField(label=_("为什么不宜"), choices=Barrier.KINDS)
    note = forms.CharField(label=_("说明"), max_length=400, required=False, help_text=_("加密保存。"))


class MeetingForm(Plain):
    """The day on which both cadres were with the household."""

    met_on = forms.DateField(
        label=_("一起上门的日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class PagesFilter(Plain):
    """The address of a list cut into pages."""

    after = forms.UUIDField(required=False)
    before = forms.UUIDField(required=False)


class PairsFilter(Plain):
    """The address of a draft's list of pairs: a town's code, changes or all, and the page."""

    town = forms.RegexField(r"^\d{12}$", required=False)
    show = forms.ChoiceField(
        choices=[("changed", "changed"), ("unpaired", "unpaired"), ("all", "all")], required=False
    )
    after = forms.IntegerField(min_value=1, required=False)
    before = forms.IntegerField(min_value=1, required=False)
