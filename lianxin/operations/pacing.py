"""Walking the corridor beside a web server: in steps so short that whoever writes meanwhile hardly waits."""

import time
from datetime import datetime

from lianxin.databases.precedence import uploads
from lianxin.flow import HAND_ON
from lianxin.ledger import queue

STEP_S = 0.15
"""Processor time of a step: after a longer one the batch is halved, after a short one doubled."""
FEWEST = 50
PATIENCE_S = 2.0
"""So long a step gives way to phones that are just being answered."""


class Walker:
    """Hands on what waits, as `flow.carry_on` does; it finds out how many events make a step."""

    def __init__(self) -> None:
        self.batch = FEWEST * 4

    def walk(self, *, now: datetime, limit: int | None = None) -> int:
        """Go on until nothing is ready or so many events were handed on; returns how many."""
        carried = 0
        while limit is None or carried < limit:
            uploads.give_way(PATIENCE_S)
            began = time.thread_time()
            moved = queue.carry_batch(HAND_ON, now=now, batch=self.batch)
            if not moved:
                break
            self.adjust(moved, time.thread_time() - began)
            carried += moved
        return carried

    def adjust(self, moved: int, took_s: float) -> None:
        if took_s > STEP_S:
            self.batch = max(FEWEST, self.batch // 2)
        elif took_s < STEP_S / 3 and moved >= self.batch:
            self.batch = min(queue.BATCH, self.batch * 2)
