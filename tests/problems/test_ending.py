"""Five ends, and the household's word on them; nobody judges his own work."""

import pytest

from lianxin.problems import actions
from lianxin.problems.actions import ProblemsRefused
from lianxin.problems.models import Custody, Ending, Origin, Problem
from lianxin.problems.vocabulary import Channel
from tests.problems.ladders import at

pytestmark = pytest.mark.django_db
TUESDAY, FRIDAY = at("2026-03-03 10:00"), at("2026-03-06 10:00")
DONE = {"words": "铺好了三百米", "evidence": "照片两张、王有田签字"}


def again(problem):
    return Problem.objects.get(pk=problem.pk)


def code_of(step, *args, **words):
    with pytest.raises(ProblemsRefused) as refused:
        step(*args, **words)
    return refused.value.code


def judged(problem, actor, is_done, now=FRIDAY):
    return actions.judge(problem, is_done=is_done, channel=Channel.CLERK, actor=actor, now=now)


def test_solved_needs_words_and_then_the_household_is_asked(lane, worker):
    told = {"actor": worker, "now": TUESDAY}
    assert code_of(actions.solve, lane, words=" ", evidence="照片", **told) == "words-needed"
    assert not actions.solve(lane, **DONE, **told).is_bare
    found = again(lane)
    assert (found.phase, found.end, found.ended_at) == ("ended", "solved", TUESDAY)
    assert Custody.objects.get(problem=lane).to_at == TUESDAY
    assert actions.run_clocks(now=at("2026-03-06 09:00"))["problems_ask"] == 1
    assert again(lane).next_at is None


def test_a_refusal_names_a_reason_of_the_policy_and_says_it_plainly(lane, worker):
    told = {"actor": worker, "now": TUESDAY}
    assert code_of(actions.refuse, lane, refusal="no-time", words="没空", **told) == "unknown-reason"
    made = actions.refuse(lane, refusal="land-use", words="那是基本农田，不能硬化", **told)
    assert (made.end, made.refusal, again(lane).phase) == ("refused", "land-use", "ended")


def test_handed_over_counts_only_when_somebody_there_accepted(lane, worker):
    told = {"words": "移交交通局", "actor": worker, "now": TUESDAY}
    refused = code_of(actions.hand_over, lane, handed_to="交通局", taken_by="", **told)
    assert refused == "receiver-needed"
    assert actions.hand_over(lane, handed_to="交通局", taken_by="李科长", **told).handed_to == "交通局"


def test_who_did_it_cannot_say_what_the_household_says(lane, worker, town_head):
    actions.solve(lane, **DONE, actor=worker, now=TUESDAY)
    assert code_of(judged, lane, worker, True) == "own-work"
    judged(lane, town_head, True)
    assert again(lane).phase == "closed"
    assert code_of(judged, lane, town_head, False) == "ended"


def test_who_once_accepted_it_cannot_judge_it_either(lane, worker, town_head, supervisor):
    actions.accept(lane, actor=town_head, now=TUESDAY)
    actions.solve(lane, **DONE, actor=worker, now=TUESDAY)
    assert code_of(judged, lane, town_head, True) == "own-work"
    assert judged(lane, supervisor, True).is_done


def test_not_done_opens_it_where_it_ended_and_the_second_time_one_rung_up(lane, worker, town_head, areas):
    actions.accept(lane, actor=worker, now=TUESDAY)
    actions.solve(lane, **DONE, actor=worker, now=TUESDAY)
    judged(lane, town_head, False)
    found = again(lane)
    assert (found.phase, found.rung, found.owner, found.end) == ("waiting", "village", worker, "")
    assert (found.begins_at, found.due_at) == (FRIDAY, at("2026-03-11 18:00"))
    actions.solve(lane, **DONE, actor=worker, now=at("2026-03-09 10:00"))
    judged(lane, town_head, False, now=at("2026-03-10 10:00"))
    found = again(lane)
    assert (found.rung, found.holder, found.not_done) == ("town", areas["T1"], 2)
    assert Ending.objects.exclude(reopened_at=None).count() == 2


def test_only_somebody_else_records_that_a_home_takes_it_back(lane, worker, town_head):
    actions.accept(lane, actor=worker, now=TUESDAY)
    told = {"words": "王家自己修好了", "now": TUESDAY}
    assert code_of(actions.withdraw, lane, actor=worker, **told) == "own-work"
    actions.withdraw(lane, actor=town_head, **told)
    assert (again(lane).phase, again(lane).end) == ("closed", "withdrawn")


class TestMerging:
    def test_all_who_raised_it_stay_informed_through_however_many_mergers(self, open_one, li, worker):
        first, second, third = open_one(), open_one(home=li), open_one("road")
        told = {"words": "同一条路", "actor": worker, "now": TUESDAY}
        actions.merge(first, into=second, **told)
        actions.merge(second, into=third, **told)
        homes = {origin.household_id for origin in Origin.objects.filter(problem=third)}
        assert homes == {first.household_id, li.pk}
        assert Origin.objects.filter(problem=third).count() == 3
        assert (again(first).end, again(first).phase) == ("merged", "closed")
        assert Ending.objects.get(problem=first).into == second

    def test_nothing_is_merged_into_itself_or_into_what_has_ended(self, open_one, worker):
        first, second = open_one(), open_one()
        told = {"words": "同一条路", "actor": worker, "now": TUESDAY}
        assert code_of(actions.merge, first, into=first, **told) == "itself"
        actions.solve(second, **DONE, actor=worker, now=TUESDAY)
        assert code_of(actions.merge, first, into=second, **told) == "into-ended"
        assert again(first).is_open


def test_an_end_stops_every_clock_and_packet(lane, worker):
    told = {"tried": "一", "why_not_ours": "二", "asked": "三"}
    packet = actions.send_up(lane, **told, actor=worker, now=TUESDAY)
    actions.solve(lane, **DONE, actor=worker, now=TUESDAY)
    packet.refresh_from_db()
    assert packet.answer == "overtaken"
    found = again(lane)
    assert (found.warn_at, found.answer_due_at, found.promise_due_at) == (None, None, None)
    assert code_of(actions.accept, lane, actor=worker, now=TUESDAY) == "ended"
