"""Someone leaves: all he holds ends today and his account is switched off; and the way back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from lianxin.ledger.actions import record
from lianxin.ledger.models import Event
from lianxin.people.actions.last_admin import keep_a_system_admin
from lianxin.people.actions.posts import finish_post, resume_post
from lianxin.people.actions.secondments import finish_secondment
from lianxin.people.models import Post, Secondment, Staff
from lianxin.people.refusals import PeopleRefusal


@dataclass(frozen=True, slots=True)
class Holding:
    """What a person holds on a day or from a later one on: all of it ends when he leaves."""

    posts: list[Post]
    secondments: list[Secondment]


def holding_of(staff: Staff, *, now: datetime) -> Holding:
    """What would end if the person left now."""
    today = timezone.localdate(now)
    posts = staff.posts.unfinished(today).select_related("area", "staff")
    secondments = staff.secondments.unfinished(today).select_related("area")
    return Holding(list(posts), list(secondments))


@transaction.atomic
def dismiss_staff(*, staff: Staff, actor: Staff | None, now: datetime, reason: str = "") -> Holding:
    """End all posts and secondments of a person today and switch the account off; returns what ended.

    What he did stays. Raises PeopleRefusal: own-account, staff-disabled, last-admin.
    """
    if actor is not None and actor.pk == staff.pk:
        raise PeopleRefusal("own-account")
    if not staff.is_active:
        raise PeopleRefusal("staff-left", name=staff.name)
    today = timezone.localdate(now)
    keep_a_system_admin(without_staff=staff, on=today)
    held = holding_of(staff, now=now)
    for post in held.posts:
        finish_post(post, to_on=max(today, post.from_on), actor=actor, now=now, reason="staff.dismissed")
    for one in held.secondments:
        day = max(today, one.from_on)
        finish_secondment(one, to_on=day, actor=actor, now=now, reason="staff.dismissed")
    staff.is_active = False
    staff.save(update_fields=["is_active"])
    after = {"posts": [str(post.pk) for post in held.posts]}
    after["secondments"] = [str(one.pk) for one in held.secondments]
    record(kind="staff.dismissed", actor=actor, now=now, subject=staff, after=after, reason=reason)
    return held


@transaction.atomic
def reinstate_staff(*, staff: Staff, with_posts: bool, actor: Staff | None, now: datetime) -> int:
    """Switch an account on again; with the posts that ended when he left, if wished. Returns how many.

    A post whose area was closed meanwhile stays ended. Raises PeopleRefusal: own-account, staff-active.
    """
    if actor is not None and actor.pk == staff.pk:
        raise PeopleRefusal("own-account")
    if staff.is_active:
        raise PeopleRefusal("staff-active", name=staff.name)
    staff.is_active = True
    staff.save(update_fields=["is_active"])
    record(kind="staff.enabled", actor=actor, now=now, subject=staff)
    posts = posts_ended_with(staff) if with_posts else []
    for post in posts:
        post.staff = staff
        resume_post(post=post, actor=actor, now=now)
    return len(posts)


def posts_ended_with(staff: Staff) -> list[Post]:
    """The posts that ended when the person left last, on areas that still exist, and were not held anew."""
    left = Event.objects.about("staff", staff.pk).filter(kind="staff.dismissed").last()
    if left is None:
        return []
    posts: Any = Post.objects.filter(pk__in=left.after["posts"], area__closed_on=None).exclude(to_on=None)
    held = {(post.role, post.area_id) for post in staff.posts.lasting()}
    return [post for post in posts.select_related("area") if (post.role, post.area_id) not in held]
