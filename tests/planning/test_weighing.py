"""Who owes too much ahead is counted once a day and read back as far as it still holds."""

from datetime import date, timedelta

import pytest

from lianxin.areas.models import Area
from lianxin.ledger.models import Event
from lianxin.people.vocabulary import Role
from lianxin.planning.actions import record_done, weigh_ahead
from lianxin.planning.models import Duty, Overfull, Plan, Weighing
from lianxin.planning.reading import standards_on
from lianxin.planning.weighed import as_overloads, last_weighing, overfull_in
from lianxin.planning.workload import overloaded
from lianxin.registry.models import Household
from tests.people.cast import make_worker

TODAY = date(2026, 11, 21)


@pytest.fixture
def overfull(paired, worker, now):
    """The worker owes one door more in the coming week than he may; a colleague of his village has room."""
    make_worker("W-8", Role.COLLECTOR, paired[0].area)
    monday, most = date(2026, 11, 23), standards_on(TODAY).week_visits
    for at in range(most + 1):
        home = Household.objects.create(
            number=f"HB7{at:05d}", area=paired[0].area, created_at=now, keeper=worker
        )
        Duty.objects.create(
            household=home, area=home.area, staff=worker, reason="round", minutes=40, made_on=TODAY, why={},
            opens_on=monday, due_on=monday + timedelta(days=4), planned_on=monday,
        )  # fmt: skip
    Plan.objects.create(made_at=now, from_on=TODAY, to_on=TODAY)
    return worker


def test_what_is_read_back_is_what_was_counted(overfull, now):
    assert weigh_ahead(now=now) == 1
    assert as_overloads(list(overfull_in(None))) == overloaded(today=TODAY)
    assert as_overloads(list(overfull_in(None)))[0].moves
    assert last_weighing(TODAY).weighed_at == now
    assert Event.objects.get(kind="load.weighed").after == {"cadres": 1}


def test_it_is_counted_once_a_day_and_again_after_a_plan(overfull, now):
    assert weigh_ahead(now=now) == 1
    assert weigh_ahead(now=now + timedelta(minutes=1)) == 0
    Plan.objects.create(made_at=now + timedelta(minutes=2), from_on=TODAY, to_on=TODAY)
    assert weigh_ahead(now=now + timedelta(minutes=3)) == 1
    assert weigh_ahead(now=now + timedelta(days=1)) == 1
    assert (Weighing.objects.count(), Overfull.objects.count()) == (2, 1)


def test_a_district_without_a_plan_is_not_weighed(paired, now):
    assert weigh_ahead(now=now) == 0
    assert last_weighing(TODAY) is None


def test_a_move_whose_visit_was_made_or_is_anothers_now_is_left_out(overfull, now):
    weigh_ahead(now=now)
    (found,) = as_overloads(list(overfull_in(None)))
    duty = Duty.objects.get(pk=found.moves[0].duties[0].id)
    colleague = make_worker("W-9", Role.COLLECTOR, duty.area)
    Duty.objects.filter(pk=duty.pk).update(staff=colleague)
    assert as_overloads(list(overfull_in(None))) == []
    Duty.objects.filter(pk=duty.pk).update(staff=overfull)
    assert as_overloads(list(overfull_in(None))) == [found]
    record_done(duty, on=duty.opens_on, actor=overfull, now=now + timedelta(days=9))
    assert as_overloads(list(overfull_in(None))) == []


def test_a_place_shows_those_who_owe_visits_there(overfull, paired, now):
    weigh_ahead(now=now)
    home = paired[0].area
    above = [area.pk for area in home.lineage()]
    elsewhere = Area.objects.exclude(pk__in=above).exclude(path__startswith=home.path).first()
    assert [one.staff_id for one in overfull_in([home])] == [overfull.pk]
    assert list(overfull_in([elsewhere])) == []


def test_a_weighing_of_the_day_before_yesterday_is_too_old_to_be_shown(overfull, now):
    weigh_ahead(now=now)
    assert last_weighing(TODAY + timedelta(days=1)) is not None
    assert last_weighing(TODAY + timedelta(days=2)) is None


def test_reading_back_takes_one_query_however_many_there_are(overfull, now, django_assert_num_queries):
    weigh_ahead(now=now)
    row = Overfull.objects.get()
    rows = [row, *(Overfull(staff_id=row.staff_id, weeks=row.weeks, moves=row.moves) for _ in range(20))]
    with django_assert_num_queries(1):
        assert len(as_overloads(rows)) == 21
