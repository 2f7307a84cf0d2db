"""The form of a visit: read with its policy, asked of one home, written for a phone, kept current. Pure."""

from lianxin.policies.form.parts import Category, Question, Section, VisitForm
from lianxin.visits.forms.asking import Asked, Known, Member, Why, questions_for
from lianxin.visits.forms.document import read_form
from lianxin.visits.forms.for_phone import form_json
from lianxin.visits.forms.upcasting import upcast

__all__ = [
    "Asked",
    "Category",
    "Known",
    "Member",
    "Question",
    "Section",
    "VisitForm",
    "Why",
    "form_json",
    "questions_for",
    "read_form",
    "upcast",
]
