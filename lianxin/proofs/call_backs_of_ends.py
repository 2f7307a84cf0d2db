"""A round of call-backs about what is said to be solved, through the tables by the real actions."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from lianxin.callbacks import checking
from lianxin.callbacks.actions import close_round, draw_round, note_call, open_round
from lianxin.callbacks.models import Call, Round
from lianxin.callbacks.vocabulary import GRADES, Answer, Outcome, Question, Subject
from lianxin.ledger import seal
from lianxin.people.models import Staff
from lianxin.people.vocabulary import Role
from lianxin.policies.actions import adopt_policy
from lianxin.policies.catalogue import SHIPPED
from lianxin.problems.actions import Raised, open_by_hand, solve
from lianxin.problems.models import Problem
from lianxin.problems.vocabulary import Channel, Phase
from lianxin.proofs.cast import make_worker, plant_areas
from lianxin.proofs.vocabulary import Tally
from lianxin.registry.actions import add_household

HOMES = 16
BECOMES = {Answer.YES: Phase.CLOSED, Answer.NO: Phase.WAITING, Answer.LEAVE: Phase.ENDED}
"""Where a matter stands after its home said so."""


def asked_whether_done(tally: Tally, chance: Random, told: str) -> None:
    """Whoever worked on a matter is never its caller, what homes say happens to it and to nothing else, and
    after the close nobody can tell who is satisfied."""
    now = timezone.now()
    areas = plant_areas()
    began = now - timedelta(days=30)
    text = (SHIPPED / "deadlines" / "2026-01-01.yaml").read_text("utf-8")
    adopt_policy(text=text, filename="2026-01-01.yaml", actor=None, now=began)
    worker = make_worker("C-1", Role.COLLECTOR, areas["V1"])
    callers = [make_worker(f"S-{at}", Role.SUPERVISOR, areas["D"]) for at in range(2)]
    solvers = [_solved_home(chance, at, areas, (worker, *callers), began) for at in range(HOMES)]
    today = timezone.localdate(now)
    made = open_round(
        areas["D"],
        subject=Subject.ENDINGS,
        from_on=today - timedelta(days=40),
        to_on=today - timedelta(days=1),
        calls=HOMES,
        actor=callers[0],
        now=now,
    )
    seal.seal_ledger(now=now)
    made = draw_round(made, actor=callers[0], now=now)
    said = _called(tally, chance, made, now, told)
    tally.expect(len(said) == len(solvers), f"{told}: a home was not asked")
    made = close_round(made, actor=None, now=now)
    tally.expect(checking.faults_in(made) == [], f"{told}: it cannot be drawn again")
    counted: Counter[str] = Counter()
    for _code, _size, _n, answers in made.tallies["strata"]:
        counted.update(answers.get(Question.DONE.value, {}))
    tally.expect(counted == Counter(one.value for one in said.values()), f"{told}: counted wrongly")
    left = {code for one in Call.objects.filter(round=made) for code in one.answers or {}}
    tally.expect(not GRADES & left, f"{told}: a call tells who is satisfied")
    for key, answer in said.items():
        phase = Problem.objects.get(pk=key).phase
        tally.expect(phase == BECOMES[answer], f"{told}: said {answer}, and it is {phase}")


def _solved_home(
    chance: Random, at: int, areas: Mapping[str, Any], team: tuple[Staff, ...], began: datetime
) -> Staff:
    """A home whose matter was solved, by a cadre or, now and then, by one of those who call; by whom."""
    head = {"name": "王有田", "phone": "13800000000"}
    home = add_household(number=f"HB8{at:05d}", area=areas["V1"], head=head, actor=None, now=began)
    by = chance.choice(team)
    raised = Raised(
        area=home.area_id,
        household=home.pk,
        words="门口到大路三百米泥巴路",
        category="lane",
        channel=Channel.CLERK,
        received_by=by.pk,
        raised_at=began,
    )
    ended = began + timedelta(days=chance.randint(1, 20))
    solve(open_by_hand(raised, actor=by, now=began), words="铺好了", evidence="照片", actor=by, now=ended)
    return by


def _called(tally: Tally, chance: Random, made: Round, now: datetime, told: str) -> dict[Any, Answer]:
    """By problem what its home answered."""
    said = {}
    wanted = ("ending", "household__area", "caller", "round")
    for one in Call.objects.filter(round=made).select_related(*wanted):
        right = one.caller_id is not None and one.caller_id != one.ending.ended_by_id
        tally.expect(right, f"{told}: called by whoever says that it is solved")
        done = chance.choice(list(BECOMES))
        answers = {Question.DONE: done, Question.SATISFIED: chance.choice((Answer.YES, Answer.NO))}
        note_call(one, Outcome.ANSWERED, answers=answers, actor=one.caller, now=now)
        said[one.ending.problem_id] = done
    return said
