"""What may stand in the address of a households list, and who asks to see a masked number."""

from django import forms

from lianxin.desk.words import TIERS
from lianxin.registry.actions import PURPOSES


class HouseholdsFilter(forms.Form):
    """The address of a households list: an area's code, a class, and where the page begins."""

    area = forms.RegexField(r"^(\d{12}|all)$", required=False)
    tier = forms.ChoiceField(choices=[(tier, tier) for tier in TIERS], required=False)
    after = forms.CharField(max_length=32, required=False)
    before = forms.CharField(max_length=32, required=False)


class DisclosureForm(forms.Form):
    """Which of the two masked numbers is to be seen, and what for."""

    field = forms.ChoiceField(choices=[("id_number", "id_number"), ("phone", "phone")])
    purpose = forms.ChoiceField(choices=[(purpose, purpose) for purpose in PURPOSES])
