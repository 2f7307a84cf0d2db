"""What the clock does. `tick` is everything once; the worker walks the corridor and ticks for ever."""

import logging
import threading
from datetime import datetime

from django.db import close_old_connections
from django.utils import timezone

from lianxin import flow
from lianxin.classification.actions import classify_due, open_expired_reviews
from lianxin.ledger.seal import seal_ledger

log = logging.getLogger(__name__)
PAUSE_S, TICK_EVERY_S = 1.0, 60.0


def tick(*, now: datetime) -> dict[str, int]:
    """Do everything that is due at `now`, once; returns one count per kind."""
    return {
        "handed_on": flow.carry_on(now=now),
        "classified": classify_due(now=now).households,
        "reviews_opened": open_expired_reviews(now=now),
        "sealed": seal_ledger(now=now),
    }


def work(stop: threading.Event) -> None:
    """Walk the corridor every second, tick every minute, until told to stop. Trouble is logged, not fatal."""
    since_tick = TICK_EVERY_S
    while not stop.is_set():
        try:
            if since_tick >= TICK_EVERY_S:
                tick(now=timezone.now())
                since_tick = 0.0
            else:
                flow.carry_on(now=timezone.now(), limit=20_000)
        except Exception:
            log.exception("the worker stumbled and goes on")
        finally:
            close_old_connections()
        stop.wait(PAUSE_S)
        since_tick += PAUSE_S


def start_worker_thread() -> threading.Thread:
    """Start the worker beside a web server, for districts that run in one process."""
    thread = threading.Thread(target=work, args=(threading.Event(),), name="lianxin-worker", daemon=True)
    thread.start()
    return thread
