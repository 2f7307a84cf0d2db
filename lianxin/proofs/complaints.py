"""Promise 3: a complaint never reaches its subject or anyone who answers to him.

For each random organisation a complaint is made about one or two of its people. Who hears it is compared with
what a second rule, written by hand, says. Then those who must not learn of it look for it on every way there
is: what each answers must be the same as before the complaint, to the letter, so that not even a count tells.
Where one of them is asked to explain, his own list says so, and nothing else changes for anybody.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from random import Random
from typing import Any
from unittest import mock
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lianxin.desk.complaints import hearing as hearing_pages
from lianxin.desk.complaints import listing
from lianxin.ledger.actions import record
from lianxin.ledger.models import Event
from lianxin.people.models import Staff
from lianxin.policies.actions import adopt_policy
from lianxin.policies.catalogue import SHIPPED
from lianxin.problems.complaints import hearing
from lianxin.problems.complaints.actions import (
    Raised,
    ask_subject,
    record_complaint,
    recording,
    run_complaints,
    take_up,
)
from lianxin.problems.complaints.models import Complaint
from lianxin.problems.complaints.queries import Heard, heard_by
from lianxin.problems.vocabulary import Channel
from lianxin.proofs.channels import MARK, NAME, Channels, Eyes
from lianxin.proofs.complaint_leaks import LEAKS
from lianxin.proofs.complaint_traces import ASKED, lay
from lianxin.proofs.crews import undone
from lianxin.proofs.organisations import Organised, hears_by_hand, may_learn_from, plant
from lianxin.proofs.vocabulary import Control, Proof, Tally
from lianxin.registry.actions import add_household

DEADLINES = SHIPPED / "deadlines" / "2026-01-01.yaml"
WAYS = 2
"""On so many ways, beside those of complaints, everybody looks."""

EVERY = 3
"""In every so many organisations somebody looks beside the person concerned: one who must not learn of it;
and all is read that a complaint could leave behind (`complaint_traces`)."""


def prove(tally: Tally, runs: int, chance: Random) -> None:
    """`runs` organisations, one after the other; every way is gone about equally often."""
    with undone():
        channels = Channels(chance)
        adopt_policy(text=DEADLINES.read_text("utf-8"), actor=None, now=timezone.now())
        run_complaints(now=timezone.now())  # what the machine does today is done before anybody compares
        for number in range(runs):
            with undone(), standing_still():
                _one(tally, chance, number, channels)


@contextmanager
def standing_still() -> Iterator[None]:
    """It stays the same moment inside: no page reads otherwise because a minute or a day went by."""
    with mock.patch.object(timezone, "now", return_value=timezone.now()):
        yield


def _one(tally: Tally, chance: Random, number: int, channels: Channels) -> None:
    now = timezone.now()
    made = plant(chance, number, timezone.localdate(now))
    area = chance.choice(made.areas)
    head = {"name": "钱大川", "phone": "13800000000"}
    home = add_household(number=f"C{number}", area=area, head=head, actor=None, now=now)
    subjects = {one.pk for one in chance.sample(made.staff, chance.choice((1, 1, 1, 2)))}
    barred = set().union(*(may_learn_from(made, one) for one in subjects))
    lookers = [chance.choice(sorted(subjects))]
    if number % EVERY == 0 and barred - subjects:
        lookers.append(chance.choice(sorted(barred - subjects)))
    traces = None
    if number % EVERY == 0:
        traces = lay(made, home, [_staff(made, key) for key in lookers], barred, chance)
    stood = traces.read() if traces else {}
    eyes = [Eyes(_staff(made, key), channels.some(WAYS)) for key in lookers]
    before = [one.look(home.number) for one in eyes]
    events = Event.objects.order_by("-pk").values_list("pk", flat=True).first()
    heard_in_logs: list[str] = []
    with listening(heard_in_logs):
        raised = Raised(
            words=MARK,
            area=area.pk,
            household=home.pk,
            channel=Channel.CLERK,
            raised_at=now,
            subjects=frozenset(subjects),
            complainant=NAME,
            contact="13912344321",
        )
        complaint = record_complaint(raised, actor=None, now=now).complaint
        run_complaints(now=now)
    told = f"organisation {number}"
    tally.expect(not any(MARK in one or NAME in one for one in heard_in_logs), f"{told}: it stood in a log")
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first()
    tally.expect(last == events, f"{told}: the ledger counted on")
    _compare_rule(tally, made, subjects, complaint, told)
    for looker, was in zip(eyes, before, strict=True):
        _look(tally, looker, was, complaint.pk, home.number, told)
    if traces and chance.random() < 0.5:
        complaint.refresh_from_db()
        tally.expect(complaint.taken_up_at is None, f"{told}: somebody took it up who may not hear it")
        traces.asked = _asked_to_explain(made, complaint, subjects, chance)
        last = Event.objects.order_by("-pk").values_list("pk", flat=True).first()
        tally.expect(last == events, f"{told}: the ledger counted a question")
        stood |= {ASKED: "[1]"} if traces.asked else {}
    stands = traces.read() if traces else {}
    for place in sorted(stood.keys() | stands.keys()):
        is_same = stood.get(place) == stands.get(place)
        tally.expect(is_same, f"{told}: {place} reads otherwise than before")
    _hearers_find_it(tally, made, complaint, chance, told)


def _staff(made: Organised, key: UUID) -> Staff:
    return next(one for one in made.staff if one.pk == key)


def _compare_rule(
    tally: Tally, made: Organised, subjects: set[UUID], complaint: Complaint, told: str
) -> None:
    """The rule, the database and the second rule must agree, and there is always a level."""
    level, persons = hears_by_hand(made, subjects)
    now = timezone.now()
    found = {one.pk for one in made.staff if heard_by(one, now=now)}
    tally.expect(complaint.level == level, f"{told}: {complaint.level} instead of {level}")
    tally.expect(found == persons, f"{told}: others hear it than may")
    tally.expect(bool(found) == (complaint.level != "above"), f"{told}: it has no level")


def _look(tally: Tally, looker: Eyes, before: dict[str, str], key: UUID, home: str, told: str) -> None:
    """Nothing may look otherwise than before, and no address may answer as if there were something."""
    after = looker.look(home)
    for way, was in before.items():
        shown = after[way]
        tally.expect(MARK not in shown and NAME not in shown, f"{told}: seen on {way}")
        tally.expect(shown == was, f"{told}: {way} looks otherwise than before")
    tally.expect(looker.knock(key) == looker.knock(UUID(int=7)), f"{told}: its address answers otherwise")


def _hearers_find_it(tally: Tally, made: Organised, complaint: Complaint, chance: Random, told: str) -> None:
    now = timezone.now()
    hearers = [one for one in made.staff if heard_by(one, now=now)]
    if hearers:
        eyes = Eyes(chance.choice(hearers), ())
        tally.expect(MARK in eyes.page(complaint.pk), f"{told}: who may hear it does not find it")


def _asked_to_explain(
    made: Organised, complaint: Complaint, subjects: set[UUID], chance: Random
) -> UUID | None:
    """One of those it is about, asked by somebody who hears it; nobody where nobody here does."""
    now = timezone.now()
    hearers = [one for one in made.staff if heard_by(one, now=now)]
    if not hearers or complaint.taken_up_at is not None:
        return None
    hearer, asked = chance.choice(hearers), chance.choice(sorted(subjects))
    take_up(complaint, actor=hearer, now=now)
    ask_subject(complaint, staff=asked, words="那天在不在现场？", actor=hearer, now=now)
    return asked


@contextmanager
def listening(lines: list[str]) -> Iterator[None]:
    """Every line that any part of the software logs, down to DEBUG; the database's statements too."""

    class Ear(logging.Handler):
        def emit(self, line: logging.LogRecord) -> None:
            lines.append(line.getMessage())

    root, ear = logging.getLogger(), Ear(logging.DEBUG)
    level = root.level
    root.addHandler(ear)
    root.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        root.removeHandler(ear)
        root.setLevel(level)


