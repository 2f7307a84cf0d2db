"""What is typed about a complaint."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.areas.models import Area
from lianxin.areas.vocabulary import DISTRICT, TOWN
from lianxin.desk.forms import Plain, Tall, Words
from lianxin.desk.words import said
from lianxin.people.access import areas_seen
from lianxin.problems.complaints.models import Complaint
from lianxin.problems.complaints.vocabulary import Matter, Outcome
from lianxin.registry.models import Household

MOST_AREAS = 60
"""A longer list of places is cut down to the district and its towns: who hears it hangs on the town alone."""

INDENT = "\u3000"


def places_for(person: Any) -> list[tuple[str, str]]:
    """Where something may have happened, as somebody who writes it down can choose: (code, name)."""
    seen = areas_seen(person, "complaint.record").open().order_by("path")
    if seen.count() > MOST_AREAS:
        seen = seen.filter(level__in=[DISTRICT, TOWN])
    rows = list(seen.values_list("code", "name", "path"))
    top = min((path.count("/") for _code, _name, path in rows), default=0)
    return [(code, INDENT * (path.count("/") - top) + name) for code, name, path in rows]


class RecordForm(Plain):
    """A complaint as a clerk writes it down while somebody tells it."""

    words = Words(label=_("说了什么"), rows=6, help_text=_("照他说的写：什么时候、什么事、有谁在场。"))
    matter = forms.ChoiceField(label=_("哪一类"), widget=forms.RadioSelect)
    said_of = forms.CharField(
        label=_("说的是谁"),
        max_length=200,
        required=False,
        help_text=_("姓名或工号，不清楚就照他说的写。这里不会告诉您有没有这个人。"),
    )
    area = forms.ChoiceField(label=_("在哪里发生的"))
    household = forms.CharField(
        label=_("户编号（可以不写）"), max_length=32, required=False, help_text=_("当事干部看不到。")
    )
    complainant = forms.CharField(
        label=_("投诉人怎么称呼（可以不写）"),
        max_length=64,
        required=False,
        help_text=_("加密保存，只有受理的人写明理由才看得到，看过会留下记录。"),
    )
    contact = forms.CharField(label=_("怎么联系（可以不写）"), max_length=64, required=False)
    number = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, person: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["matter"].choices = [(one.value, said(one)) for one in Matter]
        self.fields["area"].choices = places_for(person)

    def clean_household(self) -> Any:
        """The household, where one is named that the person sees."""
        number = self.cleaned_data["household"].strip()
        if not number:
            return None
        found = Household.objects.seen_by(self.person).filter(number=number).first()
        if found is None:
            raise forms.ValidationError(_("您看得到的户里没有这个编号。不写也可以。"), code="no-household")
        return found

    def clean_area(self) -> Area:
        return Area.objects.get(code=self.cleaned_data["area"])


class MoveForm(Plain):
    """A form on the page of a complaint."""

    def __init__(self, complaint: Complaint, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fill(complaint)

    def fill(self, complaint: Complaint) -> None:
        """Put in the choices."""


class NothingForm(MoveForm):
    """A step that needs no words."""


class NoteForm(MoveForm):
    words = Words(label=_("查到了什么"), rows=3)


class QuestionForm(MoveForm):
    staff = forms.ChoiceField(label=_("请谁说明"))
    words = Words(
        label=_("请他说明什么"),
        rows=3,
        help_text=_(
            "只问事情，不写名字、电话、户编号，不照抄投诉的话。他看得到问题，看不到是谁投诉、谁在问。"
        ),
    )

    def fill(self, complaint: Complaint) -> None:
        named = [(str(one.staff_id), one.staff.name) for one in complaint.named.all()]
        self.fields["staff"].choices = named


class NamingForm(MoveForm):
    who = forms.CharField(
        label=_("工号，几个人用逗号隔开"),
        max_length=200,
        help_text=_("写明以后马上重新定由谁听取，您可能就看不到了。"),
    )


class PassForm(MoveForm):
    words = Words(label=_("为什么往上转"), rows=2)


class AnswerForm(MoveForm):
    words = Words(label=_("怎么答复的"), rows=3, help_text=_("投诉人凭回执能看到，照对他说的写。"))


class EndingForm(MoveForm):
    outcome = forms.ChoiceField(label=_("结论"), widget=Tall)
    words = Words(label=_("理由和依据"), rows=3, help_text=_("查了什么、凭什么这样定、怎么处理的。"))

    def fill(self, complaint: Complaint) -> None:
        left = [one for one in Outcome if complaint.answered_at is not None or one is Outcome.WITHDRAWN]
        self.fields["outcome"].choices = [(one.value, said(one)) for one in left]


class ReasonForm(Plain):
    words = Words(label=_("为什么要看"), rows=2)


class ExplanationForm(Plain):
    words = Words(label=_("您的说明"), rows=4)
