"""Rounds about what the office says is solved: which ends they draw from, whom they ask, what follows."""

from datetime import date, timedelta

import pytest

from lianxin.callbacks.actions import (
    CallbacksRefused,
    close_round,
    closing,
    draw_round,
    forget_answers,
    note_call,
    open_round,
    take_over,
)
from lianxin.callbacks.checking import faults_in
from lianxin.callbacks.models import Call, Finding, Round
from lianxin.callbacks.populations import POPULATIONS
from lianxin.callbacks.populations.endings import doers_of
from lianxin.callbacks.queries import result_of
from lianxin.callbacks.standards import DEFAULTS
from lianxin.callbacks.vocabulary import Answer, Outcome, Part, Question, Risk, Subject
from lianxin.ledger.models import Event
from lianxin.ledger.seal import seal_ledger
from lianxin.people.vocabulary import Role
from lianxin.problems.actions import Raised, judge, open_by_hand, refuse, solve
from lianxin.problems.models import Ending, Judgement, Problem
from lianxin.problems.vocabulary import Channel, Phase
from tests.callbacks.conftest import settle_homes
from tests.people.conftest import hire
from tests.problems.conftest import deadlines
from tests.problems.ladders import at

__all__ = ["deadlines"]
pytestmark = pytest.mark.django_db
MONTH = date(2026, 3, 1), date(2026, 3, 31)
RAISED, SOLVED, APRIL = at("2026-03-02 10:00"), at("2026-03-12 10:00"), at("2026-04-02 09:00")
DONE = {Question.DONE: Answer.YES, Question.SATISFIED: Answer.YES, Question.REASONABLE: Answer.YES}


def raised(home, by, *, now=RAISED):
    """Something the home asked for, received by a cadre."""
    told = {"area": home.area_id, "household": home.pk, "words": "门口到大路三百米泥巴路", "category": "lane"}
    told |= {"channel": Channel.CLERK, "received_by": by.pk, "raised_at": now}
    return open_by_hand(Raised(**told), actor=by, now=now)


def solved(home, by, *, raised_at=RAISED, now=SOLVED, evidence="照片两张"):
    return solve(raised(home, by, now=raised_at), words="铺好了", evidence=evidence, actor=by, now=now)


def opened(areas, by, *, calls=None, now=SOLVED):
    from_on, to_on = MONTH
    about = {"subject": Subject.ENDINGS, "from_on": from_on, "to_on": to_on, "calls": calls}
    made = open_round(areas["D"], **about, actor=by, now=now)
    seal_ledger(now=now)
    return made


def frame(areas):
    return POPULATIONS[Subject.ENDINGS].frame_of(areas["D"], *MONTH, DEFAULTS)


@pytest.fixture
def homes(areas, worker, deadlines):
    """Twenty-four, each with something that was said to be solved in March."""
    made = settle_homes(areas["V1"], 24, start=100)
    for turn, home in enumerate(made):
        solved(home, worker, now=SOLVED + timedelta(hours=2 * turn))
    return made


@pytest.fixture
def drawn(homes, areas, supervisor, own_anchor):
    made = opened(areas, supervisor, calls=24)
    return draw_round(made, actor=supervisor, now=APRIL)


@pytest.fixture
def call(drawn):
    return Call.objects.order_by("household__number").first()


def answer(call, *, now=APRIL, **told):
    answers = DONE | {Question(name): answer for name, answer in told.items()}
    return note_call(call, Outcome.ANSWERED, answers=answers, actor=call.caller, now=now)


def problem_of(call):
    return Problem.objects.get(endings=call.ending)


def test_the_latest_end_of_each_home_that_still_stands_is_asked_about(areas, worker, supervisor, deadlines):
    once, twice, denied, refused_one, silent, later = settle_homes(areas["V1"], 6, start=100)
    (deaf,) = settle_homes(areas["V1"], 1, start=200, phone=False)
    first = solved(once, worker)
    solved(twice, worker)
    last = solved(twice, worker, now=SOLVED + timedelta(days=1))
    judge(solved(denied, worker).problem, is_done=False, channel=Channel.CLERK, actor=supervisor, now=SOLVED)
    refuse(raised(refused_one, worker), refusal="land-use", words="基本农田", actor=worker, now=SOLVED)
    raised(silent, worker)
    solved(later, worker, now=APRIL)
    solved(deaf, worker)
    found = frame(areas)
    assert {one.key for one in found.units} == {first.pk.bytes, last.pk.bytes}
    told = {"endings": 5, "reopened": 1, "homeless": 0, "earlier": 1, "homes": 3, "no_phone": 1}
    assert {name: found.covered[name] for name in told} == told


