"""Promise 17: the evening rush fits. Everybody's phone uploads the day's visits to one server at once."""

import json
import os
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from random import Random
from typing import Any
from unittest import mock

from django.db import OperationalError, connection, connections
from django.utils import timezone

from lianxin.field import epochs
from lianxin.field.actions import storing
from lianxin.field.models import Op
from lianxin.proofs.cast import browser
from lianxin.proofs.crews import undone
from lianxin.proofs.crowd import HOMES_EACH, Day, plant_crowd
from lianxin.proofs.killing import Place, cpu_of, send_to, serving
from lianxin.proofs.phones import Send, send_by
from lianxin.proofs.vocabulary import Control, Proof, Tally
from lianxin.visits.models import Visit

LIMIT_S, P95_S = 600.0, 2.0
LINES = 24  # phones that speak at the same time
AGAIN = 5  # every fifth phone sends its batch twice


class Rush:
    """What became of every request: how long it took, and its status or trouble."""

    def __init__(self) -> None:
        self.took: list[float] = []
        self.troubles: list[str] = []
        self.answered: set[str] = set()

    def upload(self, send: Send, day: Day) -> None:
        headers = {"Authorization": f"Bearer {day.token}", "X-Lianxin-App": "proof"}
        began = time.monotonic()
        try:
            status, content = send("/field/sync/push", day.body, headers)
        except OSError as trouble:
            self.troubles.append(f"a request broke off: {type(trouble).__name__}")
            return
        self.took.append(time.monotonic() - began)
        if status != 200:
            self.troubles.append(f"a push was answered {status}")
            return
        for one in json.loads(content)["answers"]:
            if one["answer"] in ("accepted", "duplicate"):
                self.answered.add(one["op_id"])

    @property
    def p95(self) -> float:
        return sorted(self.took)[int(len(self.took) * 0.95)] if self.took else 0.0


def prove(tally: Tally, runs: int, chance: Random) -> None:
    """`runs` visits: over the network outside of a transaction, else one phone after the other."""
    if connection.in_atomic_block:
        days = plant_crowd(max(1, runs // HOMES_EACH), chance)
        rush, seconds = _one_by_one(days)
    else:
        epochs.check(now=timezone.now())
        days = plant_crowd(max(1, runs // HOMES_EACH), chance)
        connections.close_all()
        rush, seconds = _at_once(days)
    count(tally, days, rush)
    if not connection.in_atomic_block:
        tally.expect(seconds <= LIMIT_S, "the rush took longer than ten minutes")
        tally.expect(rush.p95 < P95_S, f"one answer in twenty took {rush.p95:.1f} s or more")


def count(tally: Tally, days: Sequence[Day], rush: Rush) -> None:
    kept = set(map(str, Op.objects.values_list("op_id", flat=True)))
    made = [str(key) for key in Visit.objects.values_list("op_id", flat=True)]
    for op_id in (op_id for day in days for op_id in day.op_ids):
        tally.expect(op_id in rush.answered and op_id in kept, "a visit was lost")
    tally.expect(len(made) == len(set(made)) == len(kept), "visits and ops differ in number")
    tally.faults += rush.troubles


def queue_of(days: Sequence[Day]) -> list[Day]:
    """Everybody's batch, and a fifth of them once more."""
    return [*days, *days[::AGAIN]]


def _one_by_one(days: Sequence[Day]) -> tuple[Rush, float]:
    rush, send, began = Rush(), send_by(browser()), time.monotonic()
    for day in queue_of(days):
        rush.upload(send, day)
    return rush, time.monotonic() - began


def _at_once(days: Sequence[Day]) -> tuple[Rush, float]:
    rush, place = Rush(), Place()
    with serving(place) as server:
        before = cpu_of(server.pid)
        seconds = speak(rush, queue_of(days), lambda: send_to(place))
        cpu = cpu_of(server.pid) - before
    words = f"{len(rush.took)} requests in {seconds:.1f} s, p95 {rush.p95 * 1000:.0f} ms"
    words += f", {cpu:.1f} s of processor for the server and its corridor, load {os.getloadavg()[0]:.0f}"
    print(f"  {words}", file=sys.stderr, flush=True)
    return rush, seconds


def speak(rush: Rush, queue: list[Day], way: Any, lines: int = LINES) -> float:
    """Upload everything over some lines at a time; returns the seconds."""
    waiting = list(reversed(queue))

    def work() -> None:
        send = way()
        with suppress(IndexError):
            while True:
                rush.upload(send, waiting.pop())

    threads = [threading.Thread(target=work, daemon=True) for _ in range(lines)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.monotonic() - began


def notices(parts: Mapping[str, Any]) -> bool:
    tally = Tally()
    with undone(), mock.patch.multiple(storing, **parts):
        prove(tally, 8 * HOMES_EACH, Random(17))
    return bool(tally.faults)


def a_locked_database() -> bool:
    real, count = storing.store, [0]

    def locked(*given: Any) -> Any:
        count[0] += 1
        if count[0] % 4 == 0:
            raise OperationalError("database is locked")
        return real(*given)

    return notices({"store": locked})


def a_lost_row() -> bool:
    real = storing.write_ops

    def losing(requests: Any, now: Any) -> None:
        for request in requests:
            request.new.pop(next(iter(request.new), None), None)
        real(requests, now)

    return notices({"write_ops": losing})


PROOF = Proof(
    promise=17,
    name="rush",
    says="the evening rush fits",
    runs=61_208,
    prove=prove,
    controls=(
        Control("a database that is locked now and then", a_locked_database),
        Control("an inbox that loses a row of each batch", a_lost_row),
    ),
)
