"""What the clock does. `tick` is everything once; the worker walks the corridor and ticks for ever.

Long work that people start (an import) goes on in a thread of its own: the corridor never waits for it.
Messages to the outside have one too, so that they wait for neither.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import close_old_connections
from django.utils import timezone

from lianxin import flow
from lianxin.callbacks.actions import close_due, forget_answers
from lianxin.classification.actions import classify_due, open_expired_reviews
from lianxin.databases.turns import turn
from lianxin.exports.actions import clear_away
from lianxin.field import epochs
from lianxin.field.actions import judge_held
from lianxin.intake.uploads import clear_uploads
from lianxin.ledger.seal import seal_ledger
from lianxin.notices.actions import give_up_unclear, messages_due, tell_everybody
from lianxin.notices.jobs import send_due
from lianxin.operations.pacing import Walker
from lianxin.pairing.actions import lapse_handovers, stand_in
from lianxin.planning.actions import call_must_visits, plan_coming_trips, weigh_ahead
from lianxin.planning.workload import overdue_today
from lianxin.problems.actions import check_tonight, count_recurring, expire_evidence, run_clocks
from lianxin.problems.complaints.actions import run_complaints
from lianxin.ratings.actions import close_months
from lianxin.visits.actions import drop_unfinished, expire_enclosed
from lianxin.voice.actions import clear_old_sheets
from lianxin.work.running import run_next

log = logging.getLogger(__name__)
PAUSE_S, TICK_EVERY_S = 1.0, 60.0
TICK = "tick"
"""The name of the turn that whoever ticks has."""

Walk = Callable[..., int]


def tick(*, now: datetime, walk: Walk = flow.carry_on) -> dict[str, int]:
    """Do everything that is due at `now`, once; returns one count per kind. `walk`: the way through the
    corridor, `flow.carry_on` or one like it."""
    epochs.check(now=now)
    run_complaints(now=now)  # its counts go nowhere
    handed_on = walk(now=now)
    done = {
        "classified": classify_due(now=now).households,
        "reviews_opened": open_expired_reviews(now=now),
        "handovers_lapsed": lapse_handovers(now=now),
        "stand_ins": stand_in(now=now),
        "duties_called": call_must_visits(now=now),
        "trips_planned": plan_coming_trips(now=now),
        "cadres_overfull": weigh_ahead(now=now),
        "duties_overdue": overdue_today(now=now),
        **run_clocks(now=now),
        "problems_opened": check_tonight(now=now),
        "topics_found": count_recurring(now=now),
        "ratings_pooled": close_months(now=now),
        "uploads_cleared": clear_uploads(now=now),
        "exports_cleared": clear_away(now=now),
        "sheets_cleared": clear_old_sheets(now=now),
        "rounds_closed": close_due(now=now),
        "calls_forgotten": forget_answers(now=now),
        "held_judged": judge_held(now=now),
        "evidence_expired": expire_evidence(now=now),
        "enclosed_expired": expire_enclosed(now=now) + drop_unfinished(now=now),
    }
    handed_on += walk(now=now)  # what the clock itself has begun
    noticed = tell_everybody(now=now)
    handed_on += walk(now=now)  # and that everybody was told
    return {
        "handed_on": handed_on,
        **done,
        "noticed": noticed,
        "messages_unclear": give_up_unclear(now=now),
        "messages_due": messages_due(now=now),
        "sealed": seal_ledger(now=now),
    }


def work(stop: threading.Event) -> None:
    """Walk the corridor every second, tick every minute, until told to stop; long work and messages go on
    beside it."""
    threading.Thread(target=work_off, args=(stop,), name="lianxin-long-work", daemon=True).start()
    threading.Thread(target=send_off, args=(stop,), name="lianxin-messages", daemon=True).start()
    since_tick, walk = TICK_EVERY_S, Walker().walk
    while not stop.is_set():
        with _stumbling():
            if since_tick >= TICK_EVERY_S:
                with turn(TICK) as is_ours:  # every web process has such a worker, and one clock is enough
                    if is_ours:
                        tick(now=timezone.now(), walk=walk)
                since_tick = 0.0
            else:
                walk(now=timezone.now(), limit=20_000)
        stop.wait(PAUSE_S)
        since_tick += PAUSE_S


def work_off(stop: threading.Event) -> None:
    """Do what people asked for, one piece of work after the other, until told to stop."""
    while not stop.is_set():
        found = None
        with _stumbling():
            found = run_next(flow.JOBS)
        if found is None:
            stop.wait(PAUSE_S)


def send_off(stop: threading.Event) -> None:
    """Send what is to go outside, until told to stop."""
    while not stop.is_set():
        with _stumbling():
            send_due(stop)
        stop.wait(PAUSE_S)


@contextmanager
def _stumbling() -> Iterator[None]:
    """Trouble is logged, not fatal; connections that died are given back."""
    try:
        yield
    except Exception:
        log.exception("the worker stumbled and goes on")
    finally:
        close_old_connections()


def start_worker_thread() -> threading.Thread:
    """Start the worker beside a web server, for districts that run in one process."""
    thread = threading.Thread(target=work, args=(threading.Event(),), name="lianxin-worker", daemon=True)
    thread.start()
    return thread
