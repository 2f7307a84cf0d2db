"""The form that writes down one fact: the field fits the indicator, the refusals name what does not fit."""

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms import Plain
from lianxin.desk.words import day_words, said, titled
from lianxin.policies.catalogue import Indicator
from lianxin.registry.values import Value
from lianxin.registry.vocabulary import Source

EARLIEST = date(1900, 1, 1)
SOURCES = (Source.CADRE, Source.RESIDENT, Source.DOCUMENT)
DIGITS = 12


class Amount(forms.DecimalField):
    """A number as people type it: full-width digits, commas and stray spaces do not matter."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            value = unicodedata.normalize("NFKC", value).replace(",", "").replace(" ", "")
        return super().to_python(value)


class Day(forms.DateField):
    """A day that has come already."""

    def __init__(self, *, today: date, **kwargs: Any) -> None:
        self.today = today
        attributes = {"type": "date", "max": today.isoformat()}
        super().__init__(widget=forms.DateInput(attrs=attributes, format="%Y-%m-%d"), **kwargs)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and value > self.today:
            told = {"today": day_words(self.today, self.today)}
            raise ValidationError(_("这一天还没到，最晚填今天，%(today)s。"), code="day-ahead", params=told)
        if value and value < EARLIEST:
            raise ValidationError(_("年份不对，请核对。"), code="day-too-early")


class FactForm(Plain):
    """The value, the day it was seen, who says so, and a note. `value` is what `NewFact` wants."""

    def __init__(self, indicator: Indicator, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        self.fields["value"] = value_field(indicator, today)
        self.fields["observed_on"] = Day(
            today=today, label=_("哪天了解到的"), initial=today, help_text=_("情况是哪天的，就填哪天。")
        )
        self.fields["source"] = forms.ChoiceField(
            label=_("谁说的、凭什么"),
            choices=[(source.value, said(source)) for source in SOURCES],
            initial=Source.CADRE.value,
            widget=forms.RadioSelect,
        )
        self.fields["note"] = forms.CharField(
            label=_("备注（可不填）"),
            required=False,
            max_length=200,
            help_text=_("例如证件名称、核实经过。加密保存。"),
        )

    @property
    def value(self) -> Value:
        """The cleaned value: a whole number where it is one, yes or no, a code, a day."""
        given = self.cleaned_data["value"]
        if isinstance(given, Decimal):
            return int(given) if given == given.to_integral_value() else float(given)
        return given == "true" if self.indicator.type == "bool" else given


class RetractionForm(Plain):
    """Why a fact that was written down is wrong."""

    reason = forms.CharField(label=_("为什么是记错了"), max_length=200)


def value_field(indicator: Indicator, today: date) -> forms.Field:
    """The field for a value of this indicator, with its bounds and its unit."""
    label = titled(indicator)
    if indicator.type == "date":
        return Day(today=today, label=label)
    if indicator.type in ("money", "number"):
        field = Amount(
            label=label,
            min_value=_decimal(indicator.minimum),
            max_value=_decimal(indicator.maximum),
            max_digits=DIGITS,
            decimal_places=2,
        )
        field.widget.attrs = {"inputmode": "decimal", "autocomplete": "off", "maxlength": 24}
        return field
    if indicator.type == "bool":
        choices: list[tuple[str, Any]] = [("true", _("是")), ("false", _("否"))]
    else:
        choices = [(choice.code, said(choice)) for choice in indicator.choices]
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)


def _decimal(bound: float | int | None) -> Decimal | None:
    return None if bound is None else Decimal(str(bound))
