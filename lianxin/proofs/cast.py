"""The small cast on a small tree: a worker, her town head, a neighbour who must see nothing, and the offices.

    连江区 D ─┬─ 甲镇 T1 ─┬─ 东社区 C1 ─┬─ 东一村 V1
              │           │             └─ 东二村 V2
              │           ├─ 西社区 C2
              │           └─ 南坡村 V3
              └─ 乙镇 T2 ─── 北坡村 V4

All people and places are invented.
"""

import time
from datetime import date, timedelta

from django.test import Client
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY

from lianxin.areas.models import Area
from lianxin.people.models import Post, SecondFactor, Staff
from lianxin.people.vocabulary import Role

TREE = {
    "D": ("990100000000", "连江区", "district", None),
    "T1": ("990100001000", "甲镇", "town", "D"),
    "C1": ("990100001001", "东社区", "community", "T1"),
    "V1": ("990100001201", "东一村", "village", "C1"),
    "V2": ("990100001202", "东二村", "village", "C1"),
    "C2": ("990100001002", "西社区", "community", "T1"),
    "V3": ("990100001203", "南坡村", "village", "T1"),
    "T2": ("990100002000", "乙镇", "town", "D"),
    "V4": ("990100002201", "北坡村", "village", "T2"),
}
PASSWORD = "pear-tree-by-the-well"
SECRET = "3132333435363738393031323334353637383930"


def plant_areas() -> dict[str, Area]:
    """Make the tree; returns the areas by the letters of the drawing."""
    areas: dict[str, Area] = {}
    for key, (code, name, level, above) in TREE.items():
        parent = areas[above] if above else None
        path = f"{parent.path if parent else ''}{code}/"
        areas[key] = Area.objects.create(
            code=code, name=name, level=level, parent=parent, path=path, opened_on=date(2000, 1, 1)
        )
    return areas


def make_staff(number: str, name: str = "张三", *, password: str = PASSWORD, **fields) -> Staff:
    """Someone who has signed in before and chosen his own password."""
    staff = Staff(number=number, name=name, must_change_password=False, **fields)
    staff.set_password(password)
    staff.save()
    return staff


def make_worker(number: str, role: Role, area: Area, **fields) -> Staff:
    """A person with one post since last year."""
    staff = make_staff(number, **fields)
    give_post(staff, role, area)
    return staff


def give_post(staff: Staff, role: Role, area: Area) -> Post:
    since = timezone.localdate() - timedelta(days=365)
    return Post.objects.create(staff=staff, role=role.value, area=area, from_on=since)


def give_second_factor(staff: Staff) -> SecondFactor:
    return SecondFactor.objects.create(user=staff, secret=SECRET, confirmed=True, name="TOTP")


def browser() -> Client:
    """A browser in which nobody is signed in; a page that crashes answers 500 instead of raising."""
    return Client(raise_request_exception=False, SERVER_NAME="localhost")


def enter(client, staff: Staff) -> None:
    """Sign a person in with everything his posts demand, one-time code included."""
    factor = SecondFactor.objects.filter(user=staff).first() or give_second_factor(staff)
    client.force_login(staff)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = factor.persistent_id
    session["touched"] = int(time.time())
    session.save()
