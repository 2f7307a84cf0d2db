"""The whole run at another hour or day: LIANXIN_TEST_CLOCK=2027-01-01T00:05+08:00 moves the clock.

It begins there in every process of pytest, those of pytest-xdist included, and goes on from there. Processes
that a test starts and browsers keep the machine's clock, and so do the dates of files: such tests are marked
`browser` or `real_clock`, and are skipped while the clock is moved.
"""

import os
from datetime import datetime

import pytest
import time_machine

WANTED = "LIANXIN_TEST_CLOCK"


def move(config: pytest.Config) -> None:
    """Let this process begin at the moment asked for, until the session ends; do nothing when none was.

    Raises pytest.UsageError for what is no moment with its distance from UTC.
    """
    if wanted := os.environ.get(WANTED):
        travel = time_machine.travel(moment(wanted), tick=True)
        travel.start()
        config.add_cleanup(travel.stop)


def moment(text: str) -> datetime:
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        read = None
    if read is None or read.tzinfo is None:
        raise pytest.UsageError(f"{WANTED} is a moment like 2027-01-01T00:05+08:00, not {text!r}")
    return read


def skip_those_of_the_real_clock(items: list[pytest.Item]) -> None:
    if os.environ.get(WANTED):
        skip = pytest.mark.skip(reason=f"keeps the machine's clock, and {WANTED} is set")
        for item in items:
            if item.get_closest_marker("browser") or item.get_closest_marker("real_clock"):
                item.add_marker(skip)
