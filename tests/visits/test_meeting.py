"""What visits meet, also when they come in late, and what planning hears of visits that failed."""

from datetime import timedelta
from uuid import uuid4

import pytest

from lianxin.ledger.models import Event
from lianxin.planning.models import Duty, Excuse
from lianxin.visits.actions import excuse_missed, take_in
from lianxin.visits.models import Missed
from tests.visits.phones import told

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def owe(home, staff, now, *, reason="round", opens=-10, due=20, **more):
    day = now.date()
    return Duty.objects.create(
        household=None if more.get("is_place") else home,
        area_id=home.area_id,
        staff=staff,
        reason=reason,
        opens_on=day + opens * DAY,
        due_on=day + due * DAY,
        minutes=40,
        made_on=day,
    )


def missed(home, staff, now, **payload):
    return told(
        "visit.missed",
        {"code": "nobody_home", "tried_on": now.date()} | payload,
        by=staff,
        now=now,
        home=home,
    )


def excused(now):
    excuse_missed(Event.objects.filter(kind="visit.missed"), now=now)


def test_a_visit_ends_the_duty_it_names_and_what_any_visit_meets_beside_it(to_wang, wang, worker, now):
    named, beside = owe(wang, worker, now), owe(wang, worker, now, reason="person_poor")
    later, other = owe(wang, worker, now, opens=5), owe(wang, worker, now, reason="call_back")
    to_wang(duties=[named.pk])
    ends = {duty.pk: duty.end for duty in Duty.objects.all()}
    assert ends == {named.pk: "done", beside.pk: "done", later.pk: "", other.pk: ""}
    assert Event.objects.get(kind="duty.done").actor_id == worker.pk


def test_a_visit_that_names_nothing_meets_what_is_owed_there_anyway(to_wang, wang, worker, neighbour, now):
    own, of_another = owe(wang, worker, now), owe(wang, neighbour, now)
    to_wang()
    assert list(Duty.objects.open()) == [of_another]
    assert Duty.objects.get(pk=own.pk).ended_on == now.date()


def test_a_call_meets_only_what_it_was_made_for(to_wang, wang, worker, now):
    owed = owe(wang, worker, now)
    to_wang(place="phone")
    assert Duty.objects.open().get() == owed
    to_wang(place="phone", duties=[owed.pk], after=timedelta(hours=1))
    assert not Duty.objects.open().exists()


def test_a_visit_that_comes_in_late_is_counted_on_the_day_it_was_made(visits, wang, worker, now):
    from tests.visits.phones import visit

    owed = owe(wang, worker, now, opens=-30, due=-5)
    visits(visit(by=worker, now=now - 9 * DAY, home=wang, duties=[owed.pk]), at=now)
    owed.refresh_from_db()
    assert (owed.end, owed.ended_on) == ("done", (now - 9 * DAY).date())
    assert "late" not in Event.objects.get(kind="duty.done").after


def test_a_visit_made_before_the_window_meets_nothing(to_wang, wang, worker, now):
    owed = owe(wang, worker, now, opens=-3)
    to_wang(duties=[owed.pk], after=-9 * DAY)
    assert Duty.objects.open().get() == owed


def test_the_next_round_is_not_eaten_when_the_corridor_walks_twice(to_wang, wang, worker, now):
    from lianxin.visits.actions import revise_registry

    first = owe(wang, worker, now)
    to_wang(duties=[first.pk])
    following = owe(wang, worker, now, opens=-1)
    revise_registry(Event.objects.filter(kind="visit.recorded"), now=now)
    assert Duty.objects.open().get() == following


def test_a_duty_of_another_door_is_not_met(to_wang, wang, li, worker, now):
    strange = owe(li, worker, now)
    to_wang(duties=[strange.pk, uuid4()])
    assert Duty.objects.open().get() == strange


def test_planning_hears_why_a_visit_failed(policies, wang, worker, now):
    owed = owe(wang, worker, now, due=2)
    take_in([missed(wang, worker, now, duty_id=owed.pk)], now=now)
    excused(now)
    assert Excuse.objects.get().code == "nobody_home"
    assert Missed.objects.get().outcome == "excused"
    owed.refresh_from_db()
    assert owed.due_on > now.date() + 2 * DAY
    excused(now)
    assert Excuse.objects.count() == 1


def test_what_planning_refuses_stays_known(policies, wang, worker, now):
    take_in([missed(wang, worker, now), missed(wang, worker, now, code="flying_saucer")], now=now)
    owed = owe(wang, worker, now)
    Duty.objects.filter(pk=owed.pk).update(ended_on=now.date(), end="done")
    take_in([missed(wang, worker, now, duty_id=owed.pk)], now=now)
    excused(now)
    assert sorted(Missed.objects.values_list("outcome", flat=True)) == ["ended", "no-duty", "no-duty"]


def test_where_somebody_must_agree_the_reason_itself_is_the_word(policies, wang, worker, now):
    owed = owe(wang, worker, now)
    take_in([missed(wang, worker, now, code="declined", duty_id=owed.pk)], now=now)
    excused(now)
    said = Excuse.objects.get()
    assert (said.needs_approval, said.note) == (True, "这户不愿接待")


def test_a_try_on_a_day_that_cannot_be_is_of_the_day_it_was_noted(wang, worker, now):
    take_in(
        [missed(wang, worker, now, tried_on="2036-01-01"), missed(wang, worker, now, tried_on="1999-01-01")],
        now=now,
    )
    assert set(Missed.objects.values_list("tried_on", flat=True)) == {now.date()}


def test_a_try_at_a_place_lies_where_its_duty_does(wang, worker, now):
    owed = owe(wang, worker, now, reason="place_poor", is_place=True)
    take_in(
        [
            told(
                "visit.missed",
                {"code": "road", "tried_on": now.date(), "duty_id": owed.pk},
                by=worker,
                now=now,
            )
        ],
        now=now,
    )
    tried = Missed.objects.get()
    assert (tried.household, tried.area_id) == (None, wang.area_id)
