"""Posts that a merger of areas carried over come back when the merger is undone."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.areas.refusals import AreaRefusal
from lianxin.ledger.models import Event
from lianxin.people.actions.posts import _end, _start
from lianxin.people.models import Post, Staff

WHY = "area.change_undone"


@transaction.atomic
def return_posts(area: Area, into: Area, *, merged_at: datetime, actor: Staff | None, now: datetime) -> int:
    """Begin anew on `area` every post that the merger ended there; returns how many.

    What the merger began on `into` in their stead ends today. Raises AreaRefusal `changed_since` when one of
    those was ended by somebody meanwhile.
    """
    today = timezone.localdate(now)
    for post in _of_merger("post.started", into, merged_at):
        if post.to_on is not None:
            raise AreaRefusal("changed_since", name=area.name)
        _end(post, to_on=max(today, post.from_on), actor=actor, now=now, reason=WHY)
    posts = _of_merger("post.ended", area, merged_at)
    for post in posts:
        again = Post(staff=post.staff, role=post.role, area=area, title=post.title)
        again.from_on = max(today, post.from_on)
        _start(again, actor=actor, now=now)
    return len(posts)


def _of_merger(kind: str, area: Area, merged_at: datetime) -> list[Post]:
    """The posts of which an event of the merger's moment tells."""
    events = Event.objects.filter(kind=kind, area_id=area.pk, at=merged_at).values_list(
        "subject_id", flat=True
    )
    return list(Post.objects.filter(pk__in=list(events)).select_related("staff"))
