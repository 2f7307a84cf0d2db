"""What happened to one person: his account, his posts, where he was posted down; the latest first."""

from lianxin.desk.telling import tell
from lianxin.desk.telling.events import Told
from lianxin.ledger.models import Event
from lianxin.people.models import Staff

SHOWN = 40
LEFT_OUT = ("staff.signed_in",)
"""Each sign-in has a line in the ledger; a page about a person says when the last one was."""


def story_of(staff: Staff) -> list[Told]:
    """The last SHOWN lines about a person."""
    keys = [staff.pk, *staff.posts.values_list("pk", flat=True)]
    keys += staff.secondments.values_list("pk", flat=True)
    events = Event.objects.filter(subject_id__in=keys, subject_kind__in=("staff", "post", "secondment"))
    return tell(events.exclude(kind__in=LEFT_OUT).order_by("-pk")[:SHOWN])