def test_reasons_to_ask_rest_on_how_something_ended(areas, worker, supervisor, deadlines):
    bare, quick, spoken, plain = settle_homes(areas["V1"], 4, start=100)
    hours = iter(range(4))
    later = lambda: SOLVED + timedelta(hours=3 * next(hours))  # noqa: E731
    keys = {
        "bare": solved(bare, worker, evidence="", now=later()),
        "quick": solved(quick, worker, raised_at=SOLVED, now=SOLVED + timedelta(hours=3)),
        "spoken": solved(spoken, worker, now=later()),
        "plain": solved(plain, worker, now=later()),
    }
    judge(keys["spoken"].problem, is_done=True, channel=Channel.CLERK, actor=supervisor, now=APRIL)
    judge(keys["plain"].problem, is_done=True, channel=Channel.RESIDENT, actor=None, now=APRIL)
    why = frame(areas).reasons
    assert {name: why.get(one.pk.bytes, ()) for name, one in keys.items()} == {
        "bare": (Risk.BARE,),
        "quick": (Risk.QUICK,),
        "spoken": (Risk.BY_STAFF,),
        "plain": (),
    }


def test_many_ends_within_an_hour_and_homes_that_denied_before_are_reasons_too(
    areas, worker, supervisor, deadlines
):
    homes = settle_homes(areas["V1"], 8, start=100)
    ends = [solved(home, worker, now=SOLVED + timedelta(minutes=at)) for at, home in enumerate(homes[:7])]
    alone = solved(homes[7], worker, now=SOLVED + timedelta(days=1))
    old = solved(homes[7], worker, now=SOLVED + timedelta(hours=5))
    judge(old.problem, is_done=False, channel=Channel.CLERK, actor=supervisor, now=SOLVED + timedelta(days=1))
    why = frame(areas).reasons
    assert all(why[one.pk.bytes] == (Risk.BATCH,) for one in ends)
    assert why[alone.pk.bytes] == (Risk.DISPUTED,)


def test_whoever_worked_on_it_or_wrote_down_its_answer_is_no_third_person(
    homes, areas, worker, supervisor, own_anchor
):
    first = Ending.objects.order_by("pk").first()
    clerk = hire("S-9", Role.SUPERVISOR, areas["D"], "吴代记")
    judge(first.problem, is_done=True, channel=Channel.CLERK, actor=clerk, now=SOLVED)
    assert doers_of([first.pk]) == {first.pk: {worker.pk, clerk.pk}}
    draw_round(opened(areas, supervisor, calls=24), actor=supervisor, now=APRIL)
    one = Call.objects.get(ending=first)
    assert one.caller_id == supervisor.pk
    for near in (clerk, worker):
        with pytest.raises(CallbacksRefused) as told:
            take_over(one, actor=near, now=APRIL)
        assert told.value.code == "no-third"


def test_a_period_of_a_place_is_drawn_once_about_each_subject(homes, areas, supervisor, own_anchor):
    opened(areas, supervisor)
    with pytest.raises(CallbacksRefused) as told:
        opened(areas, supervisor)
    assert told.value.code == "period-taken"
    from_on, to_on = MONTH
    open_round(areas["D"], from_on=from_on, to_on=to_on, actor=supervisor, now=SOLVED)


def test_not_done_opens_it_again_as_if_the_home_had_said_so_on_its_page(call):
    answer(call, done=Answer.NO)
    problem = problem_of(call)
    said = Judgement.objects.get(ending=call.ending)
    assert (problem.phase, problem.not_done) == (Phase.WAITING, 1)
    assert (said.is_done, said.channel, said.recorded_by) == (False, "resident", None)
    told = Event.objects.get(kind="problem.reopened", subject_id=problem.pk)
    assert told.actor_id is None
    assert not {"round", "call", "part"} & told.after.keys()


def test_done_is_the_answer_that_the_office_waits_for(call):
    answer(call)
    assert problem_of(call).phase == Phase.CLOSED
    assert Judgement.objects.get(ending=call.ending).is_done


@pytest.mark.parametrize("said", [Answer.LEAVE, Answer.UNSURE])
def test_a_home_that_lets_it_rest_is_left_alone(call, said):
    answer(call, done=said)
    assert problem_of(call).phase == Phase.ENDED
    assert not Judgement.objects.exists()


def test_what_somebody_had_closed_in_its_name_comes_in_anew(call, supervisor):
    other = hire("S-8", Role.SUPERVISOR, call.area, "吴代记")
    judge(call.ending.problem, is_done=True, channel=Channel.CLERK, actor=other, now=SOLVED)
    call = Call.objects.get(pk=call.pk)
    answer(call, done=Answer.NO)
    old, new = Problem.objects.filter(household=call.household).order_by("opened_at", "pk")
    assert old.phase == Phase.CLOSED
    assert (new.category, new.channel, new.phase) == ("lane", "resident", Phase.WAITING)
    assert old.number in new.words
    assert old.words in new.words


