"""The address of the list of problems: what it can be narrowed to, and where its page begins."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from lianxin.desk.forms import Plain
from lianxin.problems.vocabulary import Channel, End, Phase

CODE = r"^[a-z0-9-]{1,40}$"
STATES = ("open", "ended")
FACETS = ("rung", "phase", "category", "channel", "end")
MOST_PICKED = 100
MARKS = ("overdue", "urgent", "mine", "office", "longstanding")


class Edge(forms.CharField):
    """A place in a list ordered by a moment: `<moment>~<key>`; None where there is none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=80, required=False, **kwargs)

    def clean(self, value: Any) -> tuple[datetime, str] | None:
        text = super().clean(value)
        if not text:
            return None
        moment, _mark, key = text.partition("~")
        try:
            at = datetime.fromisoformat(moment.replace(" ", "+"))
            return (at if timezone.is_aware(at) else timezone.make_aware(at)), forms.UUIDField().clean(key)
        except (ValueError, OverflowError):
            raise ValidationError("no edge", code="no-edge") from None


class ProblemsFilter(Plain):
    """`state` open (also when empty) or ended; ended ones are those of one `month`."""

    area = forms.RegexField(r"^(\d{12}|all)$", required=False)
    state = forms.ChoiceField(choices=[(one, one) for one in STATES], required=False)
    month = forms.RegexField(r"^20\d\d-(0[1-9]|1[0-2])$", required=False)
    rung = forms.RegexField(CODE, required=False)
    category = forms.RegexField(CODE, required=False)
    phase = forms.ChoiceField(choices=[(one.value, one.value) for one in Phase], required=False)
    channel = forms.ChoiceField(choices=[(one.value, one.value) for one in Channel], required=False)
    end = forms.ChoiceField(choices=[(one.value, one.value) for one in End], required=False)
    overdue = forms.BooleanField(required=False)
    urgent = forms.BooleanField(required=False)
    mine = forms.BooleanField(required=False)
    office = forms.BooleanField(required=False)
    longstanding = forms.BooleanField(required=False)
    after = Edge()
    before = Edge()

    @property
    def wish(self) -> "Wish":
        given = self.cleaned_data
        month = given["month"]
        return Wish(
            given["state"] == "ended",
            date.fromisoformat(f"{month}-01") if month else None,
            {name: given[name] for name in FACETS if given[name]},
            frozenset(name for name in MARKS if given[name]),
            given["after"],
            given["before"],
        )

    @property
    def query(self) -> dict[str, str]:
        """What a saved view keeps: codes, and not where a page begins."""
        given = self.cleaned_data
        kept = {name: given[name] for name in ("area", "state", *FACETS) if given[name]}
        return kept | {name: "on" for name in MARKS if given[name]}


@dataclass(frozen=True)
class Wish:
    """What stands in an address, read. `facets`: column → code; `marks`: those that are asked for."""

    is_ended: bool
    month: date | None
    facets: dict[str, str]
    marks: frozenset[str]
    after: Any = None
    before: Any = None


class SelectionForm(ProblemsFilter):
    """The bulk bar: rows that were picked by their keys, or `whole`: all that the filters find."""

    deed = forms.ChoiceField(choices=[("dispatch", "dispatch"), ("export", "export")])
    whole = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        key = forms.UUIDField()
        picked = self.data.getlist("pick")[:MOST_PICKED] if hasattr(self.data, "getlist") else []
        try:
            given["pick"] = [key.clean(text) for text in picked]
        except ValidationError:
            self.add_error(None, "no key")
        return given
