"""上报: a packet is accepted, sent back once, decided; nobody's silence leaves it lying."""

import pytest

from lianxin.problems import actions
from lianxin.problems.actions import ProblemsRefused
from lianxin.problems.models import Packet, Problem
from tests.problems.ladders import at

pytestmark = pytest.mark.django_db
WORDS = {"tried": "村里修过两次", "why_not_ours": "没有资金", "asked": "请镇里立项"}
TUESDAY = at("2026-03-03 10:00")


def again(problem):
    return Problem.objects.get(pk=problem.pk)


@pytest.fixture
def sent(lane, worker):
    return actions.send_up(lane, **WORDS, actor=worker, now=TUESDAY)


def test_a_packet_waits_for_the_rung_above_and_the_clock_below_runs_on(sent, lane, areas):
    found = again(lane)
    assert (found.phase, found.rung, found.due_at) == ("asked", "village", lane.due_at)
    assert (sent.to_rung, sent.to_area, sent.answer_due_at) == ("town", areas["T1"], at("2026-03-04 18:00"))


def test_a_packet_says_what_was_tried_why_it_is_not_ours_and_what_is_asked(lane, worker):
    for missing in WORDS:
        with pytest.raises(ProblemsRefused) as refused:
            actions.send_up(lane, **(WORDS | {missing: "  "}), actor=worker, now=TUESDAY)
        assert refused.value.code == "words-needed"
    assert not Packet.objects.exists()
    assert again(lane).phase == "waiting"


def test_who_accepts_a_packet_has_the_problem_and_a_clock_of_his_own(sent, lane, town_head, areas):
    actions.take_packet(lane, actor=town_head, now=at("2026-03-04 09:00"))
    found = again(lane)
    assert (found.phase, found.rung, found.holder, found.owner) == ("held", "town", areas["T1"], town_head)
    assert found.due_at == at("2026-03-13 18:00")
    sent.refresh_from_db()
    assert (sent.answer, sent.answered_by) == ("accepted", town_head)


def test_a_packet_goes_back_once_with_a_reason_and_then_the_district_decides(sent, lane, worker, town_head):
    with pytest.raises(ProblemsRefused):
        actions.send_back(lane, reason=" ", actor=town_head, now=at("2026-03-03 15:00"))
    actions.send_back(lane, reason="村里有一事一议资金", actor=town_head, now=at("2026-03-03 15:00"))
    assert (again(lane).phase, again(lane).owner) == ("sent_back", worker)
    second = actions.send_up(lane, **WORDS, actor=worker, now=at("2026-03-03 16:00"))
    assert (second.is_second, second.to_rung) == (True, "district")
    with pytest.raises(ProblemsRefused) as refused:
        actions.send_back(lane, reason="不归镇里", actor=town_head, now=at("2026-03-03 17:00"))
    assert refused.value.code == "not-deciding"


@pytest.fixture
def undecided(sent, lane, worker, town_head):
    actions.send_back(lane, reason="村里有资金", actor=town_head, now=at("2026-03-03 15:00"))
    return actions.send_up(lane, **WORDS, actor=worker, now=at("2026-03-03 16:00"))


@pytest.mark.parametrize(("rung", "area"), [("village", "V1"), ("town", "T1"), ("district", "D")])
def test_the_district_says_which_rung_has_it_and_it_is_not_sent_up_again(
    undecided, lane, desk, worker, areas, rung, area
):
    actions.decide(lane, rung=rung, reason="依据职责分工", actor=desk, now=at("2026-03-04 10:00"))
    found = again(lane)
    assert (found.phase, found.rung, found.holder) == ("waiting", rung, areas[area])
    with pytest.raises(ProblemsRefused) as refused:
        actions.send_up(lane, **WORDS, actor=worker, now=at("2026-03-04 11:00"))
    assert refused.value.code == ("at-the-top" if rung == "district" else "decided")


def test_silence_above_is_acceptance(sent, lane, areas, worker):
    assert actions.run_clocks(now=at("2026-03-04 18:00"))["problems_take"] == 1
    found = again(lane)
    assert (found.phase, found.rung, found.holder, found.owner) == ("waiting", "town", areas["T1"], worker)
    sent.refresh_from_db()
    assert (sent.answer, sent.answered_by) == ("lapsed", None)


def test_what_is_not_decided_in_time_the_district_keeps(undecided, lane, areas):
    assert actions.run_clocks(now=at("2026-03-04 18:00"))["problems_keep"] == 1
    assert (again(lane).rung, again(lane).holder) == ("district", areas["D"])


def test_a_problem_that_rises_takes_its_packet_along(lane, worker):
    actions.send_up(lane, **WORDS, actor=worker, now=at("2026-03-05 17:00"))
    actions.run_clocks(now=at("2026-03-05 18:00"))
    assert Packet.objects.get().answer == "overtaken"
    assert (again(lane).phase, again(lane).rung) == ("waiting", "town")


def test_at_the_top_nothing_is_sent_up(lane, worker, desk):
    for moment in ("2026-03-05 18:00", "2026-03-16 18:00"):
        actions.run_clocks(now=at(moment))
    assert again(lane).rung == "district"
    with pytest.raises(ProblemsRefused) as refused:
        actions.send_up(lane, **WORDS, actor=desk, now=at("2026-03-17 09:00"))
    assert refused.value.code == "at-the-top"
    due = again(lane).due_at
    assert actions.run_clocks(now=due)["problems_remind"] == 1
    assert actions.run_clocks(now=due)["problems_remind"] == 0
    assert actions.run_clocks(now=again(lane).remind_at)["problems_remind"] == 1
