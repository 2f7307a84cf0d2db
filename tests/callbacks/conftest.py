"""Homes with telephones in two towns, each visited once in October, and a round about that month."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

OCTOBER = date(2026, 10, 1), date(2026, 10, 31)


def settle_homes(area, count, *, start, phone=True):
    """So many homes of one person each, without the corridor."""
    from lianxin.registry.actions import add_household
    from tests.registry.families import NOW

    made = []
    for number in range(start, start + count):
        head = {"name": f"住户{number}"} | ({"phone": f"1390000{number:04d}"} if phone else {})
        told = {"number": f"HB{number:06d}", "area": area, "head": head}
        made.append(add_household(**told, actor=None, now=NOW))
    return made


def visited(home, staff, *, day=date(2026, 10, 12), minutes=30, place="home", is_silent=False, hour=9):
    """A visit as it stands in the table."""
    from lianxin.visits.models import Visit

    at = datetime.combine(day, time(hour), timezone.get_default_timezone())
    until = at + timedelta(minutes=minutes)
    moments = {"started_at": at, "begun_at": at, "ended_at": until, "captured_at": until}
    about = {"household": home, "area": home.area, "staff": staff, "visited_on": day, "place": place}
    return Visit.objects.create(
        op_id=uuid4(), received_at=until, nothing_raised=is_silent, **about, **moments
    )


@pytest.fixture
def homes(areas, worker, neighbour):
    """Thirty in the worker's village, ten in the neighbour's, of another town; all visited."""
    near = settle_homes(areas["V1"], 30, start=100)
    far = settle_homes(areas["V4"], 10, start=300)
    for at, home in enumerate(near):
        visited(home, worker, day=date(2026, 10, 5 + at % 24))
    for at, home in enumerate(far):
        visited(home, neighbour, day=date(2026, 10, 5 + at))
    return near + far


@pytest.fixture
def opened(homes, areas, supervisor, now, own_anchor):
    """A round of the district about October; its commitment is sealed."""
    from lianxin.callbacks.actions import open_round
    from lianxin.ledger.seal import seal_ledger

    from_on, to_on = OCTOBER
    made = open_round(areas["D"], from_on=from_on, to_on=to_on, calls=24, actor=supervisor, now=now)
    seal_ledger(now=now)
    return made


@pytest.fixture
def drawn(opened, supervisor, now):
    from lianxin.callbacks.actions import draw_round

    return draw_round(opened, actor=supervisor, now=now)


@pytest.fixture
def answer_all(drawn, now):
    """Call every home: it says that somebody came, unless `deny` says of the call that nobody did."""
    from lianxin.callbacks.actions import note_call
    from lianxin.callbacks.models import Call
    from lianxin.callbacks.vocabulary import Answer, Outcome, Question

    def call(deny=lambda _call: False):
        for one in Call.objects.filter(round=drawn).select_related("caller", "visit"):
            came = Answer.NO if deny(one) else Answer.YES
            told = {Question.CAME: came, Question.LISTENED: Answer.YES}
            note_call(one, Outcome.ANSWERED, answers=told, actor=one.caller, now=now)

    return call
