"""What may never be is found when it is: one control for each check."""

import pytest

from lianxin.problems import actions
from lianxin.problems.faults import CHECKS, count_faults, faults
from lianxin.problems.models import Custody, Ending, Origin, Packet, Pause, Problem
from lianxin.visits.models import Item
from tests.problems.ladders import at

pytestmark = pytest.mark.django_db
TUESDAY = at("2026-03-03 10:00")


def found():
    return {name for name, some in faults().items() if some.exists()}


def lose_custody(lane, worker):
    Custody.objects.all().delete()


def hold_after_the_end(lane, worker):
    actions.solve(lane, words="好", evidence="照片", actor=worker, now=TUESDAY)
    Custody.objects.update(to_at=None)


def lose_packet(lane, worker):
    actions.send_up(lane, tried="一", why_not_ours="二", asked="三", actor=worker, now=TUESDAY)
    Packet.objects.all().delete()


def answer_nothing(lane, worker):
    actions.send_up(lane, tried="一", why_not_ours="二", asked="三", actor=worker, now=TUESDAY)
    Problem.objects.update(phase="held")


def lose_pause(lane, worker):
    Problem.objects.update(phase="paused")


def stand_forever(lane, worker):
    Pause.objects.create(problem=lane, reason="season", from_at=TUESDAY, until_at=TUESDAY)


def lose_ending(lane, worker):
    actions.solve(lane, words="好", evidence="照片", actor=worker, now=TUESDAY)
    Ending.objects.all().delete()


def end_without_end(lane, worker):
    Ending.objects.create(problem=lane, end="solved", ended_at=TUESDAY)


def raise_unheard(lane, worker):
    from uuid import uuid4

    Item.objects.create(
        op_id=uuid4(), area=lane.area, kind="need", category="aids", raised_at=TUESDAY, raised_by=worker
    )
    Origin.objects.all().delete()


@pytest.mark.parametrize(
    ("spoil", "check"),
    [
        (lose_custody, "custody"),
        (hold_after_the_end, "custody"),
        (lose_packet, "packet"),
        (answer_nothing, "packet"),
        (lose_pause, "pause"),
        (stand_forever, "pause"),
        (lose_ending, "ending"),
        (end_without_end, "open_end"),
        (raise_unheard, "unfollowed"),
    ],
)
def test_what_may_never_be_is_found(lane, worker, spoil, check):
    assert (found(), count_faults()) == (set(), 0)
    spoil(lane, worker)
    assert check in found()
    assert count_faults() > 0


def test_the_database_itself_refuses_an_open_problem_without_a_clock(lane):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Problem.objects.update(next_at=None)
    assert set(faults()) == set(CHECKS)


def test_the_doctor_names_what_lies_adrift_and_a_page_shows_what_the_night_counted(lane, worker):
    from lianxin.operations import doctor

    assert list(doctor._problems(counts_now=True)) == []
    lose_custody(lane, worker)
    (found,) = doctor._problems(counts_now=True)
    assert (found.code, found.is_fatal) == ("problems-adrift", False)
    assert list(doctor._problems(counts_now=False)) == []
    actions.check_tonight(now=at("2026-03-04 02:00"))
    assert [one.code for one in doctor._problems(counts_now=False)] == ["problems-adrift"]
