"""Posts: who holds which role on which area, from when, until when."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.ledger.actions import record
from lianxin.people.actions.last_admin import keep_a_system_admin
from lianxin.people.models import Post, PostQuerySet, Staff
from lianxin.people.refusals import PeopleRefusal
from lianxin.people.vocabulary import ROLE_LEVELS, Role


@transaction.atomic
def appoint(
    *,
    staff: Staff,
    role: Role,
    area: Area,
    from_on: date | None = None,
    title: str = "",
    actor: Staff | None,
    now: datetime,
) -> Post:
    """Give someone a post, from today unless said otherwise. It works on the person's next request.

    Raises PeopleRefusal: own-post (nobody appoints himself), staff-disabled, area-closed, role-level,
    post-held (the same role on the same area, without an end).
    """
    role = Role(role)
    if actor is not None and actor.pk == staff.pk:
        raise PeopleRefusal("own-post")
    if not staff.is_active:
        raise PeopleRefusal("staff-disabled", name=staff.name)
    if area.closed_on is not None:
        raise PeopleRefusal("area-closed", area=area.name)
    post = Post(
        staff=staff, role=role.value, area=area, title=title, from_on=from_on or timezone.localdate(now)
    )
    if area.level not in ROLE_LEVELS[role]:
        raise PeopleRefusal("role-level", role=post.get_role_display(), area=area.name)
    if Post.objects.lasting().filter(staff=staff, role=role.value, area=area).exists():
        raise PeopleRefusal("post-held", name=staff.name, area=area.name)
    _start(post, actor=actor, now=now)
    return post


@transaction.atomic
def end_post(
    *, post: Post, to_on: date | None = None, actor: Staff | None, now: datetime, reason: str = ""
) -> None:
    """End a post; `to_on` is the first day without it, today by default: the next request is refused.

    Raises PeopleRefusal: own-post, post-ended, post-dates, last-admin.
    """
    to_on = to_on or timezone.localdate(now)
    if actor is not None and actor.pk == post.staff_id:
        raise PeopleRefusal("own-post")
    if post.to_on is not None and post.to_on <= timezone.localdate(now):
        raise PeopleRefusal("post-ended", to_on=post.to_on)
    if to_on < post.from_on:
        raise PeopleRefusal("post-dates", to_on=to_on, from_on=post.from_on)
    keep_a_system_admin(without_post=post, on=to_on)
    _end(post, to_on=to_on, actor=actor, now=now, reason=reason)


def count_posts(area: Area) -> int:
    """How many posts are held on an area, today or from some later day on."""
    return _unfinished(area, timezone.localdate()).count()


@transaction.atomic
def move_posts(area: Area, into: Area, *, actor: Staff | None, now: datetime) -> int:
    """Carry every unfinished post of an area over to the one it is merged into; returns how many.

    The old post ends today and an equal one begins, unless its holder has one there already.
    """
    today = timezone.localdate(now)
    posts = list(_unfinished(area, today))
    for post in posts:
        start = max(post.from_on, today)
        _end(post, to_on=start, actor=actor, now=now, reason="area.merged")
        there = Post.objects.lasting().filter(staff=post.staff_id, role=post.role, area=into)
        if not there.exists():
            _start(
                Post(staff=post.staff, role=post.role, area=into, title=post.title, from_on=start),
                actor=actor,
                now=now,
            )
    return len(posts)


def _unfinished(area: Area, today: date) -> PostQuerySet:
    return Post.objects.filter(Q(to_on=None) | Q(to_on__gt=today), area=area).select_related("staff")


def _start(post: Post, *, actor: Staff | None, now: datetime) -> None:
    post.save(force_insert=True)
    after = {"staff": str(post.staff_id), "role": post.role, "title": post.title}
    after["from_on"] = post.from_on.isoformat()
    record(kind="post.started", actor=actor, now=now, subject=post, area=post.area_id, after=after)


def _end(post: Post, *, to_on: date, actor: Staff | None, now: datetime, reason: str) -> None:
    before = {"to_on": post.to_on.isoformat() if post.to_on else None}
    post.to_on = to_on
    post.save(update_fields=["to_on"])
    record(
        kind="post.ended",
        actor=actor,
        now=now,
        subject=post,
        area=post.area_id,
        before=before,
        after={"to_on": to_on.isoformat(), "staff": str(post.staff_id), "role": post.role},
        reason=reason,
    )
