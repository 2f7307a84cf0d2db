"""Photos of what was done in a home's own matters, as its page may show them: marked for it by somebody of
the office, and only while the home agrees to see them there."""

from typing import Any

from django.db.models import QuerySet

from lianxin.problems.models import Evidence
from lianxin.problems.queries import shown_to_household
from lianxin.voice import consents
from lianxin.voice.vocabulary import Purpose


def are_shown(household: Any) -> bool:
    """Whether the home agrees now; asked anew at each request, so that a no works on the next one."""
    return household is not None and consents.holds(household, Purpose.EVIDENCE)


def shown_on_page(household: Any) -> QuerySet[Evidence]:
    """The photos that the page of a home may answer with."""
    found = shown_to_household(problem__household=household)
    return found if are_shown(household) else found.none()
