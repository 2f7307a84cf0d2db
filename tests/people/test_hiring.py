"""Hiring many: the same accounts, posts and ledger as one by one, or nobody at all."""

import pytest
from django.utils import timezone

from lianxin.ledger.models import Event
from lianxin.people.access import may
from lianxin.people.actions import Newcomer, add_staff, appoint, hire_many
from lianxin.people.models import Post, Staff
from lianxin.people.refusals import PeopleRefusal
from lianxin.people.vocabulary import Role
from tests.people.cast import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomers(areas):
    return [
        Newcomer("ｇｂ－1", " 李秀英 ", Role.COLLECTOR, areas["V1"], "网格员"),
        Newcomer("GB-2", "王建国", Role.TOWN_HEAD, areas["T1"], "党委书记", phone="10000000001"),
    ]


def test_the_hired_have_accounts_and_posts_that_work(newcomers, areas):
    worker, head = hire_many(newcomers, actor=None, now=timezone.now())

    assert (worker.number, worker.name) == ("GB-1", "李秀英")
    assert Staff.objects.get(number="GB-2").phone == "10000000001"
    assert Post.objects.get(staff=worker).title == "网格员"
    assert may(worker, "household.see", areas["V1"])
    assert not may(worker, "household.see", areas["V4"])
    assert not any(one.has_usable_password() for one in (worker, head))


def test_the_ledger_tells_of_each_as_if_hired_alone(newcomers):
    now = timezone.now()
    hire_many(newcomers[:1], actor=None, now=now)
    together = list(Event.objects.values("kind", "subject_kind", "after_json", "area_id"))

    one = newcomers[0]
    alone = add_staff(number="GB-1X", name=one.name, actor=None, now=now)
    appoint(staff=alone, role=one.role, area=one.area, title=one.title, actor=None, now=now)
    single = list(Event.objects.values("kind", "subject_kind", "after_json", "area_id"))[len(together) :]

    hired = Staff.objects.get(number="GB-1")
    for event in single:
        event["after_json"] = (
            event["after_json"].replace("GB-1X", "GB-1").replace(str(alone.pk), str(hired.pk))
        )
    assert together == single


@pytest.mark.parametrize(
    ("number", "name", "role", "place", "code"),
    [
        (" ", "李", Role.COLLECTOR, "V1", "number-empty"),
        ("1", " ", Role.COLLECTOR, "V1", "name-empty"),
        ("w-1", "李", Role.COLLECTOR, "V1", "number-taken"),
        ("GB-2", "李", Role.COLLECTOR, "V1", "number-taken"),
        ("1", "李", Role.TOWN_HEAD, "V1", "role-level"),
    ],
)
def test_one_who_cannot_be_hired_stops_all(newcomers, areas, number, name, role, place, code):
    make_staff("W-1")
    before = Event.objects.count()

    with pytest.raises(PeopleRefusal) as refusal:
        hire_many([*newcomers, Newcomer(number, name, role, areas[place])], actor=None, now=timezone.now())

    assert refusal.value.code == code
    assert (Staff.objects.count(), Post.objects.count(), Event.objects.count()) == (1, 0, before)