def test_what_was_opened_again_in_the_meantime_is_left_as_it_is(call, supervisor):
    judge(call.ending.problem, is_done=False, channel=Channel.RESIDENT, actor=None, now=APRIL)
    answer(Call.objects.get(pk=call.pk), done=Answer.NO)
    assert problem_of(call).not_done == 1
    assert Problem.objects.filter(household=call.household).count() == 1


def test_an_answer_needs_its_first_question_and_may_lack_the_others(call):
    with pytest.raises(CallbacksRefused) as told:
        note_call(
            call,
            Outcome.ANSWERED,
            answers={Question.CAME: Answer.YES, Question.SATISFIED: Answer.NO},
            actor=call.caller,
            now=APRIL,
        )
    assert told.value.code == "done-needed"
    only = {Question.DONE: Answer.LEAVE, Question.CAME: Answer.YES}
    done = note_call(call, Outcome.ANSWERED, answers=only, actor=call.caller, now=APRIL)
    assert done.answers == {"done": "leave"}, "what is asked of visits is not kept"


def test_not_done_leaves_the_other_questions_to_be_asked(call):
    assert answer(call, done=Answer.NO, satisfied=Answer.NO).answers == {
        "done": "no",
        "satisfied": "no",
        "reasonable": "yes",
    }


def test_a_closed_round_tells_shares_and_forgets_who_is_satisfied(drawn, supervisor):
    """Promise 8: the sums stay, and no call leads to them."""
    calls = list(Call.objects.filter(round=drawn).order_by("household__number"))
    for turn, one in enumerate(calls):
        answer(
            one, done=Answer.NO if turn < 6 else Answer.YES, satisfied=Answer.NO if turn < 8 else Answer.YES
        )
    close_round(drawn, actor=None, now=APRIL)
    found = Round.objects.get(pk=drawn.pk)
    assert faults_in(found) == []
    shares = {
        question: {line.answer: round(line.estimate.share * 24) for line in lines}
        for question, lines in result_of(found, few=20).lines.items()
    }
    assert tuple(shares) == (Question.DONE, Question.SATISFIED, Question.REASONABLE)
    assert shares[Question.DONE][Answer.NO] == 6
    assert shares[Question.SATISFIED][Answer.NO] == 8
    assert {frozenset(one.answers) for one in Call.objects.filter(round=drawn)} == {frozenset({"done"})}
    assert not Finding.objects.exists(), "what is not done was opened again; nobody has to explain himself"
    assert forget_answers(now=APRIL + timedelta(days=400)) == len(calls)


def test_a_close_that_unlinked_nothing_would_be_seen(drawn, monkeypatch):
    """The control of the test above."""
    answer(Call.objects.filter(round=drawn).first())
    monkeypatch.setattr(closing, "_unlink_grades", lambda calls: None)
    close_round(drawn, actor=None, now=APRIL)
    assert "satisfied" in Call.objects.exclude(answers=None).get(outcome="answered").answers


def test_ten_homes_at_least_say_how_satisfied_they_are_whatever_the_policy_says(drawn):
    for one in Call.objects.filter(round=drawn)[:9]:
        answer(one, satisfied=Answer.NO)
    made = close_round(drawn, actor=None, now=APRIL)
    found = result_of(made, few=5)
    assert found.few == 10
    assert not any(found.lines.values())


def test_a_round_whose_subject_was_changed_is_found(drawn):
    made = close_round(drawn, actor=None, now=APRIL)
    Round.objects.filter(pk=made.pk).update(subject=Subject.VISITS.value)
    assert faults_in(Round.objects.get(pk=made.pk)) == ["subject"]


def test_a_home_that_cannot_be_asked_by_telephone_is_still_told_apart(call):
    assert note_call(call, Outcome.LANGUAGE, actor=call.caller, now=APRIL).outcome == "language"
    others = Call.objects.exclude(pk=call.pk).order_by("pk")
    assert note_call(others[0], Outcome.REFUSED, actor=call.caller, now=APRIL).outcome == "refused"
    assert note_call(others[1], Outcome.WRONG_NUMBER, actor=call.caller, now=APRIL).outcome == "wrong_number"
    made = close_round(Round.objects.get(pk=call.round_id), actor=None, now=APRIL)
    counts = result_of(made, few=20).outcomes[Part.RANDOM]
    assert (counts[Outcome.REFUSED], counts[Outcome.WRONG_NUMBER], counts[Outcome.LANGUAGE]) == (1, 1, 1)
    assert counts[Outcome.NOT_CALLED] == 21
