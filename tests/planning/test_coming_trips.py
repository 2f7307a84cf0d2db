"""The clock gives every visit whose time is near a day, once a day, and leaves alone what is laid out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lianxin import flow
from lianxin.pairing.actions import choose_cadre
from lianxin.planning.actions import plan_coming_trips, plan_trips, report
from lianxin.planning.models import Duty, Laying, Trip
from lianxin.planning.reading import trips_of
from tests.planning.acting import plan

SOON = timedelta(days=1)


def keys(trip):
    return [key for stop in trip.stops for key in stop["duties"]]


def hospital(home, now):
    """Something has happened in a home: a visit is owed within days."""
    day = timezone.localdate(now)
    report("hospital", area=home.area, household=home, happened_on=day, actor=None, now=now)
    return Duty.objects.open().get(household=home, reason="hospital")


@pytest.fixture
def planned(paired, now):
    plan(now)
    return paired


def test_what_is_new_and_near_gets_a_day_once_a_day(planned, now):
    duty = hospital(planned[0], now)
    assert plan_coming_trips(now=now) == 1
    assert [keys(trip) for trip in Trip.objects.filter(staff=duty.staff)][-1] == [str(duty.pk)]
    later = hospital(planned[1], now)
    assert plan_coming_trips(now=now) == 0
    assert plan_coming_trips(now=now + SOON) == 1
    assert str(later.pk) in [key for trip in Trip.objects.all() for key in keys(trip)]
    assert Laying.objects.count() == 2


def test_days_that_are_laid_out_stay_as_they_are(planned, worker, now):
    first = hospital(planned[0], now)
    plan_trips(staff=worker, from_on=timezone.localdate(now), actor=worker, now=now)
    before = list(Trip.objects.filter(staff=worker).values_list("pk", "day", "stops"))
    plan_coming_trips(now=now)
    assert list(Trip.objects.filter(staff=worker).values_list("pk", "day", "stops")) == before
    assert str(first.pk) in before[0][2][0]["duties"]


def test_what_was_not_done_on_its_day_gets_another(planned, worker, now):
    """Also within one week, of which the earlier days still count."""
    duty = hospital(planned[0], now)
    plan_coming_trips(now=now)
    (day,) = Trip.objects.filter(staff=worker).values_list("day", flat=True)
    after = now + (day - timezone.localdate(now)) + SOON
    plan_coming_trips(now=after)
    (again,) = Trip.objects.filter(staff=worker, day__gt=day)
    assert str(duty.pk) in keys(again)


def test_where_there_is_no_room_the_days_are_laid_out_anew(planned, worker, now):
    """Every day of his is taken by a trip to one door: only by going twice a day could he do more."""
    today = timezone.localdate(now)
    duty = hospital(planned[0], now)
    rows = [
        Trip(
            staff=worker, day=today + timedelta(days=at), minutes=60, km=1, leaves=500, back=560, made_at=now
        )
        for at in range(15)
    ]
    Trip.objects.bulk_create(rows)
    assert plan_coming_trips(now=now) == 1
    assert [keys(trip) for trip in Trip.objects.filter(staff=worker)] == [[str(duty.pk)]]


def test_both_cadres_of_a_hand_over_find_it_among_their_days(planned, worker, neighbour, now):
    choose_cadre(planned[0], neighbour, actor=None, now=now)
    flow.carry_on(now=now)
    plan_coming_trips(now=now)
    span = {"from_on": timezone.localdate(now), "to_on": timezone.localdate(now) + timedelta(days=14)}
    days = {
        (trip.day, stop.arrives)
        for cadre in (worker, neighbour)
        for trip in trips_of(cadre, **span)
        for stop in trip.stops
        if stop.home == planned[0].pk
    }
    both = [
        any(stop.home == planned[0].pk for trip in trips_of(cadre, **span) for stop in trip.stops)
        for cadre in (worker, neighbour)
    ]
    assert both == [True, True]
    assert len(days) == 1


def test_who_lays_his_days_out_himself_goes_when_the_other_expects_him(planned, worker, neighbour, now):
    choose_cadre(planned[0], neighbour, actor=None, now=now)
    flow.carry_on(now=now)
    today = timezone.localdate(now)
    plan_trips(staff=worker, from_on=today, actor=worker, now=now)
    (his,) = [
        (trip.day, stop["arrives"]) for trip in Trip.objects.filter(staff=worker) for stop in trip.stops
    ]
    plan_trips(staff=neighbour, from_on=today + timedelta(days=1), actor=neighbour, now=now)
    stops = [
        (trip.day, stop["arrives"])
        for trip in Trip.objects.filter(staff=neighbour)
        for stop in trip.stops
        if stop["household"] == str(planned[0].pk)
    ]
    assert stops == ([his] if his[0] > today else [])


def test_a_district_that_was_never_planned_is_left_alone(paired, now):
    hospital(paired[0], now)
    assert plan_coming_trips(now=now) == 0
    assert not Trip.objects.exists()
