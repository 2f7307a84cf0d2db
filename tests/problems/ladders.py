"""The shipped policy of deadlines, and times of a calendar that is published."""

from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from lianxin.policies.catalogue import SHIPPED
from lianxin.policies.document import read
from lianxin.problems.clocks import times_of
from lianxin.workdays import official

ZONE = ZoneInfo("Asia/Shanghai")


@cache
def text():
    return (SHIPPED / "deadlines" / "2026-01-01.yaml").read_text("utf-8")


@cache
def ladder():
    return read(text()).ladder


@cache
def times():
    return times_of(ladder(), official(), ZONE)


def spoilt(old, new):
    """The shipped policy with one piece replaced; the piece must be there."""
    assert old in text(), old
    return text().replace(old, new, 1)


def at(written):
    """A local moment, as in `2026-03-02 10:00`."""
    return datetime.fromisoformat(written).replace(tzinfo=ZONE)
