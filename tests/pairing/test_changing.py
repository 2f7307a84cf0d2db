"""One household at a time: chosen by somebody, taken back, handed over."""

from datetime import timedelta

import pytest

from lianxin.ledger.models import Event
from lianxin.pairing.actions import choose_cadre, close_handover, lapse_handovers, note_barrier, take_back
from lianxin.pairing.models import Barrier, HandOver, Pairing
from lianxin.pairing.refusals import PairingRefused
from lianxin.people.models import Post
from lianxin.people.vocabulary import Role
from tests.people.cast import make_worker

DAY = timedelta(days=1)


@pytest.fixture
def other(areas):
    return make_worker("W-9", Role.COLLECTOR, areas["V1"], name="王小雨")


def test_a_household_has_one_cadre_at_a_time_and_its_history_is_kept(
    wang, worker, other, town_head, pairing_policy, now
):
    choose_cadre(wang, worker, actor=town_head, now=now)
    choose_cadre(wang, other, actor=town_head, now=now + DAY)
    wang.refresh_from_db()
    held = list(Pairing.objects.filter(household=wang).values_list("staff", "from_on", "to_on"))
    assert wang.keeper == other
    assert held == [
        (worker.pk, now.date(), now.date() + DAY),
        (other.pk, now.date() + DAY, None),
    ]


def test_both_owe_the_hand_over_until_they_went_there(wang, worker, other, town_head, pairing_policy, now):
    choose_cadre(wang, worker, actor=town_head, now=now)
    choose_cadre(wang, other, actor=town_head, now=now + DAY)
    wang.refresh_from_db()
    handover = HandOver.objects.open().get()
    assert (handover.leaving, handover.coming, wang.handing_over) == (worker, other, worker)
    close_handover(handover, met_on=now.date() + DAY, actor=other, now=now + 2 * DAY)
    wang.refresh_from_db()
    assert wang.handing_over is None
    assert not HandOver.objects.open().exists()


def test_a_hand_over_that_nobody_made_lapses_after_its_last_day(wang, worker, other, pairing_policy, now):
    choose_cadre(wang, worker, actor=None, now=now)
    choose_cadre(wang, other, actor=None, now=now)
    due = HandOver.objects.get().due_on
    late = now + (due - now.date()) + DAY
    assert lapse_handovers(now=late - DAY) == 0
    assert lapse_handovers(now=late) == 1
    wang.refresh_from_db()
    assert wang.handing_over is None
    assert HandOver.objects.get().end == HandOver.LAPSED
    assert lapse_handovers(now=late) == 0


@pytest.mark.parametrize(("days", "code"), [(2, "day-ahead"), (-1, "too-early")])
def test_a_hand_over_cannot_lie_ahead_or_before_the_change(
    wang, worker, other, pairing_policy, now, days, code
):
    choose_cadre(wang, worker, actor=None, now=now)
    choose_cadre(wang, other, actor=None, now=now)
    with pytest.raises(PairingRefused) as caught:
        close_handover(HandOver.objects.get(), met_on=now.date() + days * DAY, actor=other, now=now)
    assert caught.value.code == code


def test_a_cadre_who_has_left_owes_no_hand_over(wang, worker, other, pairing_policy, now):
    choose_cadre(wang, worker, actor=None, now=now)
    Post.objects.filter(staff=worker).update(to_on=now.date())
    choose_cadre(wang, other, actor=None, now=now)
    assert not HandOver.objects.exists()


def test_a_choice_is_taken_back_without_a_trace_of_a_hand_over(wang, worker, other, pairing_policy, now):
    choose_cadre(wang, worker, actor=None, now=now)
    chosen = choose_cadre(wang, other, actor=None, now=now)
    take_back(chosen, actor=None, now=now)
    wang.refresh_from_db()
    assert (wang.keeper, wang.handing_over) == (worker, None)
    assert not HandOver.objects.open().exists()


def test_a_first_choice_taken_back_leaves_the_household_without_a_cadre(wang, worker, pairing_policy, now):
    take_back(choose_cadre(wang, worker, actor=None, now=now), actor=None, now=now)
    wang.refresh_from_db()
    assert wang.keeper is None
    assert not Pairing.objects.lasting().exists()


def test_only_the_last_choice_can_be_taken_back(wang, worker, other, pairing_policy, now):
    first = choose_cadre(wang, worker, actor=None, now=now)
    choose_cadre(wang, other, actor=None, now=now)
    with pytest.raises(PairingRefused) as caught:
        take_back(first, actor=None, now=now)
    assert caught.value.code == "not-last"


def test_a_barrier_holds_whoever_chooses(wang, worker, desk, pairing_policy, now):
    note_barrier(wang, worker, kind=Barrier.KIN, note="表兄弟", actor=desk, now=now)
    with pytest.raises(PairingRefused) as caught:
        choose_cadre(wang, worker, actor=desk, now=now)
    assert caught.value.code == "barred"


def test_the_ledger_does_not_say_whom_a_barrier_concerns_nor_why(wang, worker, desk, pairing_policy, now):
    note_barrier(wang, worker, kind=Barrier.COMPLAINT, note="收礼", actor=desk, now=now)
    event = Event.objects.get(kind="barrier.noted")
    told = f"{event.before}{event.after}{event.reason}"
    assert str(worker.pk) not in told
    assert "complaint" not in told
    assert "收礼" not in told


@pytest.mark.parametrize("who", ["supervisor", "admin"])
def test_who_may_not_keep_households_is_refused(wang, pairing_policy, now, request, who):
    with pytest.raises(PairingRefused) as caught:
        choose_cadre(wang, request.getfixturevalue(who), actor=None, now=now)
    assert caught.value.code == "may-not-keep"


def test_the_same_cadre_again_is_no_change(wang, worker, pairing_policy, now):
    choose_cadre(wang, worker, actor=None, now=now)
    with pytest.raises(PairingRefused) as caught:
        choose_cadre(wang, worker, actor=None, now=now)
    assert caught.value.code == "same"
