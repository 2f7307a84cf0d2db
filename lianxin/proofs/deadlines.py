"""Promise 16, the deadlines: each equals what a second calculator says, whatever a phone's clock says.

Random beginnings at any minute of two years, limits of every rung and urgency of the shipped policy and of
others, pauses that touch, overlap and lie elsewhere, ends of the day, years whose calendar is not published.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from random import Random
from typing import Any
from unittest import mock
from zoneinfo import ZoneInfo

from django.utils import timezone

from lianxin.flow import carry_on
from lianxin.policies.actions import adopt_policy
from lianxin.policies.catalogue import SHIPPED
from lianxin.policies.document import read
from lianxin.policies.ladder.parts import Ladder
from lianxin.problems import clocks
from lianxin.problems.actions import from_visits
from lianxin.problems.models import Problem
from lianxin.proofs.calculator import DAY, due_in_hours, due_in_workdays, minute, moment
from lianxin.proofs.crews import hire_crew, undone
from lianxin.proofs.vocabulary import Control, Proof, Tally
from lianxin.workdays import Calendar, official

ZONE = ZoneInfo("Asia/Shanghai")
TEN_YEARS_S = 10 * 365 * 86_400
END_TO_END = 100
LAST_MINUTE = 730 * DAY
WORKDAYS = {"village": 3, "town": 7, "district": 15}
HOURS = {"life": 2, "utilities": 24}
"""The clocks of the shipped policy, written down once more."""


def prove(tally: Tally, runs: int, chance: Random) -> None:
    """`runs` deadlines, one in END_TO_END of them of a need that a phone brings whose clock is off."""
    ladder, calendar = shipped(), published()
    for _ in range(runs):
        _one(tally, chance, ladder, calendar)
    with undone():
        _through_phones(tally, max(4, runs // END_TO_END), chance)


def shipped() -> Ladder:
    found = read((SHIPPED / "deadlines" / "2026-01-01.yaml").read_text("utf-8")).ladder
    assert found is not None
    return found


def published() -> Calendar:
    """The calendar as it was known before 2027 was published."""
    known = official()
    return Calendar(
        frozenset(day for day in known.holidays if day.year < 2027),
        frozenset(day for day in known.makeup_workdays if day.year < 2027),
        frozenset(year for year in known.years if year < 2027),
    )


def _one(tally: Tally, chance: Random, ladder: Ladder, calendar: Calendar) -> None:
    begins = chance.randrange(LAST_MINUTE)
    evening = chance.choice((17 * 60, 17 * 60 + 30, 18 * 60))
    times = clocks.Times(calendar, ZONE, time(9), time(evening // 60, evening % 60))
    stands = [_stretch(chance, begins) for _ in range(chance.choice((0, 0, 1, 2, 4)))]
    spans = [clocks.Span(moment(one), moment(other)) for one, other in stands]
    rung, urgency = chance.choice(list(WORKDAYS)), chance.choice((*HOURS, "ordinary", "ordinary"))
    clock = clocks.clock_of(ladder, rung, urgency)
    hours, workdays = HOURS.get(urgency), WORKDAYS[rung]
    if chance.random() < 0.5:  # other policies have other limits
        hours = chance.randint(1, 72) if hours else None
        workdays = chance.randint(1, 60)
        clock = replace(clock, hours=hours, workdays=workdays)
    found = clocks.due(clock, moment(begins), spans, times)
    if hours:
        expected = (moment(due_in_hours(begins, hours, stands)), False)
    else:
        at, is_provisional = due_in_workdays(begins, workdays, stands, evening)
        expected = (moment(at), is_provisional)
    kind = "hours" if hours else "workdays"
    tally.expect(found.at == expected[0], f"a deadline in {kind} is wrong")
    tally.expect(found.is_provisional == expected[1], f"a deadline in {kind} is wrongly firm or provisional")


def _stretch(chance: Random, begins: int) -> tuple[int, int]:
    """A pause near the beginning: hours or weeks long, sometimes ending on an evening."""
    one = begins + chance.randint(-5 * DAY, 30 * DAY)
    other = one + chance.choice((chance.randint(0, 600), chance.randint(DAY, 20 * DAY)))
    if chance.random() < 0.2:
        other = other // DAY * DAY + 18 * 60
    return (one, max(one, other))


def _through_phones(tally: Tally, runs: int, chance: Random) -> None:
    """Needs brought by phones whose clock is up to ten years off: their time begins when the server has them,
    and is over when the calculator says."""
    now = timezone.now()
    text = (SHIPPED / "deadlines" / "2026-01-01.yaml").read_text("utf-8")
    adopt_policy(text=text, filename="2026-01-01.yaml", actor=None, now=now)
    crew = hire_crew(chance, phones=1)
    phone = crew.phones[0]
    for _ in range(runs):
        phone.ahead_ms = int(chance.uniform(-TEN_YEARS_S, TEN_YEARS_S) * 1000)
        before = timezone.now()
        op = phone.visit(chance.choice(crew.homes).pk)
        phone.push()
        carry_on(now=timezone.now())
        problem = Problem.objects.filter(origins__item__op_id=op["op_id"]).first()
        is_timely = problem is not None and before <= problem.begins_at <= timezone.now()
        tally.expect(is_timely, "the time of a need did not begin when the server had it")
        if problem is not None:
            is_right = problem.due_at == _by_hand(problem)
            tally.expect(is_right, "a need that a phone brought is due at a wrong time")


def _by_hand(problem: Any) -> Any:
    begins = problem.begins_at.astimezone(ZONE)
    if problem.urgency in HOURS:
        return problem.begins_at + timedelta(hours=HOURS[problem.urgency])
    at, _ = due_in_workdays(minute(begins), WORKDAYS[problem.rung], (), 18 * 60)
    return moment(at)


def notices(broken: Callable[..., Any], name: str = "due", target: Any = clocks) -> bool:
    """Whether the proof notices a calculator that is broken."""
    tally = Tally()
    with mock.patch.object(target, name, broken):
        prove(tally, 300, Random(16))
    return bool(tally.faults)


RIGHT, OPENED = clocks.due, from_visits.write_opened


def counts_today(clock: Any, begins: Any, pauses: Any, times: Any) -> Any:
    return RIGHT(clock, begins - timedelta(days=1), pauses, times)


def forgets_makeup_days(clock: Any, begins: Any, pauses: Any, times: Any) -> Any:
    calendar = replace(times.calendar, makeup_workdays=frozenset())
    return RIGHT(clock, begins, pauses, replace(times, calendar=calendar))


def forgets_pauses(clock: Any, begins: Any, pauses: Any, times: Any) -> Any:
    return RIGHT(clock, begins, (), times)


def is_always_firm(clock: Any, begins: Any, pauses: Any, times: Any) -> Any:
    return RIGHT(clock, begins, pauses, times)._replace(is_provisional=False)


def sleeps_at_night(clock: Any, begins: Any, pauses: Any, times: Any) -> Any:
    """Hours that stand from the evening until the morning."""
    found = RIGHT(clock, begins, pauses, times)
    is_night = clock.hours is not None and not 9 <= found.at.astimezone(ZONE).hour < 18
    return found._replace(at=found.at + timedelta(hours=15)) if is_night else found


def believes_the_phone(raised: Any, *, actor: Any, now: Any, ground: Any) -> Any:
    """An opening that lets the time begin when the phone says it was told."""
    said = min((one.raised_at for one in raised), default=now) - timedelta(days=400)
    return OPENED(raised, actor=actor, now=said, ground=ground)


PROOF = Proof(
    promise=16,
    name="deadlines",
    says="time cannot be bent (deadlines equal a second calculator)",
    runs=10_000,
    prove=prove,
    controls=(
        Control("a calculator that counts the first day", lambda: notices(counts_today)),
        Control("a calculator that forgets make-up workdays", lambda: notices(forgets_makeup_days)),
        Control("a calculator that forgets pauses", lambda: notices(forgets_pauses)),
        Control("a calculator that calls everything firm", lambda: notices(is_always_firm)),
        Control("hours that stand at night", lambda: notices(sleeps_at_night)),
        Control(
            "a server that believes the phone's clock",
            lambda: notices(believes_the_phone, "write_opened", from_visits),
        ),
    ),
)
