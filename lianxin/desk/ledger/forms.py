"""What may stand in the address of a page of the ledger."""

from django import forms

from lianxin.desk.telling import GROUPS


class LedgerFilter(forms.Form):
    """The address of a page of the ledger; events are numbered from 1."""

    about = forms.ChoiceField(choices=[(group, group) for group in GROUPS], required=False)
    after = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    before = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
