"""What may stand in the address of a list of imports."""

from django import forms


class ImportsFilter(forms.Form):
    """The address of a list of imports."""

    after = forms.UUIDField(required=False)
    before = forms.UUIDField(required=False)
