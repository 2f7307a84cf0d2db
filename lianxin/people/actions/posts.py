"""Posts: who holds which role on which area, from when, until when."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.ledger.actions import record
from lianxin.people.actions.last_admin import keep_a_system_admin
from lianxin.people.models import Post, PostQuerySet, Staff
from lianxin.people.refusals import PeopleRefusal
from lianxin.people.vocabulary import ROLE_LEVELS, Rank, Role


@transaction.atomic
def appoint(
    *,
    staff: Staff,
    role: Role,
    area: Area,
    from_on: date | None = None,
    title: str = "",
    rank: Rank = Rank.ORDINARY,
    actor: Staff | None,
    now: datetime,
) -> Post:
    """Give someone a post, from today unless said otherwise. It works on the person's next request.

    Raises PeopleRefusal: own-post (nobody appoints himself), staff-disabled, area-closed, role-level,
    post-held (the same role on the same area, without an end).
    """
    from_on = from_on or timezone.localdate(now)
    post = Post(staff=staff, role=Role(role).value, area=area, title=title, rank=rank.value, from_on=from_on)
    _check(post, actor=actor)
    start_post(post, actor=actor, now=now)
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
    finish_post(post, to_on=to_on, actor=actor, now=now, reason=reason)


@transaction.atomic
def transfer_post(
    *,
    post: Post,
    area: Area,
    role: Role | None = None,
    from_on: date | None = None,
    title: str | None = None,
    rank: Rank | None = None,
    actor: Staff | None,
    now: datetime,
    reason: str = "",
) -> Post:
    """End a post and begin another on the same day, so that the person is never without; returns the new one.

    What is not given stays as it is. Raises what `end_post` and `appoint` raise; then nothing has changed.
    """
    day = from_on or timezone.localdate(now)
    new = Post(
        staff=post.staff,
        role=Role(role or post.role).value,
        area=area,
        title=post.title if title is None else title,
        rank=(rank or Rank(post.rank)).value,
        from_on=day,
    )
    end_post(post=post, to_on=day, actor=actor, now=now, reason=reason or "post.transferred")
    _check(new, actor=actor)
    start_post(new, actor=actor, now=now)
    return new


@transaction.atomic
def resume_post(*, post: Post, actor: Staff | None, now: datetime) -> None:
    """Take the end of a post back, as if it had never been ended.

    Raises PeopleRefusal: own-post, post-lasting, staff-disabled, area-closed, role-level, post-held.
    """
    if post.to_on is None:
        raise PeopleRefusal("post-lasting")
    _check(post, actor=actor)
    before = {"to_on": post.to_on.isoformat()}
    post.to_on = None
    post.save(update_fields=["to_on"])
    after = {"staff": str(post.staff_id), "role": post.role}
    record(
        kind="post.resumed", actor=actor, now=now, subject=post, area=post.area_id, before=before, after=after
    )


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
        finish_post(post, to_on=start, actor=actor, now=now, reason="area.merged")
        there = Post.objects.lasting().filter(staff=post.staff_id, role=post.role, area=into)
        if not there.exists():
            same = {"role": post.role, "title": post.title, "rank": post.rank}
            start_post(Post(staff=post.staff, area=into, from_on=start, **same), actor=actor, now=now)
    return len(posts)


def _unfinished(area: Area, today: date) -> PostQuerySet:
    return Post.objects.unfinished(today).filter(area=area).select_related("staff")


def _check(post: Post, *, actor: Staff | None) -> None:
    """Refuse a post that may not be held from now on; see `appoint`."""
    if actor is not None and actor.pk == post.staff_id:
        raise PeopleRefusal("own-post")
    if not post.staff.is_active:
        raise PeopleRefusal("staff-disabled", name=post.staff.name)
    if post.area.closed_on is not None:
        raise PeopleRefusal("area-closed", area=post.area.name)
    if post.area.level not in ROLE_LEVELS[Role(post.role)]:
        raise PeopleRefusal("role-level", role=post.get_role_display(), area=post.area.name)
    same = Post.objects.lasting().filter(staff=post.staff_id, role=post.role, area=post.area_id)
    if same.exclude(pk=post.pk).exists():
        raise PeopleRefusal("post-held", name=post.staff.name, area=post.area.name)


def start_post(post: Post, *, actor: Staff | None, now: datetime) -> None:
    """Save a new post and tell the ledger. For actions that have checked it."""
    post.save(force_insert=True)
    after = {"staff": str(post.staff_id), "role": post.role, "title": post.title}
    after["from_on"] = post.from_on.isoformat()
    record(kind="post.started", actor=actor, now=now, subject=post, area=post.area_id, after=after)


def finish_post(post: Post, *, to_on: date, actor: Staff | None, now: datetime, reason: str) -> None:
    """Give a post its end and tell the ledger. For actions that have checked it."""
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
