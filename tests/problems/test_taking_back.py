"""撤销: one's own last step, with the clock as it was; never what was said to a household."""

from datetime import date

import pytest

from lianxin.problems import actions
from lianxin.problems.faults import count_faults
from lianxin.problems.models import Custody, Packet
from tests.problems.ladders import at

pytestmark = pytest.mark.django_db
TUESDAY, WEDNESDAY = at("2026-03-03 10:00"), at("2026-03-04 10:00")
PACKET = {"tried": "修过", "why_not_ours": "没有资金", "asked": "请立项"}


def back(problem, actor):
    found = actions.take_back(problem, actor=actor, now=WEDNESDAY)
    assert count_faults() == 0
    return found


def test_accepting_is_taken_back_with_the_clock_as_it_was(lane, worker, town_head):
    due, begins = lane.due_at, lane.begins_at
    actions.accept(lane, actor=town_head, now=TUESDAY)
    found = back(lane, town_head)
    assert (found.phase, found.owner_id, found.due_at, found.begins_at) == ("waiting", worker.pk, due, begins)
    assert Custody.objects.filter(problem=lane).count() == 3


def test_giving_out_is_taken_back_to_whoever_had_it(lane, worker, town_head):
    actions.accept(lane, actor=worker, now=TUESDAY)
    actions.dispatch([lane], to=town_head, actor=town_head, now=TUESDAY)
    found = back(lane, town_head)
    assert (found.phase, found.owner_id) == ("held", worker.pk)


def test_sending_down_is_taken_back_to_the_rung_and_its_clock(open_one, town_head, areas):
    roof = open_one("roof")
    due = roof.due_at
    actions.dispatch_to([roof], area=areas["V1"], actor=town_head, now=TUESDAY)
    found = back(roof, town_head)
    assert (found.rung, found.holder_id, found.due_at) == ("town", areas["T1"].pk, due)


def test_a_packet_is_taken_back_before_it_is_answered(lane, worker):
    actions.accept(lane, actor=worker, now=TUESDAY)
    actions.send_up(lane, **PACKET, actor=worker, now=TUESDAY)
    found = back(lane, worker)
    assert (found.phase, found.answer_due_at) == ("held", None)
    assert Packet.objects.get().answer == Packet.OVERTAKEN


def test_a_second_packet_is_taken_back_to_sent_back(lane, worker, town_head):
    actions.accept(lane, actor=worker, now=TUESDAY)
    actions.send_up(lane, **PACKET, actor=worker, now=TUESDAY)
    actions.send_back(lane, reason="村里能办", actor=town_head, now=TUESDAY)
    actions.send_up(lane, **PACKET, actor=worker, now=TUESDAY)
    assert back(lane, worker).phase == "sent_back"


def test_only_ones_own_last_step_is_taken_back(lane, worker, town_head):
    with pytest.raises(actions.ProblemsRefused, match="撤销不了"):
        actions.take_back(lane, actor=worker, now=TUESDAY)
    actions.accept(lane, actor=town_head, now=TUESDAY)
    with pytest.raises(actions.ProblemsRefused) as refused:
        actions.take_back(lane, actor=worker, now=TUESDAY)
    assert refused.value.code == "moved-on"
    actions.take_back(lane, actor=town_head, now=TUESDAY)
    with pytest.raises(actions.ProblemsRefused):
        actions.take_back(lane, actor=town_head, now=TUESDAY)


def test_a_promise_is_never_unsaid(lane, town_head):
    actions.accept(lane, actor=town_head, now=TUESDAY)
    actions.promise(lane, due_on=date(2026, 3, 20), words="铺好", actor=town_head, now=TUESDAY)
    assert not actions.may_take_back(lane, town_head)
    with pytest.raises(actions.ProblemsRefused):
        actions.take_back(lane, actor=town_head, now=TUESDAY)
