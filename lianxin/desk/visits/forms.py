"""What forms of visits take: the addresses of lists, and what the office decides of clashes and families."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms import Plain, Words
from lianxin.desk.planning.forms import Edge
from lianxin.desk.words import said
from lianxin.visits.vocabulary import FeedbackAbout, Replied, Side

KINDS = ("need", "advice", "effect")
MARKS = ("nothing", "urgent", "settled", "clash")
LARGEST_SURVEY = 8 * 2**20
DECISIONS = [("yes", _("照这样改登记")), ("no", _("不改"))]


class VisitsFilter(Plain):
    """The address of the list of visits: a month, of whom, to which home, with what, and the page."""

    month = forms.RegexField(r"^20\d\d-(0[1-9]|1[0-2])$", required=False)
    cadre = forms.UUIDField(required=False)
    home = forms.RegexField(r"^[0-9A-Za-z-]{1,32}$", required=False)
    show = forms.ChoiceField(choices=[(one, one) for one in KINDS + MARKS], required=False)
    after = Edge(required=False)
    before = Edge(required=False)


class OpenFilter(Plain):
    """The address of a list of what waits, or of what was decided, cut into pages."""

    state = forms.ChoiceField(choices=[("open", "open"), ("decided", "decided")], required=False)
    home = forms.RegexField(r"^[0-9A-Za-z-]{1,32}$", required=False)
    after = forms.UUIDField(required=False)
    before = forms.UUIDField(required=False)


class FeedbackFilter(Plain):
    """The address of the list of what cadres say of the system."""

    about = forms.ChoiceField(choices=[(one.value, one.value) for one in FeedbackAbout], required=False)
    state = forms.ChoiceField(choices=[("open", "open"), ("decided", "decided")], required=False)
    after = forms.UUIDField(required=False)
    before = forms.UUIDField(required=False)


class ClashForm(Plain):
    """Which of two claims stands, and why."""

    claim = forms.ChoiceField(label=_("哪一种说法算数"), widget=forms.RadioSelect)
    words = Words(label=_("凭什么"), rows=2, help_text=_("问过谁、看过什么。写给以后来查的人。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["claim"].choices = [(one.value, said(one)) for one in Side]


class ReopeningForm(Plain):
    """Why a decision is taken back; `new_head` where whom it added leads the household by now."""

    words = Words(label=_("为什么撤回"), rows=2, help_text=_("原来定的和这次的理由都留着，谁都看得到。"))
    new_head = forms.UUIDField(required=False)

    def __init__(self, heirs: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if heirs:
            self.fields["new_head"] = forms.ChoiceField(
                label=_("以后谁是户主"), required=False, choices=[("", _("请选")), *heirs]
            )
        else:
            del self.fields["new_head"]

    def clean(self) -> dict[str, Any]:
        return {"new_head": None} | self.cleaned_data


class ReplyForm(Plain):
    """What becomes of a word about the system."""

    became = forms.ChoiceField(label=_("怎么办"), widget=forms.RadioSelect)
    words = Words(label=_("回他一句"), rows=2, help_text=_("他在手机上看得到。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["became"].choices = [(one.value, said(one)) for one in Replied]


class FamilyForm(Plain):
    """Whether a change in a family goes into the register, and the answer to whoever told of it."""

    accept = forms.TypedChoiceField(
        label=_("怎么办"), choices=DECISIONS, coerce=lambda value: value == "yes", widget=forms.RadioSelect
    )
    new_head = forms.ChoiceField(label=_("以后谁是户主"), required=False)
    answer = forms.CharField(
        label=_("理由"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("不改时一定要写，提出的干部会看到。"),
    )

    def __init__(self, heirs: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        """`heirs`: who may become the head of the household, where the head is to leave it."""
        super().__init__(*args, **kwargs)
        if heirs:
            self.fields["new_head"].choices = [("", _("请选")), *heirs]
        else:
            del self.fields["new_head"]

    def clean(self) -> dict[str, Any]:
        return {"new_head": ""} | self.cleaned_data


class SurveyForm(Plain):
    """A form of a visit as another survey tool wrote it."""

    file = forms.FileField(label=_("XLSForm 文件（.xlsx）"), max_length=200)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_SURVEY:
            raise ValidationError(_("文件太大：走访表不会超过 8 MB。"), code="too-large")
        return file
