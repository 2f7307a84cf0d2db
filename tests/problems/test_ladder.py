"""The ladder without a database: thousands of random lives of a problem, and no clock is ever missing."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from lianxin.problems import moves
from lianxin.problems.clocks import Span
from lianxin.problems.ladder import TABLE, NotAllowed, allowed, check, next_at, next_step
from lianxin.problems.vocabulary import Phase, StepKind, Verb
from tests.problems.ladders import at, ladder, times

RUNGS = ("village", "town", "district")


def one_rung_up(state, now):
    above = ladder().above(state.rung)
    return moves.moved(state, above.code, now, ladder(), times())


STEPS = {
    StepKind.WARN: lambda state, now: moves.warned(state),
    StepKind.RISE: one_rung_up,
    StepKind.REMIND: lambda state, now: moves.reminded(state, now, ladder(), times()),
    StepKind.RESUME: lambda state, now: moves.resumed_on_time(state, ladder(), times()),
    StepKind.TAKE: one_rung_up,
    StepKind.KEEP: lambda state, now: moves.decided(state, ladder().top, now, ladder(), times()),
    StepKind.BREAK_PROMISE: lambda state, now: moves.promised(state, None, times()),
    StepKind.ASK: lambda state, now: moves.asked(state),
}


def fresh(rung="village", urgency="ordinary", now="2026-03-02 10:00"):
    return moves.opened(rung, urgency, at(now), ladder(), times())


def run_clock(state, now):
    """Every step that is due, one after the other; returns the state and the kinds of the steps."""
    done = []
    while step := next_step(state, now, ladder()):
        state = STEPS[step.kind](state, now)
        done.append(step.kind)
        assert len(done) < 10, done
    return state, done


def test_a_problem_does_not_climb_on_its_due_date_before_the_day_ends():
    state, done = run_clock(fresh(), at("2026-03-05 17:59"))
    assert (state.rung, done) == ("village", [StepKind.WARN])
    state, done = run_clock(state, at("2026-03-05 18:00"))
    assert (state.rung, state.phase, done) == ("town", Phase.WAITING, [StepKind.RISE])


def test_nobody_is_warned_of_what_has_risen_already():
    state, done = run_clock(fresh(), at("2026-03-20 10:00"))
    assert done == [StepKind.RISE]
    assert state.begins == at("2026-03-20 10:00")


def test_something_urgent_climbs_in_the_night():
    state = fresh(urgency="life", now="2026-07-04 23:00")
    state, _ = run_clock(state, at("2026-07-05 01:00"))
    assert state.rung == "town"
    state, _ = run_clock(state, at("2026-07-05 03:00"))
    assert (state.rung, state.due_at) == ("district", at("2026-07-05 05:00"))


def test_at_the_top_it_is_named_again_each_workday_and_climbs_no_further():
    state = fresh(rung="district")
    state, done = run_clock(state, state.due_at)
    assert done == [StepKind.REMIND]
    assert run_clock(state, state.due_at)[1] == []
    state, done = run_clock(state, state.remind_at)
    assert (state.rung, done) == ("district", [StepKind.REMIND])


def test_a_packet_goes_back_once_and_the_next_time_the_district_decides():
    state = moves.raised(moves.accepted(fresh()), at("2026-03-03 10:00"), ladder(), times())
    assert state.phase is Phase.ASKED
    state = moves.raised(moves.sent_back(state), at("2026-03-03 15:00"), ladder(), times())
    assert state.phase is Phase.DECIDING
    assert Verb.SEND_BACK not in allowed(state, ladder())
    state = moves.decided(state, "village", at("2026-03-04 10:00"), ladder(), times())
    assert Verb.RAISE not in allowed(state, ladder())


def test_a_packet_that_nobody_answers_is_taken_and_what_is_not_decided_the_district_keeps():
    asked = moves.raised(fresh(), at("2026-03-02 11:00"), ladder(), times())
    state, done = run_clock(asked, at("2026-03-03 18:00"))
    assert (state.rung, done) == ("town", [StepKind.TAKE])
    again = moves.raised(moves.sent_back(asked), at("2026-03-02 15:00"), ladder(), times())
    state, done = run_clock(again, at("2026-03-03 18:00"))
    assert (state.rung, done) == ("district", [StepKind.KEEP])


def test_not_done_goes_back_to_its_rung_and_the_second_time_one_up():
    state = moves.ended(moves.accepted(fresh()), at("2026-03-04 10:00"), ladder(), times())
    once = moves.reopened(state, at("2026-03-06 10:00"), ladder(), times())
    assert (once.rung, once.phase) == ("village", Phase.WAITING)
    twice = moves.reopened(
        moves.ended(once, at("2026-03-09 10:00"), ladder(), times()),
        at("2026-03-10 10:00"),
        ladder(),
        times(),
    )
    assert (twice.rung, twice.not_done) == ("town", 2)


def test_a_pause_moves_the_deadline_and_an_early_end_moves_it_back():
    begins = at("2026-03-02 10:00")
    state = moves.accepted(fresh())
    paused = moves.paused(state, at("2026-03-09 10:00"), at("2026-03-03 10:00"), (), ladder(), times())
    assert paused.due_at == at("2026-03-11 18:00")
    early = Span(at("2026-03-03 10:00"), at("2026-03-04 10:00"))
    assert moves.resumed(paused, [early], ladder(), times()).due_at == at("2026-03-06 18:00")
    kept, done = run_clock(paused, at("2026-03-09 10:00"))
    assert (kept.due_at, kept.begins, done) == (paused.due_at, begins, [StepKind.RESUME])


@pytest.mark.parametrize(
    ("state", "verb", "why"),
    [
        (fresh(rung="district"), Verb.RAISE, "at-the-top"),
        (moves.accepted(fresh(urgency="life")), Verb.PAUSE, "never-pauses"),
        (fresh(), Verb.JUDGE, "not-waiting"),
        (moves.closed(fresh()), Verb.END, "ended"),
        (moves.decided(fresh(), "village", at("2026-03-02 12:00"), ladder(), times()), Verb.RAISE, "decided"),
    ],
)
def test_what_is_not_allowed_says_why(state, verb, why):
    with pytest.raises(NotAllowed) as caught:
        check(state, verb, ladder())
    assert caught.value.why == why


def test_every_verb_is_possible_somewhere_and_every_phase_leads_on():
    assert set().union(*TABLE.values()) == set(Verb)
    assert [phase for phase in Phase if phase is not Phase.CLOSED and len(TABLE[phase]) < 2] == []


class Life(RuleBasedStateMachine):
    """One problem, pushed about by people and by a clock that sometimes sleeps for weeks."""

    @initialize(rung=st.sampled_from(RUNGS), urgency=st.sampled_from(["life", "utilities", "ordinary"]))
    def begin(self, rung, urgency):
        self.now = at("2026-03-02 10:00")
        self.state = moves.opened(rung, urgency, self.now, ladder(), times())
        self.pauses, self.ran_at = [], None

    @rule(hours=st.integers(0, 24 * 30), data=st.data())
    def time_passes(self, hours, data):
        self.now += timedelta(hours=hours, minutes=data.draw(st.integers(0, 59)))
        before = self.state
        self.state, self.done = run_clock(self.state, self.now)
        self.ran_at = self.now
        assert RUNGS.index(self.state.rung) >= RUNGS.index(before.rung)
        if self.state.rung != before.rung:
            self.pauses = []

    def can(self, verb):
        return verb in allowed(self.state, ladder())

    @precondition(lambda self: self.can(Verb.ACCEPT))
    @rule()
    def accept(self):
        self.state = moves.accepted(self.state)

    @precondition(lambda self: self.can(Verb.RAISE))
    @rule()
    def send_up(self):
        self.state = moves.raised(self.state, self.now, ladder(), times())

    @precondition(lambda self: self.can(Verb.TAKE))
    @rule(back=st.booleans())
    def answer(self, back):
        if back:
            self.state = moves.sent_back(self.state)
        else:
            self.state = moves.accepted(one_rung_up(self.state, self.now))
            self.pauses = []

    @precondition(lambda self: self.can(Verb.DECIDE))
    @rule(rung=st.sampled_from(RUNGS))
    def decide(self, rung):
        if rung != self.state.rung:
            self.pauses = []
        self.state = moves.decided(self.state, rung, self.now, ladder(), times())

    @precondition(lambda self: self.can(Verb.PAUSE) and self.state.due_at > self.now)
    @rule(days=st.integers(1, 60))
    def pause(self, days):
        ends = self.now + timedelta(days=days)
        self.state = moves.paused(self.state, ends, self.now, self.pauses, ladder(), times())
        self.pauses.append(Span(self.now, ends))

    @precondition(lambda self: self.can(Verb.RESUME))
    @rule()
    def resume(self):
        self.pauses[-1] = Span(self.pauses[-1].begins, self.now)
        self.state = moves.resumed(self.state, self.pauses, ladder(), times())

    @precondition(lambda self: self.can(Verb.PROMISE))
    @rule(days=st.integers(0, 40))
    def promise(self, days):
        self.state = moves.promised(self.state, (self.now + timedelta(days=days)).date(), times())

    @precondition(lambda self: self.can(Verb.END))
    @rule()
    def end(self):
        self.state = moves.ended(self.state, self.now, ladder(), times())

    @precondition(lambda self: self.can(Verb.JUDGE))
    @rule(is_done=st.booleans())
    def judge(self, is_done):
        reopened = moves.reopened(self.state, self.now, ladder(), times())
        self.state = moves.closed(self.state) if is_done else reopened
        self.pauses = []

    @precondition(lambda self: self.can(Verb.WITHDRAW))
    @rule(calls=st.integers(0, 9))
    def withdraw(self, calls):
        if not calls:
            self.state = moves.closed(self.state)

    @invariant()
    def what_is_open_has_a_clock_that_leads_somewhere(self):
        if hasattr(self, "state") and self.state.is_open:
            kinds = {StepKind.RISE, StepKind.REMIND, StepKind.RESUME, StepKind.TAKE, StepKind.KEEP}
            ahead = next_at(self.state, ladder())
            assert ahead is not None
            assert self.state.due_at > self.state.begins
            later = self.state
            while (step := next_step(later, at("2040-01-01 00:00"), ladder())) and step.kind not in kinds:
                later = STEPS[step.kind](later, self.now)
            assert step is not None

    @invariant()
    def the_clock_left_nothing_undone(self):
        if getattr(self, "ran_at", None) == self.now and getattr(self, "done", None) is not None:
            assert next_step(self.state, self.now, ladder()) is None or self.done is None
        self.done = None

    @invariant()
    def what_has_ended_runs_no_more(self):
        if hasattr(self, "state") and not self.state.is_open:
            left = (self.state.warn_at, self.state.answer_due_at, self.state.remind_at)
            assert left == (None, None, None)
            assert self.state.promise_due_at is None


Life.TestCase.settings = settings(
    max_examples=80, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestLife = Life.TestCase
