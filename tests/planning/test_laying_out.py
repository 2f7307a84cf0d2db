"""Everybody's days are the same whether they are worked out at once or in two parts."""

from unittest import mock

from django.utils import timezone

from lianxin.pairing.actions import choose_cadre
from lianxin.people.vocabulary import Role
from lianxin.planning import laying_out
from lianxin.planning.actions import report
from lianxin.planning.laying_out import Span, lay_out
from lianxin.planning.models import Duty
from tests.people.cast import make_worker
from tests.planning.acting import plan


def told(plan):
    return [(trip.cadre, trip.day, trip.stops, trip.minutes) for trip in plan.trips], plan.unplanned


def test_two_halves_make_the_same_days(paired, areas, policies, now):
    plan(now)
    other = make_worker("Z9", Role.COLLECTOR, areas["V1"])
    choose_cadre(paired[0], other, actor=None, now=now)
    for home in paired[:2]:
        day = timezone.localdate(now)
        report("hospital", area=home.area, household=home, happened_on=day, actor=None, now=now)
    Duty.objects.exclude(companion=None).delete()
    span = Span.ahead(timezone.localdate(now))
    at_once = lay_out(None, span)
    assert len({trip.cadre for trip in at_once.trips}) > 1
    with (
        mock.patch.object(laying_out, "MANY", 1),
        mock.patch.object(laying_out, "beside", wraps=laying_out.beside) as halves,
    ):
        assert told(lay_out(None, span)) == told(at_once)
    assert halves.call_count == 1


def test_where_two_must_meet_nobody_is_planned_apart(paired, worker, areas, now):
    plan(now)
    other = make_worker("Z9", Role.COLLECTOR, areas["V1"])
    choose_cadre(paired[0], other, actor=None, now=now)
    plan(now)
    assert Duty.objects.open().exclude(companion=None).exists()
    with mock.patch.object(laying_out, "MANY", 1), mock.patch.object(laying_out, "beside") as halves:
        lay_out(None, Span.ahead(timezone.localdate(now)))
    assert not halves.called
