"""Accounts and posts for everyone who works in the demo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from lianxin.areas.models import Area
from lianxin.demo.staff import ADMIN, DESK, Colleague
from lianxin.ledger.actions import record
from lianxin.people.actions import Newcomer, hire_many, second_staff
from lianxin.people.models import Staff
from lianxin.people.profiles import Profile
from lianxin.people.vocabulary import Role

PASSWORD = "only-for-the-demo"


@dataclass(frozen=True, slots=True)
class Team:
    """Who acts in the year: cadres by place, heads by town, who acts for the district desk; all keys by
    number."""

    cadres: dict[UUID, list[Staff]]
    heads: dict[UUID, Staff]
    desk: Staff
    keys: dict[str, UUID]

    def cadre_for(self, area: UUID, turn: int) -> Staff:
        """One of the cadres of a place, the same for the same turn."""
        cadres = self.cadres[area]
        return cadres[turn % len(cadres)]


@transaction.atomic
def hire(colleagues: Sequence[Colleague], lives_in: Mapping[str, str], *, now: datetime) -> Team:
    """Give everyone an account and a post, and the logins their password; post some down into a village. Who
    came lately is not among them: `hire_late`.

    `lives_in`: by number the code of the place where somebody lives, as far as it is known.
    """
    areas = {area.code: area for area in Area.objects.all()}
    newcomers = [
        Newcomer(
            one.number,
            one.name,
            one.role,
            areas[one.area_code],
            one.title,
            rank=one.rank,
            profile=Profile(
                unit=one.unit, home_area=areas.get(lives_in.get(one.number, "")), abilities=one.abilities
            ),
        )
        for one in colleagues
        if one.number != ADMIN and not one.came_lately  # the admin came with the district, post and all
    ]
    people = {staff.number: staff for staff in hire_many(newcomers, actor=None, now=now)}
    cadres: dict[UUID, list[Staff]] = {}
    heads: dict[UUID, Staff] = {}
    for one in newcomers:
        if one.role is Role.COLLECTOR:
            cadres.setdefault(one.area.pk, []).append(people[one.number])
        elif one.role is Role.TOWN_HEAD:
            heads[one.area.pk] = people[one.number]
    for one in colleagues:
        if one.is_seconded:
            second_staff(staff=people[one.number], area=areas[one.area_code], actor=None, now=now)
    let_in([one.number for one in colleagues if one.is_login and not one.came_lately], now=now)
    return Team(cadres, heads, people[DESK], {number: staff.pk for number, staff in people.items()})


@transaction.atomic
def hire_late(colleagues: Sequence[Colleague], *, now: datetime) -> None:
    """Those who came lately: their account, post and password. The events are then to be put in order."""
    late = [one for one in colleagues if one.came_lately]
    areas = {area.code: area for area in Area.objects.filter(code__in={one.area_code for one in late})}
    newcomers = [
        Newcomer(one.number, one.name, one.role, areas[one.area_code], one.title, rank=one.rank)
        for one in late
    ]
    hire_many(newcomers, actor=None, now=now)
    let_in([one.number for one in late if one.is_login], now=now)


@transaction.atomic
def let_in(numbers: Sequence[str], *, now: datetime) -> None:
    """Give the logins the demo's password as if each chose it; hashed once, for a good hash takes long."""
    logins = Staff.objects.filter(number__in=numbers)
    logins.update(password=make_password(PASSWORD), must_change_password=False)
    for staff in logins:
        after = {"must_change": False}
        record(kind="staff.password_set", actor=staff, now=now, subject=staff, after=after)
