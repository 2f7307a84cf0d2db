"""One visit as a page: whom one met, what was asked and answered, what was raised, what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils import timezone

from lianxin.desk.households.rows import Row
from lianxin.desk.planning.visits import rows_seen
from lianxin.desk.planning.words import why
from lianxin.desk.visits.listing import Brought, brought
from lianxin.desk.visits.words import fact_title, fact_words, form_of, form_today, lasted, titles_of, word
from lianxin.field.models import Op
from lianxin.ledger.models import Event, Pending
from lianxin.planning.models import Duty
from lianxin.registry.models import Fact, Resident
from lianxin.registry.vocabulary import Source
from lianxin.visits.models import Claim, Clash, Item, Visit, VisitNote

FAR_OFF = timedelta(minutes=10)
"""From so much on, it is said that the phone's clock was wrong."""


@dataclass(frozen=True, slots=True)
class Told:
    """One answer: of what and whom, the value, what the register had before, and what came of it.

    `fact` is what it became in the register, None where it changed nothing (yet). `clash` is set where the
    register knew something else.
    """

    title: str
    whom: str
    value: str
    old: str
    source: str
    fact: Fact | None
    clash: Clash | None


@dataclass(frozen=True, slots=True)
class Raised:
    """An item with everything the page says of it."""

    one: Brought
    whom: str
    about: Item | None

    @property
    def settlement(self) -> Any:
        return self.one.item.settlement if self.one.is_settled else None


@dataclass(frozen=True)
class VisitPage:
    """`row` is the home, None for a place. `op` is how it came in, None where no phone brought it."""

    visit: Visit
    row: Row | None
    met: list[str]
    told: list[Told]
    raised: list[Raised]
    notes: list[VisitNote]
    duties: list[str]
    op: Op | None
    waits: bool

    @property
    def minutes(self) -> int:
        return lasted(self.visit.started_at, self.visit.ended_at)

    @property
    def filling(self) -> int:
        return round(self.visit.filling_seconds / 60)

    @property
    def ends_at(self) -> datetime:
        """By the server's clock."""
        return self.visit.begun_at + timedelta(minutes=self.minutes)

    @property
    def has_wrong_clock(self) -> bool:
        return abs(self.visit.started_at - self.visit.begun_at) >= FAR_OFF

    @cached_property
    def clashes(self) -> int:
        return sum(one.clash is not None for one in self.told)


def one_visit(visit: Visit, person: Any) -> VisitPage:
    """Everything a page says of a visit that the person sees."""
    people = _people(visit)
    row = rows_seen([visit.household_id], person).get(visit.household_id)
    return VisitPage(
        visit,
        row,
        [people.get(key, "—") for key in visit.met],
        list(_told(visit, people)),
        _raised(visit, people),
        list(visit.notes.select_related("staff")),
        [why(duty) for duty in _met_duties(visit)],
        Op.objects.filter(pk=visit.op_id).first(),
        _waits(visit),
    )


def _people(visit: Visit) -> dict[str, str]:
    """Names of the home's residents by key as text, also of those who left since."""
    if visit.household_id is None:
        return {}
    names = Resident.objects.filter(household=visit.household_id).values_list("pk", "name")
    return {str(key): name for key, name in names}


def _told(visit: Visit, people: dict[str, str]) -> Iterable[Told]:
    claims = Claim.objects.filter(visit=visit).select_related("fact").order_by("fact__recorded_at")
    facts = {(one.fact.indicator, _text(one.fact.resident_id)): one.fact for one in claims}
    found = Clash.objects.filter(told__in=[one.pk for one in facts.values()]).select_related("held")
    clashes = {one.told_id: one for one in found}
    for answer in visit.answers:
        code, resident = answer["indicator"], answer["resident_id"]
        fact = facts.get((code, resident))
        clash = clashes.get(fact.pk) if fact else None
        before = clash.held.value if clash else answer["old"]
        yield Told(
            fact_title(code),
            people.get(resident, "—") if resident else "",
            fact_words(code, answer["value"]),
            fact_words(code, before),
            word(Source, answer["source"]),
            fact,
            clash,
        )


def _raised(visit: Visit, people: dict[str, str]) -> list[Raised]:
    titles = titles_of([form_of(visit.form), form_today(timezone.localdate())])
    items = list(visit.items.select_related("settlement__settled_by").order_by("pk"))
    earlier = Item.objects.in_bulk([item.about_id for item in items if item.about_id])
    same_home = {key: one for key, one in earlier.items() if one.household_id == visit.household_id}
    return [
        Raised(
            brought(item, titles),
            people.get(str(item.for_resident_id), "") if item.for_resident_id else "",
            same_home.get(item.about_id),
        )
        for item in items
    ]


def _met_duties(visit: Visit) -> list[Duty]:
    """The visits owed that this one was."""
    keys = [UUID(key) for key in visit.duties]
    done = Duty.objects.filter(pk__in=keys, end=Duty.DONE, ended_on=visit.visited_on)
    return list(done.filter(household=visit.household_id).order_by("due_on"))


def _waits(visit: Visit) -> bool:
    """Whether the corridor has still to carry the answers into the register."""
    subject = ("household", visit.household_id) if visit.household_id else ("area", visit.area_id)
    about = Event.objects.about(*subject).filter(kind="visit.recorded")
    return Pending.objects.filter(event__in=about.values("pk")).exists()


def _text(key: Any) -> str | None:
    return str(key) if key else None
