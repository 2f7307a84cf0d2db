"""What forms of phones take: what becomes of an upload, addresses of lists, a rescue file."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lianxin.desk.forms import Plain, Words
from lianxin.field.vocabulary import How

WAYS = [
    (How.ACCEPT.value, _("照原样收下")),
    (How.REASSIGN.value, _("改归到另一户或另一位干部，再收下")),
    (How.SET_ASIDE.value, _("搁置，不收")),
]


class Edge(forms.CharField):
    """Where a page of uploads begins or ends: the moment one came in and its key, or None."""

    def clean(self, value: Any) -> tuple[datetime, UUID] | None:
        text = super().clean(value)
        if not text:
            return None
        moment, _tilde, key = text.partition("~")
        try:
            read, number = datetime.fromisoformat(moment), UUID(key)
        except ValueError:
            raise ValidationError("no edge of a page", code="invalid") from None
        if read.tzinfo is None:
            raise ValidationError("no edge of a page", code="invalid")
        return read, number


class UploadsFilter(Plain):
    """The address of the list of uploads that wait: why, or those that wait for another one."""

    code = forms.RegexField(r"^[a-z][a-z0-9-]{0,39}$", required=False)
    show = forms.ChoiceField(choices=[("held", "held")], required=False)
    after = Edge(required=False)
    before = Edge(required=False)


class ResolutionForm(Plain):
    """What becomes of an upload, and why."""

    how = forms.ChoiceField(label=_("怎么办"), choices=WAYS, widget=forms.RadioSelect)
    household = forms.CharField(
        label=_("改归到哪一户（户编号）"),
        max_length=32,
        required=False,
        help_text=_("只有选“改归”才填；不改户就空着。"),
    )
    cadre = forms.CharField(
        label=_("改归给哪位干部（工号）"),
        max_length=32,
        required=False,
        help_text=_("只有选“改归”才填；不换人就空着。"),
    )
    reason = Words(label=_("理由"), rows=2, help_text=_("问过谁、怎么核实的。"))


class PhonesFilter(Plain):
    """The address of the list of phones."""

    state = forms.ChoiceField(choices=[("ended", "ended")], required=False)
    after = forms.UUIDField(required=False)
    before = forms.UUIDField(required=False)


class RevocationForm(Plain):
    """Why a phone is taken out of use."""

    reason = Words(label=_("为什么停用"), rows=2, help_text=_("丢了、换了、人调走了。"))


class RescueForm(Plain):
    """A file to which a phone saved what it had not sent."""

    file = forms.FileField(label=_("救援文件"), max_length=200)
