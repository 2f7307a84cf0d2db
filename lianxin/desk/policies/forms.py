"""The forms of a draft. What is typed is kept even when it is wrong: the check of the draft says what is."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms import Plain
from lianxin.desk.policies.words import cited, found_words, gives_word, uncited
from lianxin.policies.drafting.checking import Found
from lianxin.policies.drafting.contents import Content
from lianxin.policies.kinds import KINDS
from lianxin.policies.reading import NAME

VALUE = "value-"
WAS = "was-"


class Line(forms.CharField):
    """One line of text that may be empty; breaks and runs of blanks do not count."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> str:
        return " ".join(super().clean(value).split())


class Value(Line):
    """A number as people type it; one that is no number is kept as it is."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=24, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        return unicodedata.normalize("NFKC", super().clean(value)).replace(",", "").replace(" ", "")


class Source(Line):
    """Where something comes from: a law with its number, or the district itself."""

    def __init__(self) -> None:
        hint = _("法律法规写全名和文号；没有上级依据的，写“本区规定”。")
        super().__init__(max_length=200, label=_("依据"), help_text=hint)

    def clean(self, value: Any) -> str:
        return uncited(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        return cited(value) if isinstance(value, str) else value


class HeadForm(Plain):
    """The day a version takes effect, and where it comes from."""

    effective_on = forms.DateField(
        label=_("施行日期"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("最早今天；以后的日子，到那一天自动施行。"),
    )
    source = Source()


class ValuesForm(forms.Form):
    """The values of all numbers. `was-…` holds what stood there when the page was read."""

    def __init__(self, content: Content, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in content["numbers"]:
            self.fields[VALUE + number["name"]] = Value()
            self.fields[WAS + number["name"]] = Value()

    def changes(self) -> dict[str, tuple[str, str]]:
        """(what stood there, what was typed) of each number that was sent and typed over."""
        given = self.cleaned_data
        names = [field.removeprefix(VALUE) for field in self.fields if field.startswith(VALUE)]
        sent = [name for name in names if VALUE + name in self.data and WAS + name in self.data]
        pairs = {name: (given[WAS + name], given[VALUE + name]) for name in sent}
        return {name: (was, typed) for name, (was, typed) in pairs.items() if was != typed}


class Faulty(Plain):
    """A form that always shows what is kept, with the faults that the check found."""

    fields_of_faults: Mapping[str, str] = {"title": "title_zh"}

    def show(self, found: Iterable[Found]) -> None:
        """Put faults at their fields; the form must be bound."""
        self.is_valid()
        for one in found:
            name = self.fields_of_faults.get(one.field.name, one.field.name)
            self.add_error(name if name in self.fields else None, found_words(one))


class NumberForm(Faulty):
    """One number, all of it."""

    title_zh = Line(max_length=60, label=_("中文名称"))
    title_en = Line(max_length=100, label=_("英文名称（可不填）"))
    value = Value(label=_("数"))
    unit = Line(max_length=20, label=_("单位"), help_text=_("例如 元/年、次/年、月、倍。"))
    source = Source()


class NewNumberForm(NumberForm):
    """One more number, with the name that conditions call it."""

    name = forms.RegexField(
        regex=f"^{NAME.pattern}",
        label=_("在条件里怎么写"),
        help_text=_("小写英文字母、数字和下划线，以字母开头，例如 travel_line。"),
        error_messages={"invalid": _("只用小写英文字母、数字和下划线，以字母开头，最多 64 个。")},
    )


class RuleForm(Faulty):
    """One rule: what it is called, when it holds, what it gives, where it comes from."""

    title_zh = Line(max_length=80, label=_("中文名称"))
    title_en = Line(max_length=120, label=_("英文名称（可不填）"))
    when = Line(
        max_length=1000, label=_("条件"), widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"})
    )
    gives = Line(max_length=64, label=_("成立就是"))
    source = Source()

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if KINDS[kind].gives:
            choices = [(gives, gives_word(gives)) for gives in KINDS[kind].gives]
            self.fields["gives"] = forms.ChoiceField(
                label=_("成立就是"), choices=choices, required=False, widget=forms.RadioSelect
            )


class ExpectationForm(Plain):
    """What the household of an example must come out as."""

    def __init__(self, kind: str, gives: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcomes = KINDS[kind].outcomes or tuple(dict.fromkeys(gives))
        choices = [(outcome, gives_word(outcome)) for outcome in outcomes]
        self.fields["gives"] = forms.ChoiceField(label=_("应该是"), choices=choices, widget=forms.RadioSelect)
