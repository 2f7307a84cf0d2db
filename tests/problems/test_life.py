"""Random lives of several problems, through the real actions and the real clock, on whichever database: no
clock, owner, packet or end is ever missing, and what is written is what the pure ladder says."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import Phase as Stage
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from lianxin.problems.vocabulary import Channel, Phase, Verb
from tests.problems.ladders import at, ladder

pytestmark = pytest.mark.django_db
WORDS = {"tried": "修过", "why_not_ours": "没有资金", "asked": "请立项"}
DAYS = st.integers(1, 25)
RULES_OF_THEIR_OWN = frozenset(
    {"own-work", "overdue", "pause-cap", "pause-cap-in-all", "promise-reason", "lead-needed", "parts-open"}
    | {"itself", "into-ended"}
)
"""Why something that the phase allows may still be refused."""


def lives(home, people, rungs):
    """A machine whose problems are of one home; `people`: worker, neighbour, town_head, desk."""
    from django.db import transaction

    from lianxin.problems import actions
    from lianxin.problems.faults import faults
    from lianxin.problems.ladder import allowed, next_at
    from lianxin.problems.models import Custody, Problem, Promise

    class Lives(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.point = transaction.atomic()
            self.point.__enter__()

        def teardown(self):
            transaction.set_rollback(True)
            self.point.__exit__(None, None, None)

        @initialize()
        def begin(self):
            self.now, self.ran_at, self.keys = at("2026-03-02 10:00"), None, []

        @rule(category=st.sampled_from(["lane", "roof", "power-cut", "landslide", "papers"]))
        def comes_in(self, category):
            raised = actions.Raised(
                area=home.area_id,
                household=home.pk,
                words="路坏了",
                category=category,
                channel=Channel.CLERK,
                received_by=people[0].pk,
                raised_at=self.now,
            )
            self.keys.append(actions.open_by_hand(raised, actor=people[0], now=self.now).pk)

        @rule(hours=st.integers(0, 24 * 12), minutes=st.integers(0, 59))
        def time_passes(self, hours, minutes):
            self.now += timedelta(hours=hours, minutes=minutes)
            actions.run_clocks(now=self.now)
            assert sum(actions.run_clocks(now=self.now).values()) == 0
            self.ran_at = self.now

        @rule(data=st.data(), verb=st.sampled_from(list(Verb)), who=st.sampled_from(people), days=DAYS)
        def somebody_tries(self, data, verb, who, days):
            if not self.keys:
                return
            problem = Problem.objects.get(pk=data.draw(st.sampled_from(self.keys)))
            is_allowed, why = verb in allowed(problem.state, ladder()), None
            try:
                with transaction.atomic():
                    self.do(problem, verb, who, days)
            except actions.ProblemsRefused as refused:
                why = refused.code
            assert why in RULES_OF_THEIR_OWN if is_allowed and why else (why is None) == is_allowed, (
                verb,
                why,
            )
            self.ran_at = None

        def do(self, problem, verb, who, days):
            by = {"actor": who, "now": self.now}
            later = (self.now + timedelta(days=days)).date()
            match verb:
                case Verb.ACCEPT:
                    actions.accept(problem, **by)
                case Verb.DISPATCH:
                    actions.dispatch([problem], to=people[days % len(people)], **by)
                case Verb.CORRECT:
                    actions.correct(problem, actions.Correction(quantity=days), **by)
                case Verb.NOTE:
                    actions.note(problem, words="去看过", **by)
                case Verb.PROMISE:
                    actions.promise(problem, due_on=later, words="修好", reason="下雨" * (days % 2), **by)
                case Verb.JOIN:
                    part = actions.Part("铺路", unit="交通局", is_lead=bool(days % 2))
                    actions.handle_jointly(problem, parts=[part], **by)
                case Verb.ANSWER_PART:
                    part = problem.joints.filter(answered_at=None).first()
                    if part is None:
                        raise actions.ProblemsRefused("itself")
                    actions.answer_part(part, answer="铺了", **by)
                case Verb.RAISE:
                    actions.send_up(problem, **WORDS, **by)
                case Verb.TAKE:
                    actions.take_packet(problem, **by)
                case Verb.SEND_BACK:
                    actions.send_back(problem, reason="村里能办", **by)
                case Verb.DECIDE:
                    actions.decide(problem, rung=rungs[days % 3], reason="按职责", **by)
                case Verb.PAUSE:
                    reason = ["season", "papers-missing"][days % 2]
                    actions.pause(problem, reason=reason, words="等一等", until=later, **by)
                case Verb.RESUME:
                    actions.resume(problem, **by)
                case Verb.END:
                    self.end(problem, days, by)
                case Verb.MERGE:
                    into = Problem.objects.get(pk=self.keys[days % len(self.keys)])
                    actions.merge(problem, into=into, words="同一件", **by)
                case Verb.WITHDRAW:
                    actions.withdraw(problem, words="不要了", **by)
                case Verb.JUDGE:
                    actions.judge(problem, is_done=days % 3 == 0, channel=Channel.CLERK, **by)

        def end(self, problem, days, by):
            if days % 3 == 0:
                actions.solve(problem, words="好了", evidence="照片", **by)
            elif days % 3 == 1:
                actions.refuse(problem, refusal="land-use", words="基本农田", **by)
            else:
                actions.hand_over(problem, handed_to="交通局", taken_by="李科长", words="移交", **by)

        @invariant()
        def nothing_is_missing(self):
            assert {name: some.count() for name, some in faults().items() if some.exists()} == {}

        @invariant()
        def each_problem_is_what_its_facts_say(self):
            for problem in Problem.objects.filter(pk__in=getattr(self, "keys", [])):
                assert problem.next_at == next_at(problem.state, ladder())
                last = Custody.objects.filter(problem=problem).order_by("-from_at", "-pk").first()
                assert (last.rung, last.area_id) == (problem.rung, problem.holder_id)
                assert (last.to_at is None) == problem.is_open
                if problem.is_open:
                    assert (last.owner_id, last.due_at) == (problem.owner_id, problem.due_at)
                    assert problem.due_at > problem.begins_at
                    standing = Promise.objects.filter(problem=problem, ended_at=None).exists()
                    assert standing == (problem.promise_due_at is not None)
                if self.ran_at == self.now and problem.next_at is not None:
                    assert problem.next_at > self.now
                if problem.phase in (Phase.ASKED, Phase.DECIDING):
                    assert problem.packets.get(answered_at=None).answer_due_at == problem.answer_due_at

    return Lives


@pytest.fixture
def live(deadlines, wang, worker, neighbour, town_head, desk):
    """So many random lives, each of so many steps."""

    def lived(lives_in_all, steps=25, phases=(Stage.generate, Stage.shrink)):
        machine = lives(wang, [worker, neighbour, town_head, desk], ladder().codes)
        chosen = settings(
            max_examples=lives_in_all,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        )
        run_state_machine_as_test(machine, settings=chosen)

    return lived


def test_no_clock_owner_packet_or_end_is_ever_missing(live):
    live(5)


def test_a_rung_that_forgets_to_hand_over_is_found(live, monkeypatch):
    """The control: a problem rises, and the time with who had it does not end."""
    from lianxin.problems.actions import changing

    monkeypatch.setattr(changing, "_keep_custodies", lambda *_: None)
    with pytest.raises((AssertionError, BaseExceptionGroup)):
        live(10, phases=(Stage.generate,))
