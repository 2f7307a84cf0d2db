"""Rounds of call-backs in memory, each held against rules that are written a second time by hand. Pure."""

import hmac
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from heapq import nsmallest
from random import Random

from lianxin.callbacks import assigning, drawing
from lianxin.callbacks.assigning import Asked, Caller
from lianxin.callbacks.estimating import Answers, estimate, rates
from lianxin.callbacks.sizing import allocate, answers_needed, calls_needed
from lianxin.callbacks.vocabulary import Outcome, Unit
from lianxin.proofs.vocabulary import Tally

LEAST, RESPONSE = 5, 0.6
REACHED = ("answered", "stopped", "refused", "language")


@dataclass(frozen=True, slots=True)
class Town:
    """Homes by key: whether each would say the thing, and whether it answers at all."""

    code: str
    homes: Mapping[bytes, tuple[bool, bool]]


def simulated(tally: Tally, chance: Random, told: str) -> bool:
    """Whether the interval of one round holds the truth; how it is drawn is checked on the way."""
    towns = [_town(chance, f"{number:012d}") for number in range(chance.randint(1, 8))]
    units = [Unit(key, town.code, 0) for town in towns for key in town.homes]
    sizes = {town.code: len(town.homes) for town in towns}
    secret, digest = chance.randbytes(32), drawing.digest(drawing.frame_bytes(units))
    answers = answers_needed(len(units), confidence=95, margin=chance.choice((0.05, 0.1, 0.15)))
    wanted = allocate(sizes, calls_needed(answers, len(units), RESPONSE), LEAST)
    drawn = set(drawing.draw_random(units, wanted, drawing.seed_of(secret, digest)))
    tally.expect(drawn == _drawn_by_hand(units, wanted, secret), f"{told}: another sample than by hand")
    found = estimate([_answers_of(town, drawn) for town in towns])
    said = sum(says for town in towns for says, _answers in town.homes.values())
    return found is not None and found.low <= said / len(units) <= found.high


def _town(chance: Random, code: str) -> Town:
    share, answering = chance.uniform(0.03, 0.97), chance.uniform(0.45, 0.9)
    count = chance.randint(10, 250)
    homes = {
        chance.randbytes(16): (chance.random() < share, chance.random() < answering) for _ in range(count)
    }
    return Town(code, homes)


def _answers_of(town: Town, drawn: set[bytes]) -> Answers:
    told = [says for key, (says, answers) in town.homes.items() if key in drawn and answers]
    return Answers(len(town.homes), len(told), sum(told))


def _drawn_by_hand(units: Sequence[Unit], wanted: Mapping[str, int], secret: bytes) -> set[bytes]:
    """The rule as decision 18 puts it: nothing of `drawing` is used."""
    rows = sorted(one.stratum.encode() + one.key + bytes([one.weight]) for one in units)
    seed = hmac.digest(secret, sha256(b"".join(rows)).digest(), "sha256")
    found: set[bytes] = set()
    for code, count in wanted.items():
        keys = [one.key for one in units if one.stratum == code]
        found.update(nsmallest(count, keys, key=lambda key: hmac.digest(seed, b"random\n" + key, "sha256")))
    return found


def answered(tally: Tally, chance: Random, told: str) -> None:
    """Rates of response against counting one by one."""
    calls = chance.choices(list(Outcome), k=chance.randint(1, 300))
    found = rates(Counter(calls))
    response = sum(one.value == "answered" for one in calls) / len(calls)
    contact = sum(one.value in REACHED for one in calls) / len(calls)
    refusal = sum(one.value in ("refused", "stopped") for one in calls) / len(calls)
    near = zip((found.response, found.contact, found.refusal), (response, contact, refusal), strict=True)
    tally.expect(found.drawn == len(calls) and all(abs(a - b) < 1e-9 for a, b in near), f"{told}: wrong")


def third_persons(tally: Tally, chance: Random, told: str) -> None:
    """Random callers, homes and those near them, against `_stands_outside`."""
    places = [f"D/T{town}/V{village}/" for town in range(3) for village in range(3)]
    above = ["D/", "D/T0/", "D/T1/", "D/T2/"]
    people = list(range(9))
    callers = [
        Caller(
            one, (chance.choice(above),), tuple(chance.sample(places + above[1:], chance.choice((0, 0, 1))))
        )
        for one in people[:5]
    ]
    calls = [
        Asked(number, chance.choice(places), frozenset(chance.sample(people, chance.randint(1, 3))))
        for number in range(12)
    ]
    given = assigning.assign(calls, callers, {})
    for one in calls:
        able = {caller.key for caller in callers if _stands_outside(caller, one)}
        right = given[one.key] in able if able else given[one.key] is None
        tally.expect(right, f"{told}: a caller who is no third person, or nobody where there is one")


def _stands_outside(caller: Caller, asked: Asked) -> bool:
    """The second rule, by the names of places."""
    holding = {"/".join(asked.path.split("/")[:depth]) + "/" for depth in (1, 2, 3)}
    if caller.key in asked.near or not holding & set(caller.paths):
        return False
    return all(own not in holding and not own.startswith(asked.path) for own in caller.line)
