"""What forms of planning take: a visit made, one that could not be made, a report, and addresses of lists."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms import LONGEST_TEXT, Plain
from lianxin.desk.planning.words import cannot_word
from lianxin.desk.words import said
from lianxin.planning.vocabulary import Cannot, Reason, Report


def day_field(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more
    )


class Edge(forms.CharField):
    """Where a page of duties begins or ends: the day a visit is due and the key of the duty, or None."""

    def clean(self, value: Any) -> tuple[date, UUID] | None:
        text = super().clean(value)
        if not text:
            return None
        day, _tilde, key = text.partition("~")
        try:
            return date.fromisoformat(day), UUID(key)
        except ValueError:
            raise ValidationError("no edge of a page", code="invalid") from None


class DoneForm(Plain):
    """The day a visit was made."""

    on = day_field(_("走访的日期"))


class ExcuseForm(Plain):
    """Why a visit could not be made, and when it was tried."""

    code = forms.ChoiceField(label=_("为什么没走成"), widget=forms.RadioSelect)
    tried_on = day_field(_("哪天去的（或本该去的）"))
    note = forms.CharField(
        label=_("说明"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("加密保存。不写病情。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [(code.value, cannot_word(code)) for code in Cannot]


class AnswerForm(Plain):
    """Whether an excuse is accepted."""

    approve = forms.TypedChoiceField(
        choices=[("yes", _("同意")), ("no", _("不同意"))], coerce=lambda value: value == "yes"
    )


class ReportForm(Plain):
    """What was reported of a place or of one home."""

    kind = forms.ChoiceField(label=_("报什么"), widget=forms.RadioSelect)
    area = forms.ChoiceField(label=_("哪个村、社区"))
    household = forms.CharField(
        label=_("哪一户（户编号）"),
        max_length=32,
        required=False,
        help_text=_("整个地方的事不填；有人去世、住院、失业要填。"),
    )
    happened_on = day_field(_("哪天的事"))
    count = forms.IntegerField(
        label=_("件数"),
        min_value=1,
        max_value=100_000,
        initial=1,
        required=False,
        help_text=_("信访件数才填，只数件数，不记是谁。"),
    )
    note = forms.CharField(
        label=_("说明"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("加密保存。不写病情，不写信访人。"),
    )

    def __init__(self, areas: list[tuple[str, str]], today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["kind"].choices = [(kind.value, said(kind)) for kind in Report]
        self.fields["area"].choices = [("", _("请选")), *areas]
        self.fields["happened_on"].widget.attrs["max"] = today.isoformat()

    def clean_happened_on(self) -> date:
        day: date = self.cleaned_data["happened_on"]
        if day > self.today:
            raise ValidationError(_("日期还没到，请核对。"), code="day-ahead")
        return day


class DutiesFilter(Plain):
    """The address of the calendar and its list: a month, a day or a week, a reason, a cadre, and the page."""

    month = forms.RegexField(r"^20\d\d-(0[1-9]|1[0-2])$", required=False)
    on = forms.DateField(required=False)
    week = forms.DateField(required=False)
    show = forms.ChoiceField(choices=[("overdue", "overdue"), ("asked", "asked")], required=False)
    reason = forms.ChoiceField(choices=[(one.value, one.value) for one in Reason], required=False)
    cadre = forms.UUIDField(required=False)
    after = Edge(required=False)
    before = Edge(required=False)


class PagesFilter(Plain):
    """The address of a list cut into pages."""

    after = forms.UUIDField(required=False)
    before = forms.UUIDField(required=False)
