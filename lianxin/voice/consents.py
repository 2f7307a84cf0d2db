"""Whether a household agrees: asked before anything is done that needs its consent."""

from typing import Any
from uuid import UUID

from lianxin.voice.models import Consent
from lianxin.voice.vocabulary import Purpose


def holds(household: Any, purpose: Purpose) -> bool:
    """Whether this may be done with a household (its key or the household itself) now.

    What is asked each time may be, until the household says no on its page; all else only while it says yes.
    Read anew each time, so that a no works on the next request.
    """
    said = Consent.objects.filter(household=household, purpose=purpose.value)
    if said.filter(withdrawn_at=None).exists():
        return True
    return purpose.is_asked_each_time and not said.exists()


def refusing(purpose: Purpose) -> set[UUID]:
    """The homes that took back what they had agreed to, or said no, and have not agreed since."""
    said = Consent.objects.filter(purpose=purpose.value).order_by()
    back = said.exclude(withdrawn_at=None).values_list("household", flat=True)
    return set(back) - set(said.filter(withdrawn_at=None).values_list("household", flat=True))


def course_of(household: Any) -> list[Consent]:
    """Everything a household ever agreed to, refused or took back, the latest first."""
    return sorted(
        Consent.objects.filter(household=household),
        key=lambda one: max(filter(None, [one.given_at, one.withdrawn_at])),
        reverse=True,
    )