def leaks(target: Any, name: str, broken: Callable[..., Any], *, at_once: int = 5) -> bool:
    """Whether the proof notices one thing that is broken, within a hundred organisations, so many of which it
    goes through before it looks. The first of each lot is one in which everything is read."""
    tally = Tally()
    with mock.patch.object(target, name, broken):
        for seed in range(100 // at_once):
            prove(tally, at_once, Random(seed))
            if tally.faults:
                return True
    return False


def everything_heard(person: Any, *, now: Any, is_open: bool = True) -> list[Heard]:
    """A list that forgot to ask."""
    nobody = hearing.Hearing(hearing.Level.TOWN, frozenset())
    return [Heard(one, nobody) for one in Complaint.objects.all()]


def says_forbidden(person: Any, key: UUID, *, now: Any) -> None:
    """An address that refuses what there is, and does not know what there is not."""
    if Complaint.objects.filter(pk=key).exists():
        raise PermissionDenied


def tells_the_ledger(*args: Any, **given: Any) -> Any:
    found = take(*args, **given)
    record(kind="complaint.recorded", actor=None, now=given["now"], subject=found.complaint)
    return found


take = recording.take

PROOF = Proof(
    promise=3,
    name="complaints",
    says="a complaint never reaches its subject or anyone who answers to him",
    runs=5_000,
    prove=prove,
    controls=(
        Control(
            "a rule that forgets who answers to him",
            partial(leaks, hearing.Organisation, "answering", lambda self, subjects: set()),
        ),
        Control(
            "a rule that forgets who sits beside him",
            partial(leaks, hearing.Organisation, "beside", lambda self, subject: set()),
        ),
        Control("a rule that finds no level", partial(leaks, hearing, "INSIDE", ())),
        Control("a list that forgets to ask", partial(leaks, listing, "heard_by", everything_heard)),
        Control("an address that says no", partial(leaks, hearing_pages, "find_heard", says_forbidden)),
        Control("a step that tells the ledger", partial(leaks, recording, "take", tells_the_ledger)),
        *(Control(words, partial(leaks, *planted, at_once=1)) for words, *planted in LEAKS),
    ),
)
