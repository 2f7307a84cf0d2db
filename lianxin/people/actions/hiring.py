"""Many newcomers at once, each with an account and a post: a district's staff on its first day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from lianxin.areas.models import Area
from lianxin.databases.inserting import insert_many
from lianxin.ledger.actions import Note, record_many
from lianxin.people.models import Post, Staff
from lianxin.people.profiles import Profile, new_staff
from lianxin.people.refusals import PeopleRefusal
from lianxin.people.rules import plain_number
from lianxin.people.vocabulary import ROLE_LEVELS, Rank, Role

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Someone to be hired, and the post he begins with."""

    number: str
    name: str
    role: Role
    area: Area
    title: str = ""
    phone: str = ""
    rank: Rank = Rank.ORDINARY
    profile: Profile = Profile()


@transaction.atomic
def hire_many(newcomers: Sequence[Newcomer], *, actor: Staff | None, now: datetime) -> list[Staff]:
    """Do for many what `add_staff` and `appoint` do for one; returns the accounts in the order given.

    Nobody gets a password. Raises PeopleRefusal (number-empty, name-empty, number-taken, area-closed,
    role-level) for the first newcomer who cannot be hired; then nobody is.
    """
    _refuse_taken([plain_number(one.number) for one in newcomers])
    people, posts, today = [], [], timezone.localdate(now)
    for one in newcomers:
        staff, post = _hired(one, today)
        people.append(staff)
        posts.append(post)
    insert_many(people)
    insert_many(posts)
    notes = [Note("staff.added", "staff", one.pk, after=_named(one)) for one in people]
    notes += [Note("post.started", "post", one.pk, one.area_id, after=_told(one)) for one in posts]
    record_many(notes, actor=actor, now=now)
    return people


def _refuse_taken(numbers: Sequence[str]) -> None:
    seen: set[str] = set()
    for start in range(0, len(numbers), CHUNK):
        some = numbers[start : start + CHUNK]
        seen |= set(Staff.objects.filter(number__in=some).values_list("number", flat=True))
    for number in numbers:
        if number in seen:
            raise PeopleRefusal("number-taken", number=number)
        seen.add(number)


def _hired(one: Newcomer, today: date) -> tuple[Staff, Post]:
    number, name = plain_number(one.number), one.name.strip()
    if not number:
        raise PeopleRefusal("number-empty")
    if not name:
        raise PeopleRefusal("name-empty")
    if one.area.closed_on is not None:
        raise PeopleRefusal("area-closed", area=one.area.name)
    staff = new_staff(number=number, name=name, phone=one.phone, profile=one.profile)
    post = Post(
        staff_id=staff.pk,
        role=one.role.value,
        area_id=one.area.pk,
        title=one.title,
        rank=one.rank.value,
        from_on=today,
    )
    if one.area.level not in ROLE_LEVELS[one.role]:
        raise PeopleRefusal("role-level", role=post.get_role_display(), area=one.area.name)
    return staff, post


def _named(staff: Staff) -> dict[str, str]:
    return {"number": staff.number, "name": staff.name}


def _told(post: Post) -> dict[str, str]:
    after = {"staff": str(post.staff_id), "role": post.role, "title": post.title}
    return after | {"from_on": post.from_on.isoformat()}
