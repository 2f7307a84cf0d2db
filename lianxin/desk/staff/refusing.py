"""Taking a step that may be refused: the refusal stands on the form, or in a notice above the page."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest

from lianxin.people.refusals import PeopleRefusal

Made = TypeVar("Made")


def attempt(form: Form, step: Callable[[], Made]) -> Made | None:
    """Take the step and return what it made; None when it was refused, which then stands on the form."""
    try:
        return step()
    except PeopleRefusal as refusal:
        form.add_error(None, str(refusal))
        return None


def say(request: HttpRequest, step: Callable[[], str]) -> None:
    """Take the step and show what it says, or why it was refused."""
    try:
        messages.success(request, step())
    except PeopleRefusal as refusal:
        messages.error(request, str(refusal))
