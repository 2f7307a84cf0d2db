"""What may stand in the address of a households list, and who asks to see a masked number."""

from typing import Any

from django import forms

from lianxin.desk.households.listing import CHANGED, NUMBER, Wish, read_edge
from lianxin.desk.households.marks import MARKS
from lianxin.desk.words import TIERS
from lianxin.registry.actions import PURPOSES

LONGEST_NUMBER = 32
LONGEST_EDGE = 50


class HouseholdsFilter(forms.Form):
    """The address of a households list: an area's code, a class, a mark, an order, where the page begins."""

    area = forms.RegexField(r"^(\d{12}|all)$", required=False)
    tier = forms.ChoiceField(choices=[(tier, tier) for tier in TIERS], required=False)
    mark = forms.ChoiceField(choices=[(mark, mark) for mark in MARKS], required=False)
    sort = forms.ChoiceField(choices=[(sort, sort) for sort in (NUMBER, CHANGED)], required=False)
    after = forms.CharField(max_length=LONGEST_EDGE, required=False)
    before = forms.CharField(max_length=LONGEST_EDGE, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name in ("after", "before"):
            if given.get(name):
                given[name] = self._edge(name, given[name], given.get("sort") == CHANGED)
        return given

    def _edge(self, name: str, text: str, is_by_change: bool) -> Any:
        if not is_by_change:
            if len(text) > LONGEST_NUMBER:
                self.add_error(name, "too long")
            return text
        try:
            return read_edge(text)
        except ValueError:
            self.add_error(name, "no edge")
            return None

    @property
    def wish(self) -> Wish:
        given = self.cleaned_data
        return Wish(
            given["tier"],
            given["mark"],
            given["sort"] or NUMBER,
            given["after"] or None,
            given["before"] or None,
        )


class DisclosureForm(forms.Form):
    """Which of the two masked numbers is to be seen, and what for."""

    field = forms.ChoiceField(choices=[("id_number", "id_number"), ("phone", "phone")])
    purpose = forms.ChoiceField(choices=[(purpose, purpose) for purpose in PURPOSES])
