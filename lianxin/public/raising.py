"""What the open form takes: what it is, what is said, where, and who says it, as far as he wants to."""

import secrets
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.areas.models import Area
from lianxin.areas.vocabulary import DISTRICT, TOWN
from lianxin.desk.words import said
from lianxin.problems.actions import ground_at
from lianxin.problems.actions.refusals import ProblemsRefused
from lianxin.problems.complaints.vocabulary import Matter
from lianxin.public.guests import Guest
from lianxin.voice.vocabulary import AskKind

COMPLAINT = "complaint"
SALT = "lianxin.public.ask"
KEY_S = 24 * 60 * 60
"""Seconds for which a form that was handed out counts as the same when it is sent twice."""

MOST_WORDS = 2000


def new_key() -> str:
    """What a form is known by, so that two taps on its button raise one thing."""
    return signing.dumps(secrets.token_hex(16), salt=SALT)


def read_key(signed: str) -> str:
    """The key of a form this server handed out; for every other a new one."""
    try:
        return str(signing.loads(signed, salt=SALT, max_age=KEY_S))
    except signing.BadSignature:
        return secrets.token_hex(16)


class AskForm(forms.Form):
    """Without script all of it is there; what belongs to a complaint alone says so. With a card the place is
    known. `website` is seen by machines only."""

    kind = forms.ChoiceField(
        choices=[*((one.value, one.zh) for one in AskKind), (COMPLAINT, COMPLAINT)],
        error_messages={"required": _("请选一样。"), "invalid_choice": _("请选一样。")},
    )
    words = forms.CharField(
        max_length=MOST_WORDS,
        error_messages={
            "required": _("请写几个字说清楚。"),
            "max_length": _("写得太长了，请在 2000 字以内。"),
        },
    )
    wished = forms.CharField(max_length=500, required=False)
    category = forms.CharField(max_length=40, required=False)
    matter = forms.ChoiceField(choices=[("", ""), *((one.value, one.zh) for one in Matter)], required=False)
    said_of = forms.CharField(max_length=200, required=False)
    area = forms.CharField(max_length=12, required=False)
    name = forms.CharField(max_length=40, required=False)
    phone = forms.CharField(max_length=40, required=False)
    is_nameless = forms.BooleanField(required=False)
    website = forms.CharField(max_length=2000, required=False)
    key = forms.CharField(max_length=300, required=False)

    def __init__(self, data: Any = None, *, guest: Guest | None) -> None:
        super().__init__(data)
        self.guest = guest
        self.place: Area | None = guest.household.area if guest else None

    def clean_area(self) -> str:
        code = str(self.cleaned_data["area"])
        if self.guest is None:
            self.place = Area.objects.open().filter(code=code).first()
            if self.place is None:
                raise forms.ValidationError(_("请选在哪个镇、哪个村。"), code="no-place")
        return code

    @property
    def household(self) -> UUID | None:
        """Whose card is open, unless he would rather not say who he is."""
        return self.guest.household.pk if self.guest and not self.cleaned_data["is_nameless"] else None

    def who(self, name: str) -> str:
        """`name` or `phone` as he typed it; nothing when he would rather not say."""
        return "" if self.cleaned_data["is_nameless"] else str(self.cleaned_data[name])


def places() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every open place under its town, the district last: (town, [(code, name)]); the town itself leads."""
    rows = Area.objects.open().order_by("path").values_list("code", "name", "level", "path")
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    whole = []
    for code, name, level, _path in rows:
        if level == DISTRICT:
            whole.append((code, name))
        elif level == TOWN:
            groups.append((name, [(code, name)]))
        elif groups:
            groups[-1][1].append((code, name))
    return groups + [(name, [(code, name)]) for code, name in whole]


def categories() -> list[tuple[str, str]]:
    """What a need can be about, by the policy in force: its upper categories, those in hours left out, for
    which somebody is to be called."""
    try:
        ladder = ground_at(timezone.now()).ladder
    except ProblemsRefused:
        return []
    top = (one for one in ladder.categories.values() if len(one.path) == 1)
    return [
        (one.code, said(one.title))
        for one in top
        if one.code != ladder.fallback and ladder.urgency(one.urgency).hours is None
    ]
