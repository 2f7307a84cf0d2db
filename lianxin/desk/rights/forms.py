"""What forms of the households' rights take: an answer, and how a place is reached."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms import Plain, Tall, Words
from lianxin.desk.words import said
from lianxin.voice.vocabulary import Outcome

ERASE = "erase"


class AnswerForm(Plain):
    """What became of a request, and the answer; a request to delete may be answered by erasing."""

    outcome = forms.ChoiceField(label=_("办得怎样"), widget=Tall)
    answer = Words(label=_("给这一户的答复"), help_text=_("写明办了什么、为什么；这一户看得到。"))

    def __init__(self, *args: Any, may_erase: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.value, said(one)) for one in Outcome]
        if may_erase:
            choices = [(ERASE, _("删掉不必留的：电话、备注、坐标、走访照片和位置")), *choices]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]


class ContactForm(Plain):
    """The number people call, when somebody answers, and where the office is."""

    area = forms.RegexField(r"^\d{12}$")
    phone = forms.CharField(max_length=40)
    hours = forms.CharField(max_length=80, required=False)
    place = forms.CharField(max_length=120, required=False)
