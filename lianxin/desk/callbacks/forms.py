"""What forms of call-backs take: a period and a size, what came of a call, a decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianxin.areas.models import Area
from lianxin.callbacks.models import RUN
from lianxin.callbacks.sizing import Z
from lianxin.callbacks.vocabulary import (
    CHOICES,
    QUESTIONS,
    TOLD_BY_CALLER,
    Answer,
    Decision,
    Outcome,
    Question,
    Subject,
)
from lianxin.desk.forms import LONGEST_TEXT, Plain, Tall, Words
from lianxin.desk.planning.forms import day_field
from lianxin.desk.words import is_english, said
from lianxin.people.access import areas_seen
from lianxin.policies.script import CallScript
from lianxin.wording import Word

MARGINS = {"0.05": _("上下 5 个百分点"), "0.1": _("上下 10 个百分点"), "0.15": _("上下 15 个百分点")}


class RoundForm(Plain):
    """What about, where and which days; how sure one wants to be, or how many homes to draw."""

    subject = forms.ChoiceField(label=_("问哪一类"), required=False)
    area = forms.ModelChoiceField(Area.objects.none(), label=_("地方"), empty_label=None)
    from_on = day_field(_("从哪天起"))
    to_on = day_field(_("到哪天为止"))
    confidence = forms.TypedChoiceField(
        label=_("多大把握"), coerce=int, choices=[(one, f"{one}%") for one in Z]
    )
    margin = forms.TypedChoiceField(label=_("误差"), coerce=float, choices=list(MARGINS.items()))
    calls = forms.IntegerField(
        label=_("随机抽多少户"),
        required=False,
        min_value=1,
        max_value=5000,
        help_text=_("不填就按把握和误差算。"),
    )

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = areas_seen(person, RUN).filter(level__in=["district", "town"], closed_on=None)
        self.fields["area"].queryset = places.order_by("path")  # type: ignore[attr-defined]
        self.initial |= {"confidence": 95, "margin": 0.1, "subject": Subject.VISITS.value}
        self.fields["subject"].choices = [(one.value, _said(one)) for one in Subject]  # type: ignore[attr-defined]

    def clean_subject(self) -> Subject:
        return Subject(self.cleaned_data["subject"] or Subject.VISITS)


def _said(word: Word) -> str:
    return said(word).capitalize() if is_english() else said(word)


def answer_words(question: Question, answer: Answer) -> str:
    words = CHOICES[question][answer][is_english()]
    return words.capitalize() if is_english() else words


class CallForm(Plain):
    """What came of a call. The questions are asked only when somebody answers, in the words of the script."""

    outcome = forms.ChoiceField(label=_("这个电话打得怎样"), widget=Tall)
    worry = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_raised = forms.BooleanField(label=_("他同意的话，当作群众自己提的去办"), required=False)
    words = forms.CharField(
        label=_("还有要记的"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("只有打电话的人和定结论的人看得到，到办法里写的期限就删掉。"),
    )

    def __init__(self, *args: Any, subject: Subject, script: CallScript, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = QUESTIONS[subject]
        self.fields["worry"].label = said(script.questions["worry"])
        self.fields["outcome"].choices = [(one.value, _said(one)) for one in TOLD_BY_CALLER]  # type: ignore[attr-defined]
        for question in self.questions:
            self.fields[question.value] = forms.ChoiceField(
                label=said(script.questions[question.value]),
                required=False,
                widget=forms.RadioSelect,
                choices=[(answer.value, answer_words(question, answer)) for answer in CHOICES[question]],
            )
        self.order_fields(
            ["outcome", *(question.value for question in self.questions), "worry", "is_raised", "words"]
        )

    @property
    def told(self) -> dict[str, Any]:
        """As `note_call` takes it."""
        given = self.cleaned_data
        return {
            "outcome": Outcome(given["outcome"]),
            "answers": {one: Answer(given[one.value]) for one in self.questions if given[one.value]},
            "words": given["words"],
            "worry": given["worry"],
            "is_raised": given["is_raised"],
        }


class DecisionForm(Plain):
    decision = forms.ChoiceField(label=pgettext_lazy("finding", "结论"), widget=Tall)
    reason = Words(label=_("理由"), help_text=_("这名干部看得到。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [(one.value, _said(one)) for one in Decision]  # type: ignore[attr-defined]


class ReasonForm(Plain):
    reason = Words(label=_("为什么作废"), rows=2)
