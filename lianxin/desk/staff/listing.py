"""Lists of staff: who is in them, how many stand in each state, and what a row says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from lianxin.areas.models import Area
from lianxin.desk.staff.forms import STATES
from lianxin.people.models import Post, Secondment, Staff


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person, the posts of today (with their areas), and where he is posted down."""

    staff: Staff
    posts: list[Post]
    secondment: Secondment | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What a list is narrowed to; `typed` is part of a name, pinyin or a number."""

    role: str = ""
    area: Area | None = None
    typed: str = ""


def listed(person: Any, wish: Wish, *, on: date) -> QuerySet[Staff]:
    """Staff in sight of a person who fit a wish, in whatever state. Who left fits by the posts he had."""
    staff = Staff.objects.seen_by(person).called(wish.typed)
    if not wish.role and not wish.area:
        return staff
    posts, past = Post.objects.on(on), Post.objects.filter(staff__is_active=False)
    if wish.role:
        posts, past = posts.filter(role=wish.role), past.filter(role=wish.role)
    if wish.area:
        inside = Area.objects.within_ids(wish.area)
        posts, past = posts.filter(area__in=inside), past.filter(area__in=inside)
    return staff.filter(Q(pk__in=posts.values("staff")) | Q(pk__in=past.values("staff")))


def in_state(staff: QuerySet[Staff], state: str, *, on: date) -> QuerySet[Staff]:
    """Those of a state of `STATES`."""
    return staff.filter(_condition(state, on))


def state_counts(staff: QuerySet[Staff], *, on: date) -> dict[str, int]:
    """How many stand in each state, in one query; one person may stand in several."""
    counts = {state: Count("pk", filter=_condition(state, on)) for state in STATES}
    return staff.order_by().aggregate(**counts)


def _condition(state: str, on: date) -> Q:
    match state:
        case "left":
            return Q(is_active=False)
        case "uninvited":
            return Staff.UNINVITED
        case "seconded":
            return Q(pk__in=Secondment.objects.on(on).values("staff"))
    return Q(is_active=True)


def rows_of(people: Iterable[Staff], *, on: date) -> list[StaffRow]:
    """Rows in the order given: two queries for a page, however long it is."""
    people = list(people)
    posts: dict[Any, list[Post]] = {}
    held = Post.objects.on(on).filter(staff__in=people).select_related("area")
    for post in held:
        posts.setdefault(post.staff_id, []).append(post)
    down = Secondment.objects.on(on).filter(staff__in=people).select_related("area")
    seconded = {one.staff_id: one for one in down}
    return [StaffRow(one, posts.get(one.pk, []), seconded.get(one.pk)) for one in people]
