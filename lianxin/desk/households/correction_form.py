"""The form that corrects who a resident is; the two masked numbers stay as they are unless typed anew."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms import Plain
from lianxin.desk.households.fact_forms import Day
from lianxin.desk.words import said, spoken
from lianxin.intake.cells import CellRefused
from lianxin.intake.cells.contacts import read_phone
from lianxin.registry.identity import IdNumberError, read_id_number
from lianxin.registry.models import Resident
from lianxin.registry.vocabulary import Sex

FIELDS = ("name", "sex", "birth_on", "id_number", "phone")
SHOWN = ("name", "sex", "birth_on")
UNCHANGED = _("不填就不改。")


class CorrectionForm(Plain):
    """`changes` are the fields to be corrected, with their new values.

    The form holds what it was opened with: what is sent as it was shown is no correction, and takes nothing
    back that somebody else has corrected since.
    """

    def __init__(self, resident: Resident, today: date, *args: Any, **kwargs: Any) -> None:
        shown = {name: getattr(resident, name) for name in SHOWN}
        kwargs["initial"] = shown | {f"{name}_was": _text(value) for name, value in shown.items()}
        super().__init__(*args, **kwargs)
        self.resident, self.today = resident, today
        self.untouched: set[str] = set()
        self.fields["name"] = forms.CharField(label=_("姓名"), max_length=40)
        self.fields["sex"] = forms.ChoiceField(
            label=_("性别"), choices=[(sex.value, said(sex)) for sex in Sex], widget=forms.RadioSelect
        )
        self.fields["birth_on"] = Day(today=today, label=_("出生日期"), required=False)
        for name, label in (("id_number", _("身份证号")), ("phone", _("电话"))):
            self.fields[name] = forms.CharField(
                label=label, max_length=30, required=False, help_text=UNCHANGED
            )
            self.fields[name].widget.attrs = {"autocomplete": "off"}
        self.fields["reason"] = forms.CharField(
            label=_("凭什么改"), max_length=200, help_text=_("例如看过身份证、户口簿。加密保存。")
        )

        for name in SHOWN:
            self.fields[f"{name}_was"] = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_id_number(self) -> str:
        typed = self.cleaned_data["id_number"]
        if not typed:
            return ""
        try:
            return read_id_number(typed, today=self.today).number
        except IdNumberError as wrong:
            raise ValidationError(wrong.message(spoken()), code=wrong.code) from None

    def clean_phone(self) -> str:
        try:
            return read_phone(self.cleaned_data["phone"]) or ""
        except CellRefused:
            raise ValidationError(_("电话要填 11 位手机号，或带区号的座机号。"), code="phone") from None

    def clean(self) -> dict[str, Any]:
        """An ID number says when somebody was born: the two may not contradict each other."""
        given = super().clean() or {}
        self._compare(given)
        if given.get("id_number"):
            said_by_number = read_id_number(given["id_number"])
            if not given.get("birth_on"):
                given["birth_on"] = said_by_number.birth_on
                self.untouched.discard("birth_on")
            elif given["birth_on"] != said_by_number.birth_on:
                self.add_error("birth_on", ValidationError(_("和身份证号里的出生日期不一样，请核对。")))
        return given

    def _compare(self, given: dict[str, Any]) -> None:
        """Note what is sent as it was shown, and refuse what was shown otherwise than it stands now."""
        for name in SHOWN:
            if name not in given or f"{name}_was" not in self.data:
                continue
            was, stands = given.get(f"{name}_was", ""), _text(getattr(self.resident, name))
            if _text(given[name]) == was:
                self.untouched.add(name)
            elif was != stands and _text(given[name]) != stands:
                self.add_error(
                    name, ValidationError(_("您打开这一页以后有人改过这一项，请返回重新打开，核对后再改。"))
                )

    @property
    def changes(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in FIELDS if name not in self.untouched}
        return {name: value for name, value in given.items() if value or name not in ("id_number", "phone")}


def _text(value: Any) -> str:
    """A value as the hidden part of the form holds it."""
    return "" if value is None else str(value)
