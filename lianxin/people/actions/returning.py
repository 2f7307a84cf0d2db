"""Posts and secondments that a merger of areas carried over come back when the merger is undone."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.areas.refusals import AreaRefusal
from lianxin.ledger.models import Event
from lianxin.people.actions.posts import finish_post, start_post
from lianxin.people.actions.secondments import finish_secondment, start_secondment
from lianxin.people.models import Post, Secondment, Staff

WHY = "area.change_undone"


@transaction.atomic
def return_posts(area: Area, into: Area, *, merged_at: datetime, actor: Staff | None, now: datetime) -> int:
    """Begin anew on `area` every post that the merger ended there; returns how many.

    What the merger began on `into` in their stead ends today. Raises AreaRefusal `changed_since` when one of
    those was ended by somebody meanwhile.
    """
    today = timezone.localdate(now)
    began = Post.objects.filter(pk__in=_of_merger("post.started", into, merged_at)).select_related("staff")
    for post in began:
        if post.to_on is not None:
            raise AreaRefusal("changed_since", name=area.name)
        finish_post(post, to_on=max(today, post.from_on), actor=actor, now=now, reason=WHY)
    posts = list(Post.objects.filter(pk__in=_of_merger("post.ended", area, merged_at)))
    for post in posts:
        same = {"role": post.role, "title": post.title, "rank": post.rank}
        again = Post(staff_id=post.staff_id, area=area, from_on=max(today, post.from_on), **same)
        start_post(again, actor=actor, now=now)
    return len(posts)


@transaction.atomic
def return_secondments(
    area: Area, into: Area, *, merged_at: datetime, actor: Staff | None, now: datetime
) -> int:
    """Do for secondments what `return_posts` does for posts; one that has an end by now has its new end."""
    today = timezone.localdate(now)
    began = Secondment.objects.filter(pk__in=_of_merger("secondment.started", into, merged_at))
    moved = list(began.unfinished(today).select_related("staff"))
    for one in moved:
        start, end = max(today, one.from_on), one.to_on
        finish_secondment(one, to_on=start, actor=actor, now=now, reason=WHY)
        again = Secondment(staff=one.staff, unit=one.unit, area=area, from_on=start, to_on=end)
        start_secondment(again, actor=actor, now=now)
    return len(moved)


def _of_merger(kind: str, area: Area, merged_at: datetime) -> list[UUID]:
    """The keys of what the events of the merger's moment are about."""
    events = Event.objects.filter(kind=kind, area_id=area.pk, at=merged_at)
    return list(events.values_list("subject_id", flat=True))
