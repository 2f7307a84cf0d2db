"""The forms of saved views."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms import Plain
from lianxin.desk.households.forms import HouseholdsFilter
from lianxin.desk.problems.filters import ProblemsFilter

STEPS = [(step, step) for step in ("keep", "rename", "remove", "bring_back")]
KEPT = ("area", "tier", "mark", "sort")
"""What of a list's address a view keeps: codes, and not where a page begins (a household's number)."""


class ViewStep(forms.Form):
    """Which step, and of which view (but for keeping a new one)."""

    step = forms.ChoiceField(choices=STEPS)
    key = forms.UUIDField(required=False)


class ViewName(Plain):
    """The name of a view, and whether the area's other staff see it."""

    name = forms.CharField(label=_("名字"), max_length=20)
    is_shared = forms.BooleanField(label=_("这里的同事也能看到"), required=False)


class ViewFilters(HouseholdsFilter):
    """The filters of households to be kept."""

    @property
    def query(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in KEPT if self.cleaned_data[name]}


class ProblemViewFilters(ProblemsFilter):
    """The filters of problems to be kept; the view says of which list it is."""

    @property
    def query(self) -> dict[str, str]:
        return super().query | {"list": "problems"}


LISTS: dict[str, tuple[str, type[ViewFilters] | type[ProblemViewFilters]]] = {
    "": ("desk:households", ViewFilters),
    "problems": ("desk:problem-list", ProblemViewFilters),
}
"""Which list a view is of (`list` in what it keeps) → its address, and the filters it has."""
