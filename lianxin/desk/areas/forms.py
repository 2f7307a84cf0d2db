"""The forms of the area pages: what to look for, and what each change asks."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.areas.models import LEVEL_CHOICES, Area
from lianxin.areas.vocabulary import CODE_DIGITS, DISTRICT, LONGEST_NAME, PARENT_LEVELS
from lianxin.desk.forms import Plain

LONGEST_REASON = 200
LARGEST_LIST = 1024 * 1024
"""Bytes, and characters; the lists of the largest counties take a tenth of it."""


class TreeFilter(forms.Form):
    """The address of the tree: a name to find, or the code of a branch to unfold (`all` for every one)."""

    name = forms.CharField(max_length=LONGEST_NAME, required=False)
    unfold = forms.RegexField(rf"[0-9]{{{CODE_DIGITS}}}|all", required=False)


class Dated(Plain):
    """A change has a day it counts from and a decision it rests on."""

    on = forms.DateField(
        label=_("从哪天起"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("不填就是今天。可以补办过去的，不能早于上一次变动。"),
    )
    reason = forms.CharField(
        label=_("依据"),
        max_length=LONGEST_REASON,
        help_text=_("文件名和文号，例如：区民政局关于村级建制调整的批复。"),
    )


class NameForm(Dated):
    """A new name, and a new level when a village became a community."""

    field_order = ["name", "level", "on", "reason"]
    name = forms.CharField(label=_("新名称"), max_length=LONGEST_NAME)

    def __init__(self, area: Area, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].initial = area.name
        levels = [
            (level, words)
            for level, words in LEVEL_CHOICES
            if area.parent and area.parent.level in PARENT_LEVELS[level]
        ]
        if len(levels) > 1:
            self.fields["level"] = forms.ChoiceField(
                label=_("级别"),
                choices=levels,
                initial=area.level,
                widget=forms.RadioSelect,
                help_text=_("村改居、居改村时一并改。"),
            )
            self.order_fields(self.field_order)


class Other(Dated):
    """A change that names another area, chosen from those it fits; each such form says which these are."""

    field_order = ["other", "on", "reason"]
    title: Any
    fitting: Callable[[Area], Any]

    def __init__(self, area: Area, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"] = forms.ChoiceField(label=self.title, choices=[("", "—"), *grouped(area, self)])
        self.order_fields(self.field_order)

    def clean_other(self) -> Area:
        return Area.objects.get(code=self.cleaned_data["other"])


class ParentForm(Other):
    title = _("移到谁的下面")

    def fitting(self, area: Area) -> Any:
        return Area.objects.exclude(pk=area.parent_id).filter(level__in=PARENT_LEVELS[area.level])


class MergerForm(Other):
    title = _("并入哪里")

    def fitting(self, area: Area) -> Any:
        levels = {area.level} if area.level == "town" else {"community", "village"}
        return Area.objects.filter(level__in=levels)


class ReopeningForm(Plain):
    """An area comes back under its old parent, or under another when that one is gone."""

    reason = Dated.base_fields["reason"]

    def __init__(self, area: Area, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if area.parent and not area.parent.is_open:
            fitting = Area.objects.open().filter(level__in=PARENT_LEVELS[area.level])
            self.fields["other"] = forms.ChoiceField(
                label=_("移到谁的下面"), choices=[(one.code, one.name) for one in fitting]
            )

    def clean_other(self) -> Area:
        return Area.objects.get(code=self.cleaned_data["other"])


class ClosingForm(Dated):
    def __init__(self, area: Area, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class BelowForm(Dated):
    """One more area below another."""

    code = forms.RegexField(
        rf"[0-9]{{{CODE_DIGITS}}}",
        label=_("代码"),
        error_messages={"invalid": _("十二位数字，按统计用区划代码填。")},
        help_text=_("十二位，按统计用区划代码填。一个代码只给一处，撤销以后也不再给别处。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    name = forms.CharField(label=_("名称"), max_length=LONGEST_NAME)

    def __init__(self, area: Area, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [(level, words) for level, words in LEVEL_CHOICES if area.level in PARENT_LEVELS[level]]
        self.fields["level"] = forms.ChoiceField(label=_("级别"), choices=levels, widget=forms.RadioSelect)
        self.fields["level"].initial = levels[0][0] if levels else ""
        self.order_fields(["name", "code", "level", "on", "reason"])


class ListForm(Plain):
    """A division list, as a file or, once it was looked at, as its text."""

    file = forms.FileField(
        label=_("区划表"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_("CSV，四列：代码、名称、级别、上级代码。最大 1 MB。"),
    )
    text = forms.CharField(required=False, max_length=LARGEST_LIST, widget=forms.HiddenInput)
    reason = Dated.base_fields["reason"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > LARGEST_LIST:
            raise forms.ValidationError(_("文件超过 1 MB，不像是一个区县的区划表。"), code="too-large")
        return file

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("file") and not given.get("text") and "file" not in self.errors:
            self.add_error("file", forms.ValidationError(_("请选一个文件。"), code="required"))
        return given

    def content(self) -> str | bytes:
        """What was handed in, as `read_divisions` takes it."""
        file = self.cleaned_data["file"]
        content: bytes = file.read() if file else b""
        return content or self.cleaned_data["text"]


class UndoForm(forms.Form):
    """Which change is to be taken back: the number of its event."""

    event = forms.IntegerField(min_value=1, max_value=2**63 - 1)


def grouped(area: Area, form: Other) -> list[tuple[str, list[tuple[str, str]]]]:
    """Open areas a form offers, by town; those of the area's own town first."""
    towns = dict(Area.objects.filter(level="town").values_list("code", "name"))
    groups: dict[str, list[tuple[str, str]]] = {}
    fitting = form.fitting(area).open().exclude(path__startswith=area.path).order_by("path")
    for one in fitting:
        town = towns.get(one.codes[1], "") if len(one.codes) > 1 else one.name
        groups.setdefault(town, []).append((one.code, one.name))
    if area.level in ("town", DISTRICT):
        return [(str(_("全区")), [pair for pairs in groups.values() for pair in pairs])]
    own = towns.get(area.codes[1], "")
    return sorted(groups.items(), key=lambda group: group[0] != own)
