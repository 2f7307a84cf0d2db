"""What the search box may send."""

from django import forms


class SearchForm(forms.Form):
    """What was typed into the search box; it travels by POST and never stands in an address."""

    text = forms.CharField(max_length=40)
