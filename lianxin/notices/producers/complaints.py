"""Complaints that wait for whoever hears them now, and what somebody is asked to explain: private kinds, each
in his own list alone (decision 12)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from lianxin.notices.producers.people import sums
from lianxin.notices.vocabulary import Notice
from lianxin.policies.calendars.in_force import calendar_in_force
from lianxin.problems.complaints.queries import due_from, unexplained, waiting_for
from lianxin.workdays import next_workday

HEARD = "/complaints/"


def complaints_waiting(now: datetime) -> Iterator[Notice]:
    """Those that nobody took up who hears them today."""
    for person, found in waiting_for(now).items():
        yield Notice("complaints", person, "", len(found), HEARD)


def complaints_due(now: datetime) -> Iterator[Notice]:
    """Those to be answered by the end of the next workday, or before now."""
    soon = next_workday(timezone.localdate(now), calendar_in_force()).on + timedelta(days=1)
    ends = datetime.combine(soon, datetime.min.time(), timezone.get_default_timezone())
    for person, found in due_from(now, ends).items():
        yield Notice("complaints_due", person, "", len(found), HEARD)


def explanations_owed(now: datetime) -> Iterator[Notice]:
    """What the person concerned is asked to explain. His line does not say that somebody complained: whoever
    looks over his shoulder learns nothing."""
    for person, number in sums(unexplained(), "staff"):
        yield Notice("explanations", person, "", number, HEARD)
