"""A problem opened by hand: whose, where, what kind, how much; and what is likely the same already."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.areas.models import Area
from lianxin.desk.forms import Plain, Words
from lianxin.desk.problems.forms import DAY, categories_of
from lianxin.desk.problems.lines import lines_of
from lianxin.desk.problems.page import Alike
from lianxin.desk.problems.speech import Speech
from lianxin.desk.words import is_english, said
from lianxin.policies.ladder.parts import Ladder
from lianxin.problems import queries
from lianxin.problems.actions import Raised
from lianxin.problems.models import Problem
from lianxin.problems.vocabulary import Channel
from lianxin.registry.models import Household
from lianxin.registry.search import find_households
from lianxin.registry.vocabulary import HouseholdState

MOST_HOMES = 10
CHANNELS = (Channel.CLERK, Channel.RESIDENT)


class OpeningForm(Plain):
    """`home` names a household; without one, `area` says where it is. `seen` once doubles were shown."""

    home = forms.CharField(
        label=gettext_lazy("哪一户"),
        max_length=32,
        required=False,
        help_text=gettext_lazy("户编号、姓名、电话都行。不是哪一户的事，就空着，选下面的地方。"),
    )
    area = forms.ChoiceField(label=gettext_lazy("哪个村、社区"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("哪一类"))
    words = Words(
        label=gettext_lazy("什么事"), rows=4, help_text=gettext_lazy("照他说的写，写到别人看了就能去办。")
    )
    quantity = forms.FloatField(label=gettext_lazy("多少"), required=False, min_value=0, max_value=1e9)
    unit = forms.ChoiceField(label=gettext_lazy("单位"), required=False)
    wished = forms.CharField(
        label=gettext_lazy("希望办成什么样"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    wanted_on = forms.DateField(
        label=gettext_lazy("希望哪天以前"),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )
    channel = forms.ChoiceField(label=gettext_lazy("怎么来的"), widget=forms.RadioSelect)
    caller = forms.CharField(label=gettext_lazy("谁来说的"), max_length=64, required=False)
    reference = forms.CharField(
        label=gettext_lazy("别处的编号"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("如 12345 的工单号。"),
    )
    raised_on = forms.DateField(
        label=gettext_lazy("哪天说的"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    urgency = forms.ChoiceField(label=gettext_lazy("紧急程度"), required=False)
    is_longstanding = forms.BooleanField(label=gettext_lazy("历史遗留问题"), required=False)
    seen = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, ladder: Ladder, areas: Any, person: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.homes: list[Household] = []
        self.person, self.areas = person, {area.code: area for area in areas}
        grouped: dict[str, list[tuple[str, str]]] = {}
        for area in self.areas.values():
            grouped.setdefault(area.parent.name if area.parent else "", []).append((area.code, area.name))
        self.fields["area"].choices = [("", _("按这一户")), *grouped.items()]
        self.fields["category"].choices = [("", _("请选")), *categories_of(ladder)]
        units = dict.fromkeys(unit for one in ladder.categories.values() for unit in one.units)
        self.fields["unit"].choices = [("", "—"), *((unit, unit) for unit in units)]
        self.fields["channel"].choices = [(one.value, said(one)) for one in CHANNELS]
        self.fields["urgency"].choices = [
            ("", _("按类别")),
            *((one.code, said(one.title)) for one in ladder.urgencies.values()),
        ]

    def clean_home(self) -> Household | None:
        """The one household that fits, by number or by who lives there; several are offered as `homes`."""
        text = self.cleaned_data["home"].strip()
        if not text:
            return None
        found = find_households(text, self.person, limit=MOST_HOMES)
        present = [one for one in found if one.state == HouseholdState.PRESENT.value]
        exact = [one for one in present if one.number == text.upper()]
        if len(exact or present) == 1:
            return (exact or present)[0]
        if not present:
            raise forms.ValidationError(_("您的辖区里没有找到这一户，或者已不在册。"), code="no-home")
        keys = [one.pk for one in present]
        self.homes = list(Household.objects.filter(pk__in=keys).with_head().select_related("area"))
        raise forms.ValidationError(_("找到好几户，请在上面选一户。"), code="which-home")

    def clean_raised_on(self) -> Any:
        day = self.cleaned_data["raised_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("不能在今天以后。"), code="ahead")
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not given["home"] and not given["area"]:
            self.add_error("home", _("请写户编号，或者选一个地方。"))
        return given

    @property
    def place(self) -> Area:
        home = self.cleaned_data["home"]
        return home.area if home else self.areas[self.cleaned_data["area"]]

    def raised(self, person: Any, now: datetime) -> Raised:
        given = self.cleaned_data
        zone = timezone.get_default_timezone()
        at = min(now, datetime.combine(given["raised_on"], time(12), zone))
        names = ("category", "words", "quantity", "unit", "wished", "wanted_on", "urgency", "caller")
        return Raised(
            area=self.place.pk,
            household=given["home"].pk if given["home"] else None,
            channel=Channel(given["channel"]),
            received_by=person.pk,
            raised_at=at,
            is_longstanding=given["is_longstanding"],
            reference=given["reference"],
            **{name: given[name] for name in names},
        )


def alike(raised: Raised, person: Any, speech: Speech) -> list[Alike]:
    """What is likely the same already, in sight and open."""
    if speech.ground is None:
        return []
    new = Problem(
        household_id=raised.household,
        area_id=raised.area,
        category=raised.category,
        words=raised.words,
        opened_at=speech.now,
    )
    doubles = queries.likely_doubles(new, speech.ground.ladder)
    seen = queries.shown(Problem.objects.seen_by(person).open()).in_bulk([one.key for one in doubles])
    known = [one for one in doubles if one.key in seen][:5]
    lines = lines_of([seen[one.key] for one in known], person, speech)
    return [Alike(line, one.reason[is_english()]) for line, one in zip(lines, known, strict=True)]
