"""Accounts and posts for everyone who works in the demo."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from lianxin.areas.models import Area
from lianxin.demo.staff import ADMIN, Colleague
from lianxin.people.actions import add_staff, appoint, set_password
from lianxin.people.models import Staff
from lianxin.people.vocabulary import Role

PASSWORD = "only-for-the-demo"


@dataclass(frozen=True, slots=True)
class Team:
    """Who acts in the year: cadres by place, heads by town, and the district desk."""

    cadres: dict[UUID, list[Staff]]
    heads: dict[UUID, Staff]
    desk: Staff

    def cadre_for(self, area: UUID, turn: int) -> Staff:
        """One of the cadres of a place, the same for the same turn."""
        cadres = self.cadres[area]
        return cadres[turn % len(cadres)]


@transaction.atomic
def hire(colleagues: Sequence[Colleague], *, now: datetime) -> Team:
    """Give everyone an account and a post, and the logins their password."""
    areas = {area.code: area for area in Area.objects.all()}
    cadres: dict[UUID, list[Staff]] = {}
    heads: dict[UUID, Staff] = {}
    for colleague in colleagues:
        area, staff = areas[colleague.area_code], _account(colleague, now)
        if colleague.number == ADMIN:  # came with the district, post and all
            continue
        appoint(staff=staff, role=colleague.role, area=area, title=colleague.title, actor=None, now=now)
        if colleague.role is Role.COLLECTOR:
            cadres.setdefault(area.pk, []).append(staff)
        elif colleague.role is Role.TOWN_HEAD:
            heads[area.pk] = staff
        elif colleague.role is Role.DISTRICT_DESK:
            desk = staff
    return Team(cadres, heads, desk)


def _account(colleague: Colleague, now: datetime) -> Staff:
    """The account, made if it is not there. A login chose its password itself, so it need not change it."""
    if colleague.number == ADMIN:
        staff: Staff = Staff.objects.get(number=ADMIN)
    else:
        staff = add_staff(number=colleague.number, name=colleague.name, actor=None, now=now)
    if colleague.is_login:
        set_password(staff=staff, password=PASSWORD, actor=staff, now=now)
    return staff
