"""Promise 14, call-backs: what a round says of a district can be relied on, and checked by whoever doubts it.

Rounds are simulated in memory: strata, homes that would say one thing or another, some of whom do not answer.
Each sample is drawn a second time by a rule written by hand, each call's caller is held against another, and
the intervals must hold the truth as often as they claim to. Other rounds go through the tables by the real
actions: opened, sealed, drawn, called, closed, drawn again from the ledger; half of them about what is said
to be solved, where an answer opens a matter again or closes it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from math import sqrt
from random import Random
from typing import Any
from unittest import mock
from uuid import uuid4

from django.utils import timezone

from lianxin.callbacks import assigning, checking, drawing, estimating
from lianxin.callbacks.actions import asking, close_round, closing, note_call, open_round, opening
from lianxin.callbacks.actions import drawing as draws
from lianxin.callbacks.assigning import Asked, Caller
from lianxin.callbacks.models import Call, Round
from lianxin.callbacks.vocabulary import Answer, Outcome, Question, Unit
from lianxin.chance import Range
from lianxin.ledger import seal
from lianxin.people.models import Staff
from lianxin.people.vocabulary import Role
from lianxin.proofs.call_backs_of_ends import asked_whether_done
from lianxin.proofs.calls_by_hand import answered, simulated, third_persons
from lianxin.proofs.cast import give_post, make_worker, plant_areas
from lianxin.proofs.crews import undone
from lianxin.proofs.vocabulary import Control, Proof, Tally
from lianxin.registry.actions import add_household
from lianxin.registry.models import Household
from lianxin.visits.models import Visit

EVERY = 50
"""One round goes through the tables for so many that are simulated."""
NOMINAL = 0.95
ALLOWED = 0.02
"""So much below what they claim intervals may hold the truth; more only where few rounds cannot tell."""


def prove(tally: Tally, runs: int, chance: Random) -> None:
    """`runs` simulated rounds, and one through the tables for every `EVERY` of them."""
    held = 0
    for number in range(runs):
        held += simulated(tally, chance, f"simulated round {number}")
        answered(tally, chance, f"outcomes {number}")
        third_persons(tally, chance, f"calls {number}")
    allowed = max(ALLOWED, 2.9 * sqrt(NOMINAL * (1 - NOMINAL) / runs))
    tally.expect(held / runs >= NOMINAL - allowed, f"intervals hold the truth in {held} of {runs} rounds")
    for number in range(max(1, runs // EVERY)):
        with undone(), mock.patch.object(seal, "_write_anchor"):
            _in_tables(tally, chance, f"round {number}")
        with undone(), mock.patch.object(seal, "_write_anchor"):
            asked_whether_done(tally, chance, f"round about ends {number}")


def _in_tables(tally: Tally, chance: Random, told: str) -> None:
    now = timezone.now()
    areas = plant_areas()
    cadres = {key: make_worker(f"C-{key}", Role.COLLECTOR, areas[key]) for key in ("V1", "V4")}
    callers = [make_worker(f"S-{at}", Role.SUPERVISOR, areas["D"]) for at in range(2)]
    give_post(callers[1], Role.COLLECTOR, areas["V4"])
    for at in range(24):
        _visited_home(chance, at, areas, cadres, callers, now)
    today = timezone.localdate(now)
    periods = [(today - timedelta(days=40), today - timedelta(days=1)), (today, today)]
    made, other = (
        open_round(areas["D"], from_on=since, to_on=until, calls=16, actor=callers[0], now=now)
        for since, until in periods
    )
    tally.expect(made.commitment != other.commitment, f"{told}: two rounds have one secret")
    seal.seal_ledger(now=now)
    made = draws.draw_round(made, actor=callers[0], now=now)
    calls = list(Call.objects.filter(round=made).select_related("household__area", "visit", "caller"))
    for one in calls:
        near = {one.visit.staff_id, one.household.keeper_id}
        may = {
            caller.pk
            for caller in callers
            if caller.pk not in near and (caller is callers[0] or one.household.area_id != areas["V4"].pk)
        }
        right = one.caller_id in may if may else one.caller_id is None
        tally.expect(right, f"{told}: called by somebody near the visit")
        if one.caller is not None:
            came = {Question.CAME: chance.choice((Answer.YES, Answer.YES, Answer.NO))}
            note_call(one, Outcome.ANSWERED, answers=came, actor=one.caller, now=now)
    tally.expect(made.shown == "" and checking.faults_in(made) == ["open"], f"{told}: shown before its end")
    made = close_round(made, actor=None, now=now)
    tally.expect(checking.faults_in(made) == [], f"{told}: it cannot be drawn again")
    _tampered(tally, chance, made, told)


def _visited_home(
    chance: Random,
    at: int,
    areas: Mapping[str, Any],
    cadres: Mapping[str, Staff],
    callers: Sequence[Staff],
    now: datetime,
) -> None:
    """A home in one of two villages, kept by its cadre or, now and then, by one of those who call."""
    key = chance.choice(sorted(cadres))
    head = {"name": "王有田", "phone": "13800000000"}
    home = add_household(number=f"HB9{at:05d}", area=areas[key], head=head, actor=None, now=now)
    keeper = chance.choice([cadres[key], *callers])
    Household.objects.filter(pk=home.pk).update(keeper=keeper)
    began = now - timedelta(days=chance.randint(3, 30))
    ended = began + timedelta(minutes=chance.randint(3, 50))
    Visit.objects.create(
        op_id=uuid4(),
        household=home,
        area=areas[key],
        staff=cadres[key],
        visited_on=timezone.localdate(began),
        place="home",
        nothing_raised=False,
        started_at=began,
        begun_at=began,
        ended_at=ended,
        captured_at=ended,
        received_at=ended,
    )


def _tampered(tally: Tally, chance: Random, made: Round, told: str) -> None:
    """Whatever is changed in a closed round is found."""
    frame = bytes(made.frame)
    row = chance.randrange(len(frame) // drawing.ROW) * drawing.ROW
    changes: dict[str, dict[str, Any]] = {
        "frame": {"frame": frame[:row] + frame[row + drawing.ROW :]},
        "secret": {"shown": chance.randbytes(32).hex()},
    }
    for what, change in changes.items():
        with undone():
            Round.objects.filter(pk=made.pk).update(**change)
            found = checking.faults_in(Round.objects.get(pk=made.pk))
            tally.expect(bool(found), f"{told}: nobody notices another {what}")
    with undone():
        first = Call.objects.filter(round=made, part="random").first()
        Call.objects.filter(pk=first.pk).update(part="risk")
        tally.expect(bool(checking.faults_in(made)), f"{told}: nobody notices another part")


def notices(target: Any, name: str, broken: Callable[..., Any]) -> bool:
    """Whether the proof notices one thing that is broken."""
    tally = Tally()
    with mock.patch.object(target, name, broken):
        prove(tally, 12, Random(5))
    return bool(tally.faults)


def _lowest_keys(units: Sequence[Unit], wanted: Mapping[str, int], seed: bytes) -> list[bytes]:
    """A draw that takes whoever comes first."""
    return [
        key
        for code, count in wanted.items()
        for key in sorted(one.key for one in units if one.stratum == code)[:count]
    ]


class SameSecret:
    """A source of secrets that everybody knows."""

    @staticmethod
    def token_bytes(count: int) -> bytes:
        return bytes(range(count))


def _drawn_and_changed(made: Round, *, actor: Any, now: datetime) -> Round:
    """A draw after which a home is taken out of the frame."""
    drawn = draw(made, actor=actor, now=now)
    Round.objects.filter(pk=drawn.pk).update(frame=bytes(drawn.frame)[drawing.ROW :])
    return drawn


def _place_alone(caller: Caller, asked: Asked) -> bool:
    """A rule that does not ask who keeps the home."""
    return asked.path.startswith(caller.paths)


draw = draws.draw_round

PROOF = Proof(
    promise=14,
    name="call-backs",
    says="a round of call-backs can be drawn again, is asked by third persons, and its intervals hold",
    runs=1_000,
    prove=prove,
    controls=(
        Control(
            "a draw that takes whoever comes first", partial(notices, drawing, "draw_random", _lowest_keys)
        ),
        Control("a secret that everybody knows", partial(notices, opening, "secrets", SameSecret)),
        Control(
            "a seed that forgets the secret",
            partial(notices, drawing, "seed_of", lambda secret, digest: bytes.fromhex(digest)),
        ),
        Control(
            "a frame that is changed after the opening",
            partial(notices, draws, "draw_round", _drawn_and_changed),
        ),
        Control("a check that sees no fault", partial(notices, drawing, "faults_of", lambda **told: [])),
        Control("a caller who keeps the home", partial(notices, assigning, "is_third", _place_alone)),
        Control(
            "a close that keeps who is satisfied",
            partial(notices, closing, "_unlink_grades", lambda calls: None),
        ),
        Control(
            "a home that says not done and is not heard",
            partial(notices, asking, "follow_answers", lambda call, answers, **told: None),
        ),
        Control(
            "intervals that are too narrow",
            partial(notices, estimating, "around", lambda share, n, z: Range(share, share)),
        ),
    ),
)
