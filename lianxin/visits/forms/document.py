"""The form that a policy of visits states. Pure."""

from lianxin.policies.form.parts import VisitForm
from lianxin.policies.vocabulary import PolicyDocument


class NoForm(LookupError):
    """The policy states no form: visits are then made without questions, with items alone."""


def read_form(document: PolicyDocument) -> VisitForm:
    """The form of a policy of visits, read and checked with it. Raises NoForm."""
    if document.form is None:
        raise NoForm(document.id)
    return document.form
