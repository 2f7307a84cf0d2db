"""What households ask about what is kept of them, for the first page: a number that leads to the list."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.desk.planning.waiting import Line
from lianxin.people.access import may
from lianxin.voice.models import Asking, Request


def waiting_requests(person: Any) -> list[Line]:
    """Requests that the person may answer and that nobody answered yet, and what was raised on the open page
    and waits; no line without any."""
    if not may(person, "rights.answer"):
        return []
    number = Request.objects.open().seen_by(person).count()
    raised = Asking.objects.waiting().seen_by(person).count()
    lines = [Line(number, _("件住户的要求，等着答复"), reverse("desk:rights"))] if number else []
    return lines + ([Line(raised, _("件网页上提的，等着看"), reverse("desk:asked"))] if raised else [])
