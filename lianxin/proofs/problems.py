"""Every problem is followed to its end: no clock, owner or packet is ever missing (docs/guides/problems.md).

Random problems live random lives through the real actions and the real clock: raised, accepted, given out,
sent up and back, decided, paused, promised, ended, judged, opened again. Beside each goes a second writing of
what must become of it (`problem_model.py`); after every step the two are compared, and the facts that must
hang together are counted with statements of their own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any
from unittest import mock
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from lianxin.people.models import Staff
from lianxin.people.vocabulary import Role
from lianxin.policies.actions import adopt_policy
from lianxin.policies.catalogue import SHIPPED
from lianxin.problems import actions, moves
from lianxin.problems.actions import changing, ending, running
from lianxin.problems.faults import faults
from lianxin.problems.ladder import next_step
from lianxin.problems.models import Custody, Packet, Pause, Problem, Promise
from lianxin.problems.vocabulary import Channel, StepKind
from lianxin.proofs.cast import make_worker, plant_areas
from lianxin.proofs.crews import add_home, undone
from lianxin.proofs.problem_model import MAY, RUNGS, Followed
from lianxin.proofs.vocabulary import Control, Proof, Tally
from lianxin.registry.models import Household

ZONE = ZoneInfo("Asia/Shanghai")
TOGETHER = 25
"""So many problems live at once; what the clock does to one must leave the others alone."""

STEPS = 6
"""Tries by people for each problem, on average."""

CATEGORIES = {
    "lane": "village",
    "roof": "town",
    "papers": "village",
    "power-cut": "town",
    "landslide": "town",
}
IN_HOURS = ("power-cut", "landslide")
OWN_RULES = ("own-work", "overdue", "pause-cap", "pause-cap-in-all", "promise-reason", "lead-needed") + (
    *("parts-open", "itself", "into-ended"),
)
"""Why something that the phase allows may still be refused."""

VERBS = sorted({verb for verbs in MAY.values() for verb in verbs.split()} - {"join", "correct"})


@dataclass
class Life:
    """Some problems of one home, and the second writing of each."""

    home: Household
    people: Sequence[Staff]
    chance: Random
    now: datetime
    known: dict[UUID, Followed] = field(default_factory=dict)


def prove(tally: Tally, runs: int, chance: Random) -> None:
    """`runs` problems, TOGETHER at a time."""
    with undone():
        areas = plant_areas()
        began = datetime(2026, 3, 2, 9, tzinfo=ZONE)
        text = (SHIPPED / "deadlines" / "2026-01-01.yaml").read_text("utf-8")
        adopt_policy(text=text, filename="2026-01-01.yaml", actor=None, now=began)
        people = [
            make_worker(number, role, areas[key], name=number)
            for number, role, key in (
                ("P-W", Role.COLLECTOR, "V1"),
                ("P-N", Role.COLLECTOR, "V2"),
                ("P-T", Role.TOWN_HEAD, "T1"),
                ("P-D", Role.DISTRICT_DESK, "D"),
            )
        ]
        home = add_home(1, areas["V1"])
        left = runs
        while left > 0:
            with undone():
                life = Life(home, people, chance, began + timedelta(days=chance.randint(0, 200)))
                _live(tally, life, min(left, TOGETHER))
            left -= TOGETHER


def _live(tally: Tally, life: Life, problems: int) -> None:
    coming = problems
    for _ in range(problems * STEPS):
        if coming and (not life.known or life.chance.random() < 1.5 / STEPS):
            _come_in(life)
            coming -= 1
        elif life.chance.random() < 0.25:
            _pass_time(tally, life)
        else:
            _try(tally, life)
    while coming:
        _come_in(life)
        coming -= 1
    _pass_time(tally, life)
    wrong = {name: some.count() for name, some in faults().items() if some.exists()}
    tally.expect(not wrong, f"the nightly check finds {sorted(wrong)}")


def _come_in(life: Life) -> None:
    category = life.chance.choice(list(CATEGORIES))
    receiver = life.people[0]
    raised = actions.Raised(
        area=life.home.area_id,
        household=life.home.pk,
        words="路坏了",
        category=category,
        channel=Channel.CLERK,
        received_by=receiver.pk,
        raised_at=life.now,
    )
    made = actions.open_by_hand(raised, actor=receiver, now=life.now)
    life.known[made.pk] = Followed(receiver.pk, CATEGORIES[category], is_in_hours=category in IN_HOURS)


def _pass_time(tally: Tally, life: Life) -> None:
    """Hours or days go by, and the clock does what is due: each step as it should, nothing left over."""
    hours = life.chance.choice((1, 5, 20, 60, 200, 500))
    life.now += timedelta(hours=life.chance.randint(0, hours), minutes=life.chance.randint(1, 59))
    for _ in range(60):
        due = {
            one.pk: step.kind
            for one in Problem.objects.stirring(life.now)
            if (step := next_step(one.state, life.now, _ground(life.now).ladder)) is not None
        }
        before = dict(Problem.objects.filter(pk__in=due).values_list("pk", "due_at"))
        if not running._run_batch(life.now, _ground(life.now)):
            break
        for key, kind in due.items():
            if kind is StepKind.RISE:
                tally.expect(before[key] <= life.now, "one rose before its time was over")
            life.known[key].clock(kind.value)
            _compare(tally, life, key, f"after the clock's {kind.value}")
    left = Problem.objects.stirring(life.now).count()
    tally.expect(left == 0, "the clock left something undone")


def _ground(now: datetime) -> Any:
    found = running.ground_or_none(now)
    assert found is not None
    return found


def _try(tally: Tally, life: Life) -> None:
    """Somebody tries something; whether he may, and what becomes of it, the second writing says."""
    chance = life.chance
    key = chance.choice(list(life.known))
    model, actor = life.known[key], chance.choice(list(life.people))
    fitting = [verb for verb in MAY[model.phase].split() if verb in VERBS and verb != "note"]
    verb = chance.choice(fitting) if fitting and chance.random() < 0.8 else chance.choice(VERBS)
    problem, days, why = Problem.objects.get(pk=key), chance.randint(1, 25), None
    to, rung, is_done = chance.choice(list(life.people)), chance.choice(RUNGS), chance.random() < 0.5
    other = chance.choice(list(life.known))
    try:
        with transaction.atomic():
            _do(problem, verb, actor, life.now, days, to=to, rung=rung, is_done=is_done, other=other)
    except actions.ProblemsRefused as refused:
        why = refused.code
    if why is None or why not in OWN_RULES:
        tally.expect(
            (why is None) == model.allows(verb), f"{verb} when {model.phase}: {why or 'went through'}"
        )
    if why is None and model.allows(verb):
        model.did(verb, actor.pk, to=to.pk, rung=rung, is_done=is_done)
    _compare(tally, life, key, f"after {verb}")


def _do(problem: Problem, verb: str, actor: Any, now: datetime, days: int, **more: Any) -> None:
    by = {"actor": actor, "now": now}
    day = (now + timedelta(days=days)).astimezone(ZONE).date()
    acts: dict[str, Callable[[], Any]] = {
        "accept": lambda: actions.accept(problem, **by),
        "dispatch": lambda: actions.dispatch([problem], to=more["to"], **by),
        "raise": lambda: actions.send_up(problem, tried="修过", why_not_ours="没钱", asked="立项", **by),
        "take": lambda: actions.take_packet(problem, **by),
        "send_back": lambda: actions.send_back(problem, reason="村里能办", **by),
        "decide": lambda: actions.decide(problem, rung=more["rung"], reason="按职责", **by),
        "pause": lambda: actions.pause(problem, reason="season", words="等一等", until=day, **by),
        "resume": lambda: actions.resume(problem, **by),
        "promise": lambda: actions.promise(problem, due_on=day, words="修好", reason="下雨", **by),
        "end": lambda: actions.solve(problem, words="好了", evidence="照片", **by),
        "merge": lambda: actions.merge(
            problem, into=Problem.objects.get(pk=more["other"]), words="同一件", **by
        ),
        "withdraw": lambda: actions.withdraw(problem, words="不要了", **by),
        "judge": lambda: actions.judge(problem, is_done=more["is_done"], channel=Channel.CLERK, **by),
        "note": lambda: actions.note(problem, words="去看过", **by),
    }
    acts[verb]()


def _compare(tally: Tally, life: Life, key: UUID, told: str) -> None:
    """Phase, rung and owner as the second writing has them; and what hangs together does."""
    found, model = Problem.objects.get(pk=key), life.known[key]
    told = f"{told} ({model.phase})"
    same = (found.phase, found.rung) == (model.phase, model.rung)
    tally.expect(same, f"{told}: {found.phase} on the {found.rung} rung")
    open_ones = list(Custody.objects.filter(problem=key, to_at=None).values_list("owner", "rung"))
    owners = [(model.owner, model.rung)] if model.is_open else []
    tally.expect(open_ones == owners, f"{told}: an owner is missing or wrong")
    clocks = found.next_at is not None and found.due_at > found.begins_at
    tally.expect(clocks or not model.is_open, f"{told}: a clock is missing")
    waiting = Packet.objects.filter(problem=key, answered_at=None).count()
    tally.expect(waiting == (model.phase in ("asked", "deciding")), f"{told}: {waiting} packets wait")
    standing = Pause.objects.filter(problem=key, to_at=None).count()
    tally.expect(standing == (model.phase == "paused"), f"{told}: {standing} pauses last")
    promises = Promise.objects.filter(problem=key, ended_at=None).count()
    tally.expect(promises == model.promised, f"{told}: {promises} promises stand")


def notices(target: Any, name: str, broken: Any) -> bool:
    """Whether the proof notices one thing that is broken, within five hundred problems."""
    tally = Tally()
    with mock.patch.object(target, name, broken):
        for seed in range(20):
            try:
                prove(tally, TOGETHER, Random(seed))
            except Exception:  # whatever a broken action stumbles over shows that it is broken
                return True
            if tally.faults:
                return True
    return False


def keeps_its_rung(state: Any, rung: str, now: Any, ladder: Any, times: Any) -> Any:
    return moves.opened(state.rung, state.urgency, now, ladder, times)


PROOF = Proof(
    promise=16,
    name="problems",
    says="no clock, owner or packet of a problem is ever missing",
    runs=5_000,
    prove=prove,
    controls=(
        Control(
            "a custody that is not handed over",
            partial(notices, changing, "_keep_custodies", lambda *_: None),
        ),
        Control(
            "an end that leaves its packet waiting",
            partial(notices, ending, "overtake", lambda *_, **__: None),
        ),
        Control("a clock that writes no facts", partial(notices, running, "_write_facts", lambda *_: None)),
        Control("a rise to the same rung", partial(notices, moves, "moved", keeps_its_rung)),
        Control(
            "a packet that everybody may send", partial(notices, changing.ladder, "check", lambda *_: None)
        ),
    ),
)
