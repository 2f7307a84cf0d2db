"""What forms about staff take: who someone is, his posts, where he is posted down, and lists of them."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms import Plain
from lianxin.desk.staff.areas import AreaField, heir
from lianxin.desk.words import said
from lianxin.intake.cells import CellRefused
from lianxin.intake.cells.contacts import read_phone
from lianxin.intake.messages import message
from lianxin.people.actions.accounts import PURPOSES
from lianxin.people.models import RANK_CHOICES, ROLE_CHOICES, Staff
from lianxin.people.profiles import Profile
from lianxin.people.vocabulary import BY_CODE, Ability, Rank, Role, mask_of

STATES = {
    "active": _("在岗"),
    "uninvited": _("还没发登录条"),
    "seconded": _("下沉中"),
    "left": _("已离任"),
}


class StaffFilter(Plain):
    """The address of a list of staff: a state, a role, an area's code, a remembered search, the page."""

    state = forms.ChoiceField(choices=[(state, state) for state in STATES], required=False)
    role = forms.ChoiceField(choices=ROLE_CHOICES, required=False)
    area = forms.RegexField(r"^\d{12}$", required=False)
    find = forms.SlugField(max_length=20, required=False)
    after = forms.CharField(max_length=32, required=False)
    before = forms.CharField(max_length=32, required=False)


class SearchForm(Plain):
    """What was typed to find someone; it travels by POST and never stands in an address."""

    text = forms.CharField(max_length=40, required=False)
    state = forms.CharField(max_length=12, required=False)
    role = forms.CharField(max_length=20, required=False)
    area = forms.CharField(max_length=12, required=False)


class Day(forms.DateField):
    """A day from the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PersonForm(Plain):
    """Who someone is and what pairing asks about him; `staff` is whom it is about, None for a newcomer."""

    number = forms.CharField(label=_("工号"), max_length=32, help_text=_("登录用它。定了就不改。"))
    name = forms.CharField(label=_("姓名"), max_length=64)
    phone = forms.CharField(label=_("电话"), max_length=30, required=False)
    unit = forms.CharField(label=_("单位"), max_length=64, required=False)
    home_area = AreaField(
        label=_("住地"), required=False, help_text=_("家在哪个村，从列表里选；结对时就近安排。")
    )
    office_area = AreaField(label=_("办公地点"), required=False, help_text=_("不在任职的镇村办公才填。"))
    skills = forms.MultipleChoiceField(label=_("特长"), required=False, widget=forms.CheckboxSelectMultiple)
    languages = forms.MultipleChoiceField(
        label=_("会说的话"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, staff: Staff | None = None, **kwargs: Any) -> None:
        if staff:
            able = {ability.code for ability in staff.able_to}
            told = {"name": staff.name, "unit": staff.unit, "skills": able, "languages": able}
            places = {"home_area": heir(staff.home_area), "office_area": heir(staff.office_area)}
            kwargs["initial"] = told | places
        super().__init__(*args, **kwargs)
        for name, is_language in (("skills", False), ("languages", True)):
            words = [(one.code, said(one)) for one in Ability if one.is_language is is_language]
            self.fields[name].choices = words  # type: ignore[attr-defined]
        self.fields["phone"].widget.attrs["autocomplete"] = "off"
        if staff:
            del self.fields["number"]
            self.fields["phone"].help_text = _("不填就不改。")

    def clean_phone(self) -> str:
        try:
            return read_phone(self.cleaned_data["phone"]) or ""
        except CellRefused as wrong:
            words = message(wrong.code, "zh", **wrong.values)
            raise ValidationError(words, code=wrong.code) from None

    @property
    def profile(self) -> Profile:
        given = self.cleaned_data
        mask = mask_of(BY_CODE[code] for code in (*given["skills"], *given["languages"]))
        return Profile(given["unit"], given["home_area"], given["office_area"], mask)


class PostForm(Plain):
    """A post to be given."""

    area = AreaField(label=_("区划"), help_text=_("打几个字，从列表里选，例如 晏坝镇 · 中心社区。"))
    role = forms.ChoiceField(label=_("角色"), choices=ROLE_CHOICES, widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("职务名称"), max_length=64, required=False, help_text=_("大家怎么叫，例如 镇长、包村干部。")
    )
    rank = forms.ChoiceField(
        label=_("职级"), choices=RANK_CHOICES, initial=Rank.ORDINARY.value, widget=forms.RadioSelect
    )
    from_on = Day(label=_("哪天起"))

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"from_on": today} | kwargs.pop("initial", {}), **kwargs)

    @property
    def given(self) -> dict[str, Any]:
        """What `appoint` and `transfer_post` want."""
        told = self.cleaned_data
        return told | {"role": Role(told["role"]), "rank": Rank(told["rank"])}


class EndForm(Plain):
    """The first day without a post, or back from a secondment."""

    to_on = Day(label=_("哪天起不再担任"))
    reason = forms.CharField(label=_("为什么"), max_length=200, required=False)

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"to_on": today}, **kwargs)


class SecondmentForm(Plain):
    """Where someone is posted down to, and from which unit."""

    area = AreaField(label=_("下沉到"), help_text=_("打几个字，从列表里选。"))
    unit = forms.CharField(label=_("派出单位"), max_length=64)
    from_on = Day(label=_("哪天起"))
    to_on = Day(label=_("到哪天为止"), required=False, help_text=_("回来上班的第一天；还没定就不填。"))

    def __init__(self, today: date, *args: Any, unit: str = "", **kwargs: Any) -> None:
        super().__init__(*args, initial={"from_on": today, "unit": unit}, **kwargs)


class DismissalForm(Plain):
    """Why someone leaves."""

    reason = forms.CharField(
        label=_("为什么"), max_length=200, required=False, help_text=_("例如退休、调出本区。")
    )


class DisclosureForm(forms.Form):
    """What a phone is to be seen for."""

    purpose = forms.ChoiceField(choices=[(purpose, purpose) for purpose in PURPOSES])
