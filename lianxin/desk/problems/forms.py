"""What the small forms on a problem's page take: one for each step, its choices from the policy in force."""

import hashlib
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianxin.desk.forms import Plain, Tall, Words
from lianxin.desk.words import said
from lianxin.policies.ladder.parts import Ladder
from lianxin.problems.vocabulary import Channel

DAY = {"type": "date"}
NUMBER = r"^连-20\d\d-\d{6,}$"
ASKED_BY = [(one.value, _(one.zh)) for one in (Channel.CLERK, Channel.VISIT, Channel.RESIDENT)]


class Step(Plain):
    """A form of a step; `ladder` is the policy's, and the choices come from it."""

    def __init__(self, ladder: Ladder, *args: Any, **kwargs: Any) -> None:
        self.ladder = ladder
        super().__init__(*args, **kwargs)
        self.fill()

    def fill(self) -> None:
        """Put in the choices."""


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), **more)


class NothingForm(Step):
    """A step that needs no words."""


class DispatchForm(Step):
    """To whom: somebody by his key, or an area of the ladder by its code."""

    to = forms.ChoiceField(label=_("交给谁"))

    def offer(self, choices: list[Any]) -> None:
        self.fields["to"].choices = [("", _("请选")), *choices]


class NoteForm(Step):
    words = Words(label=_("记什么"), rows=3, help_text=_("做了什么、问了谁、下一步。日期和名字会自动记上。"))


class PromiseForm(Step):
    due_on = _day(_("哪天以前办好"))
    words = Words(label=_("答应了什么"), rows=2, help_text=_("这一户看得到，照跟他说的写。"))


class PromiseChangeForm(PromiseForm):
    reason = Words(label=_("为什么改"), rows=2, help_text=_("这一户看得到。"))


class PartForm(Step):
    """Whom to ask for a share of the work: an area by its code, or a unit by its name."""

    area = forms.ChoiceField(label=_("请哪里"), required=False)
    unit = forms.CharField(label=_("或者请哪个单位"), max_length=64, required=False)
    part = Words(label=_("请他们办什么"), rows=2, help_text=_("不写姓名和号码：他们未必看得到这一户。"))
    lead = forms.ChoiceField(
        label=_("谁牵头"),
        choices=[("we", _("我们牵头")), ("they", _("请他们牵头"))],
        initial="we",
        widget=forms.RadioSelect,
    )

    def offer(self, choices: list[Any]) -> None:
        self.fields["area"].choices = [("", _("不是镇街、村社区")), *choices]


class PartAnswerForm(Step):
    answer = Words(label=_("办得怎样"), rows=3)


class PacketForm(Step):
    tried = Words(label=_("我们做过什么"), rows=3)
    why_not_ours = Words(label=_("为什么这一级办不了"), rows=2)
    asked = Words(label=_("请上一级做什么"), rows=2)


class ReasonForm(Step):
    reason = Words(label=_("为什么"), rows=2)


class RulingForm(Step):
    rung = forms.ChoiceField(label=_("由哪一级办"), widget=forms.RadioSelect)
    reason = Words(label=_("理由"), rows=2)

    def fill(self) -> None:
        self.fields["rung"].choices = [(one.code, said(one.title)) for one in self.ladder.rungs]


class PauseForm(Step):
    reason = forms.ChoiceField(label=_("为什么停"))
    until = _day(_("到哪天恢复"))
    words = Words(label=_("说明"), rows=2, help_text=_("这一户看得到。"))

    def fill(self) -> None:
        told = _("%(title)s（最多 %(days)s 天）")
        self.fields["reason"].choices = [
            ("", _("请选")),
            *(
                (one.code, told % {"title": said(one.title), "days": one.days})
                for one in self.ladder.pauses.values()
            ),
        ]


WITH_EVIDENCE = _("这一类要有凭据：文书的号码、收据、谁在场看过，或者附上照片、文件。")
WITHOUT_EVIDENCE = _("文书的号码、收据、谁在场看过，或者附上照片、文件。都没有也能办结，会标上“没有凭据”。")


