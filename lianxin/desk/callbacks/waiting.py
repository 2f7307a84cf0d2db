"""What waits of call-backs, for the first page."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.callbacks.models import ASK, DECIDE, Call, Finding
from lianxin.desk.planning.waiting import Line
from lianxin.people.access import may


def waiting_calls(person: Any) -> list[Line]:
    """Calls to make, differences to decide, and questions about one's own visits; no line without any."""
    today, lines = timezone.localdate(), []
    if may(person, ASK):
        number = Call.objects.callable_at(timezone.now()).of(person).count()
        lines.append(Line(number, _("个回访电话，等着打"), reverse("desk:callback-calls")))
    if may(person, DECIDE):
        number = Finding.objects.to_decide(today).seen_by(person).count()
        lines.append(Line(number, _("处回访对不上，等着定"), reverse("desk:callback-findings")))
    asked = Finding.objects.asked_of(person, today).unanswered().count()
    lines.append(Line(asked, _("处走访，请您说明"), reverse("desk:callback-questions")))
    return [line for line in lines if line.number]
