"""The plain controls of a form are those of Django, put together without its templates."""

from html.parser import HTMLParser

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy

from lianxin.desk import controls
from lianxin.desk.forms import Plain, Tall, Words

NASTY = "<b>&\"'村 "


class Everything(forms.Form):
    home = forms.CharField(max_length=32)
    many = forms.IntegerField(min_value=0, required=False)
    amount = forms.FloatField(max_value=1e9)
    on = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    seen = forms.BooleanField(widget=forms.HiddenInput)
    urgent = forms.BooleanField(required=False)
    words = Words(rows=2)
    place = forms.ChoiceField(
        choices=[("", "—"), (NASTY, ((NASTY, NASTY), ("b", gettext_lazy("保存")))), (7, "七")],
        widget=forms.Select(attrs={"data-x": NASTY, "autofocus": True, "hidden": False}),
    )
    several = forms.MultipleChoiceField(choices=[("a", "甲"), ("b", "乙"), ("c", "丙")])
    way = forms.ChoiceField(choices=[("a", "甲"), ("b", NASTY)], widget=Tall)
    file = forms.FileField(required=False)


GIVEN = {
    "home": NASTY,
    "many": 1234,
    "amount": "1234.5",
    "on": "2026-11-22",
    "urgent": True,
    "words": f"\n{NASTY}",
    "place": NASTY,
    "several": ["a", "c"],
    "way": "b",
}


class Read(HTMLParser):
    """Tags with their attributes, and texts without the blanks around them (but those of a textarea)."""

    def __init__(self, text):
        super().__init__()
        self.found, self.is_exact = [], False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.is_exact = tag == "textarea"
        self.found.append((tag, attrs))

    def handle_endtag(self, tag):
        self.is_exact = False
        self.found.append(tag)

    def handle_data(self, data):
        if data.strip() or self.is_exact:
            self.found.append(data if self.is_exact else data.strip())


def written(renderer, **options):
    form = Everything(renderer=renderer, **options)
    return [Read(str(form[name])).found for name in form.fields]


@pytest.mark.parametrize("options", [{}, {"data": GIVEN}, {"initial": GIVEN}], ids=["new", "sent", "initial"])
def test_every_control_reads_as_djangos_own(options):
    assert written(controls.SWIFT, **options) == written(DjangoTemplates(), **options)


def test_a_control_that_forgets_to_escape_is_caught(monkeypatch):
    monkeypatch.setattr(controls, "conditional_escape", str)
    assert written(controls.SWIFT, data=GIVEN) != written(DjangoTemplates(), data=GIVEN)


def test_the_forms_of_the_desk_need_no_template_for_a_select(monkeypatch):
    class Short(Plain):
        place = forms.ChoiceField(choices=[("a", "甲")])

    monkeypatch.setattr(DjangoTemplates, "get_template", None)
    assert '<option value="a">甲</option>' in str(Short()["place"])