class SolutionForm(Step):
    words = Words(label=_("怎么办的"), rows=3)
    evidence = forms.CharField(
        label=_("有什么凭据"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def say_need(self, *, is_needed: bool) -> None:
        """What becomes of an end without any: this kind of matter needs it, or it stands there as one."""
        self.fields["evidence"].help_text = WITH_EVIDENCE if is_needed else WITHOUT_EVIDENCE


class RefusalForm(Step):
    refusal = forms.ChoiceField(label=_("依法为什么办不了"), widget=Tall)
    words = Words(label=_("对这一户的说明"), rows=3, help_text=_("怎么跟他说，他还能找谁。"))

    def fill(self) -> None:
        self.fields["refusal"].choices = [
            (one.code, said(one.title)) for one in self.ladder.refusals.values()
        ]


class HandOverForm(Step):
    handed_to = forms.CharField(label=_("转给哪个单位"), max_length=64)
    taken_by = forms.CharField(label=_("那边谁接收的"), max_length=64)
    words = Words(label=_("说明"), rows=2, help_text=_("他们答应办什么、多久。"))


class MergeForm(Step):
    into = forms.RegexField(NUMBER, label=_("并入哪一件"), help_text=_("问题编号，如 连-2026-000123。"))
    words = Words(label=_("凭什么是同一件事"), rows=2)


class WithdrawalForm(Step):
    words = Words(label=_("群众怎么说的"), rows=2)


class JudgementForm(Step):
    """What the household says to an end."""

    is_done = forms.TypedChoiceField(
        label=_("办好了没有"),
        choices=[("yes", _("办好了")), ("no", _("没办好"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    channel = forms.ChoiceField(label=_("怎么问到的"), choices=ASKED_BY)
    words = forms.CharField(
        label=_("他的原话"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class CorrectionForm(Step):
    """A problem made specific; what is left as it was is not changed.

    `seen` says what the page showed: where somebody else corrected it since, nothing is overwritten before
    whoever typed has read that.
    """

    category = forms.ChoiceField(label=pgettext_lazy("problem", "类别"))
    urgency = forms.ChoiceField(label=_("紧急程度"))
    words = Words(label=_("什么事"), rows=3)
    quantity = forms.FloatField(label=_("多少"), required=False, min_value=0, max_value=1e9)
    unit = forms.CharField(label=_("单位"), max_length=40, required=False)
    wished = forms.CharField(
        label=_("希望办成什么样"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_longstanding = forms.BooleanField(label=_("历史遗留问题"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def fill(self) -> None:
        self.initial["seen"] = _digest(self.initial)
        self.fields["category"].choices = categories_of(self.ladder)
        self.fields["urgency"].choices = [
            (one.code, said(one.title)) for one in self.ladder.urgencies.values()
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        seen, now = given.pop("seen", ""), self.initial["seen"]
        if seen and seen != now:
            self.data = self.data.copy()
            self.data["seen"] = now
            self.add_error(None, self._changed_meanwhile())
        return given

    def _changed_meanwhile(self) -> str:
        names = [name for name in self.changed_data if name != "seen"]
        labels = _("、").join(str(self.fields[name].label) for name in names)
        words = _(
            "打开这一页以后，有人补正过。您填的和现在不一样的有：%(labels)s。核对好再交一次，就照您填的改。"
        )
        return words % {"labels": labels}


def _digest(values: dict[str, Any]) -> str:
    """A mark of what was read, short enough for a hidden field."""
    return hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()[:16]


class AdviceForm(Plain):
    words = Words(label=_("怎么答复"), rows=3, help_text=_("这一户看得到。采纳没有、为什么、下一步。"))


class PassOnForm(Plain):
    number = forms.CharField(label=_("交给谁答复（工号）"), max_length=32)


def categories_of(ladder: Ladder) -> list[Any]:
    """The tree as choices: each top category a group that begins with itself."""
    tops: dict[str, list[tuple[str, str]]] = {}
    for one in ladder.categories.values():
        tops.setdefault(one.path[0], []).append((one.code, said(one.title)))
    return [
        (said(ladder.categories[top].title), some) if len(some) > 1 else some[0] for top, some in tops.items()
    ]
