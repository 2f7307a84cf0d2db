"""The demo's problems go into their ledger: what homes raised, followed through the year up to now.

Everything is what the corridor, people and the clock would have written (`lianxin.problems.actions`), each
step at its own moment. It is told in two parts, because what the ledger is told must stand in the order of
time: what was raised before the pairing, where it can be in one process for each half of the district, and
what was raised since.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from lianxin.databases.inserting import insert_rows
from lianxin.demo.actions.hiring import Team
from lianxin.demo.actions.ordering import put_in_order
from lianxin.demo.problems import rows as columns
from lianxin.demo.problems.answers import answers
from lianxin.demo.problems.clockwork import Clockwork
from lianxin.demo.problems.coming import Home, come_in
from lianxin.demo.problems.course import Course
from lianxin.demo.problems.crew import Crew
from lianxin.demo.problems.numbering import Half, number
from lianxin.demo.problems.staged import Stage
from lianxin.demo.problems.told import Raised
from lianxin.demo.problems.unfolding import unfold
from lianxin.demo.swapping import Swap
from lianxin.ledger.actions import Note, record_past
from lianxin.people.models import Staff
from lianxin.problems.actions.from_visits import unfollowed
from lianxin.problems.actions.ground import Ground, ground_or_none
from lianxin.problems.actions.opening import most_urgent
from lianxin.problems.models import (
    Custody,
    Ending,
    Joint,
    Judgement,
    Origin,
    Packet,
    Pause,
    Problem,
    Promise,
    Reply,
    YearCount,
)
from lianxin.problems.models import Note as Said
from lianxin.problems.vocabulary import Channel
from lianxin.registry.models import Household
from lianxin.visits.models import Settlement
from lianxin.visits.vocabulary import ItemKind

ITEM = ("pk", "household", "household__number", "area", "kind", "category", "text", "quantity", "unit")
ITEM += ("wanted_on", "is_urgent", "raised_at", "raised_by", "visit__received_at")
AT_ONCE = 4_000
"""Problems whose rows are held in memory together."""


@dataclass(frozen=True, slots=True)
class Homes:
    """The homes of one half of the district by their numbers; `name` tells the halves apart."""

    name: Half
    numbers: Collection[str]


@dataclass(slots=True)
class Lives:
    """What was raised in some homes and followed, before it has its numbers; `owed`: items that are to be
    answered."""

    courses: list[Course]
    owed: Sequence[Any]
    clocks: Clockwork
    luck: Random


@dataclass(slots=True)
class Following:
    """What is told from one part to the next: numbers by year, and what the ledger is still to be told."""

    team: Team
    seed: int
    now: datetime
    numbers: Counter[int] = field(default_factory=Counter)
    later: list[tuple[datetime, Note]] = field(default_factory=list)

    def follow_apart(self, halves: Sequence[Homes], until: datetime, swap: Swap | None = None) -> None:
        """Follow up what was raised before a moment in these homes, to its end or to now; the ledger is told
        what happened before that moment. Its events are then to be put in order of time.

        `swap`: to the process that does so with the other homes, because numbers run through both.
        """
        with transaction.atomic():
            ground = ground_or_none(self.now)
            if ground is None:
                return
            lives = {half.name: self._live(ground, until, half) for half in halves}
            openings = {name: [one.raised.opened_at for one in some.courses] for name, some in lives.items()}
            if swap is not None:
                openings |= swap.tell(openings)
            numbers = number(dict(sorted(openings.items())), timezone.get_default_timezone(), self.numbers)
            for name, some in lives.items():
                self._write_down(some, numbers[name], until)

    def finish(self, rate: Callable[[datetime], Sequence[tuple[datetime, Note]]], *, after: int) -> None:
        """The rest: what was raised since, and what the ledger was not told yet, in the order of time.

        `rate`: lets homes say what they think of it, and returns what the ledger is told of that; `after`:
        the number of the last event that stands in order.
        """
        with transaction.atomic():
            ground = ground_or_none(self.now)
            if ground is not None:
                some = self._live(ground, self.now)
                opened = [one.raised.opened_at for one in some.courses]
                numbers = number({0: opened}, timezone.get_default_timezone(), self.numbers)
                self._write_down(some, numbers[0], self.now)
            record_past(sorted([*self.later, *rate(self.now)], key=lambda one: one[0]))
        put_in_order(after=after)
        YearCount.objects.bulk_create(YearCount(year=year, last=last) for year, last in self.numbers.items())

    def _live(self, ground: Ground, until: datetime, half: Homes | None = None) -> Lives:
        """The lives of what nobody follows yet; with all homes also what lies on the tables of today."""
        part = "last" if half is None else f"{half.name}"
        luck = Random(f"{self.seed} problems {part}")
        clocks, crew = Clockwork(ground.ladder, ground.times), crew_of(self.team)
        items = _items(until)
        homes = [Home(*one) for one in _homes()]
        if half is not None:  # with a database of their own they are all there is
            items = [one for one in items if one.household__number in half.numbers]
            homes = [one for one in homes if one.number in half.numbers]
        since = items[0].visit__received_at if items else until
        needs = [_raised(one, ground) for one in items if one.kind == ItemKind.NEED]
        raised = [*needs, *come_in(len(needs), homes, (since, until), crew, clocks, ground, luck)]
        raised.sort(key=lambda one: (one.opened_at, one.number, one.category, one.words))
        courses = unfold(raised, crew, clocks, ground, luck, until=self.now)
        if half is None:
            courses += stage(self.team, crew, clocks, ground, luck, self.now).lives()
            courses.sort(key=lambda one: one.raised.opened_at)
        return Lives(courses, [one for one in items if one.kind != ItemKind.NEED], clocks, luck)

    def _write_down(self, lives: Lives, numbers: Sequence[str], until: datetime) -> None:
        for course, given in zip(lives.courses, numbers, strict=True):
            course.number = given
        told = self._write(lives.courses)
        told += self._reply(lives.owed, lives.clocks, lives.luck)
        told.sort(key=lambda one: one[0])
        at = next((at for at, one in enumerate(told) if one[0] > until), len(told))
        record_past(told[:at])
        self.later += told[at:]

    def _write(self, courses: Sequence[Course]) -> list[tuple[datetime, Note]]:
        rows = columns.rows_of(courses)
        _insert(Problem, columns.PROBLEM, rows.problems)
        _insert(Custody, columns.CUSTODY, rows.custodies)
        _insert(Packet, columns.PACKET, rows.packets)
        _insert(Joint, columns.JOINT, rows.joints)
        _insert(Pause, columns.PAUSE, rows.pauses)
        _insert(Promise, columns.PROMISE, rows.promises)
        _insert(Ending, columns.ENDING, rows.endings)
        _insert(Judgement, columns.JUDGEMENT, rows.judgements)
        _insert(Origin, columns.ORIGIN, rows.origins)
        _insert(Said, columns.NOTE, rows.notes)
        insert_rows(Settlement, rows.settlements)
        return rows.told

    def _reply(self, owed: Sequence[Any], clocks: Clockwork, luck: Random) -> list[tuple[datetime, Note]]:
        asked = [
            (one.pk, one.household, one.area, one.raised_by, one.visit__received_at or one.raised_at)
            for one in owed
        ]
        rows, told = [], []
        for one in answers(asked, clocks, luck, until=self.now):
            by = one.owner if one.answered_at else None
            where = (one.item, one.household, one.area, one.owner, one.owed_from, one.due_at)
            rows.append((*where, one.is_provisional, one.answered_at, by, one.words))
            if one.answered_at is not None:
                subject = ("household", one.household) if one.household else ("area", one.area)
                after = {"item": str(one.item)}
                note = Note("reply.given", *subject, one.area, after=after, actor_id=one.owner)
                told.append((one.answered_at, note))
        insert_rows(Reply, rows)
        return told


def crew_of(team: Team) -> Crew:
    """Everybody of the team who works on problems, by area."""
    cadres = {area: [one.pk for one in some] for area, some in team.cadres.items()}
    heads = {area: head.pk for area, head in team.heads.items()}
    supervisor = Staff.objects.get(number="SUPERVISOR").pk
    return Crew(cadres, heads, team.desk.pk, supervisor)


def stage(team: Team, crew: Crew, clocks: Clockwork, ground: Ground, luck: Random, now: datetime) -> Stage:
    """The homes of the login that works in a village, for what lies on the tables today."""
    worker = team.keys["WORKER"]
    homes = Household.objects.filter(keeper=worker, area__in=team.cadres).order_by("number")
    known = [Home(*one) for one in homes.values_list("number", "pk", "area", "created_at")]
    return Stage(crew, clocks, ground, luck, worker, known, now)


def _items(until: datetime) -> list[Any]:
    """What nobody follows yet and came in by a moment, the first that came in first."""
    rows = unfollowed().filter(visit__received_at__lte=until).order_by()
    found = list(rows.values_list(*ITEM, named=True))
    return sorted(
        found, key=lambda one: (one.visit__received_at, one.household__number or "", one.category, one.text)
    )


def _homes() -> Iterable[tuple[str, UUID, UUID, datetime]]:
    return Household.objects.order_by("number").values_list("number", "pk", "area", "created_at")


def _raised(one: Any, ground: Ground) -> Raised:
    category = ground.ladder.category(one.category)
    return Raised(
        opened_at=one.visit__received_at,
        raised_at=one.raised_at,
        received_by=one.raised_by,
        area=one.area,
        category=one.category,
        urgency=most_urgent(ground.ladder, one.category) if one.is_urgent else category.urgency,
        words=one.text.strip(),
        channel=Channel.VISIT,
        household=one.household,
        number=one.household__number or "",
        item=one.pk,
        quantity=one.quantity,
        unit=one.unit,
        wanted_on=one.wanted_on,
    )


def _insert(model: type[models.Model], names: Sequence[str], rows: Sequence[columns.Row]) -> None:
    """Insert rows whose values stand in the order of `names`; other columns take their defaults."""
    fields = [field for field in model._meta.concrete_fields]
    at = {name: place for place, name in enumerate(names)}
    if [field.attname for field in fields] == list(names):
        insert_rows(model, rows)
        return
    places = [(at.get(field.attname), field.get_default()) for field in fields]
    insert_rows(
        model, [[row[place] if place is not None else other for place, other in places] for row in rows]
    )
