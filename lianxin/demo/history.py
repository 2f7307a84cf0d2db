"""Changes of the year as the register takes them: visits that told them, new facts, and what those retire.

Reads only; `actions` writes the batch. Facts, claims and notes are as the corridor would have made them of
the same visits (`visits.actions.revise_registry`), which the tests hold against each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from lianxin.demo.county import County
from lianxin.demo.findings import Finding
from lianxin.demo.telling import Office, filled_in
from lianxin.demo.year import Change
from lianxin.ledger.actions import Note
from lianxin.ledger.keys import new_keys
from lianxin.policies.catalogue import default
from lianxin.registry.actions import Batch, FactRow
from lianxin.registry.models import Fact, Household, Resident
from lianxin.registry.values import to_text
from lianxin.registry.vocabulary import Source
from lianxin.visits.actions import Told
from lianxin.visits.merging import claim_key
from lianxin.visits.payloads import Answer, VisitRecord

CHUNK = 500
SOURCE = Source.CADRE.value


@dataclass(frozen=True, slots=True)
class Known:
    """Where the county's rows are on the register: household index → (key, area), resident index → key."""

    households: dict[int, tuple[UUID, UUID]]
    residents: dict[int, UUID]


@dataclass(slots=True)
class News:
    """What is to be written: the batch and what the ledger is told of it, the visits in the order in which
    they were received, and (fact, visit, what was known) of each fact."""

    batch: Batch = field(default_factory=Batch)
    notes: list[Note] = field(default_factory=list)
    visits: list[Told] = field(default_factory=list)
    claims: list[tuple[UUID, UUID, str | None]] = field(default_factory=list)


@dataclass(slots=True)
class _Call:
    """One visit while its answers are gathered."""

    told: Finding
    op_id: UUID
    visit_id: UUID
    ended: datetime
    home: tuple[UUID, UUID]
    by: UUID
    answers: list[Answer] = field(default_factory=list)
    met: list[UUID] = field(default_factory=list)
    before: dict[str, str | None] = field(default_factory=dict)
    after: dict[str, str | None] = field(default_factory=dict)


def find(county: County, changes: Sequence[Change]) -> Known:
    """Look up the households and residents that the changes speak of (names are unique in a household)."""
    wanted = {county.numbers[change.household]: change.household for change in changes}
    rows = Household.objects.filter(number__in=wanted).values_list("number", "pk", "area")
    households = {wanted[number]: (key, area) for number, key, area in rows}
    people = {
        (households[change.household][0], county.names[change.resident]): change.resident
        for change in changes
        if change.resident >= 0
    }
    homes = {key for key, _name in people}
    listed = Resident.objects.filter(household__in=homes).values_list("household", "name", "pk")
    residents = {people[home, name]: key for home, name, key in listed if (home, name) in people}
    return Known(households, residents)


def news_of(
    county: County,
    changes: Sequence[Change],
    findings: Mapping[tuple[int, int], Finding],
    *,
    staff: Sequence[UUID],
    office: Office,
    now: datetime,
) -> News:
    """Write each change as a fact that a cadre told of a visit. No fact may come twice in `changes`.

    `findings`: the visits by (days ago, household); `staff`: keys of the cadres that they count.
    """
    news, calls = News(), dict[tuple[int, int], _Call]()
    today = county.today.toordinal()
    for start in range(0, len(changes), CHUNK):
        some = changes[start : start + CHUNK]
        known = find(county, some)
        current, keys = _current(known, some), iter(new_keys(2 * len(some)))
        for change in some:
            key = (change.days_ago, change.household)
            if key not in calls:
                told = findings[key]
                ended = min(office.at(today - told.days_ago, told.began + told.took), now)
                home = known.households[change.household]
                calls[key] = _Call(told, next(keys), next(keys), ended, home, staff[told.cadre])
            _answer(news, calls[key], county, change, known, current, now)
    asked = [call for call in calls.values() if call.answers]
    news.notes = [_changed(call, county) for call in asked]
    news.visits = sorted((_told(call, office, today, now) for call in asked), key=lambda one: one.received_at)
    return news


def _answer(
    news: News,
    call: _Call,
    county: County,
    change: Change,
    known: Known,
    current: Mapping[tuple[UUID, UUID | None, str], tuple[UUID, str]],
    now: datetime,
) -> None:
    """Note one fact with its visit; what is not on the register cannot be found as it was."""
    home, code = call.home[0], change.indicator
    resident = known.residents[change.resident] if change.resident >= 0 else None
    old = current.get((home, resident, code))
    if change.value is None and old is None:
        return
    value = old[1] if change.value is None else to_text(change.value, default()[code])
    before = old[1] if old else None
    fact = claim_key(call.op_id, call.ended, [code, str(resident) if resident else ""])
    observed_on = county.today - timedelta(days=change.days_ago)
    if old:
        news.batch.retired.append(old[0])
    row = FactRow(fact, home, resident, code, value, observed_on, SOURCE, "", now, call.by)
    news.batch.facts.append(row)
    news.claims.append((fact, call.visit_id, before))
    call.answers.append(Answer(code, value, resident, before, SOURCE))
    if resident and resident not in call.met:
        call.met.append(resident)
    name = f"{code}:{resident}" if resident else code
    call.before[name], call.after[name] = before, value


def _changed(call: _Call, county: County) -> Note:
    home, area = call.home
    cause = f"{SOURCE} {county.today - timedelta(days=call.told.days_ago)}"
    return Note("facts.changed", "household", home, area, call.before, call.after, "", call.by, cause)


def _told(call: _Call, office: Office, today: int, now: datetime) -> Told:
    told, day = call.told, today - call.told.days_ago
    form = office.form_on(day)
    fields, seconds = filled_in(0, told.on_paper, 0.4, len(call.answers)) if form else (0, 0)
    record = VisitRecord(
        call.visit_id,
        call.ended - timedelta(seconds=told.took),
        call.ended,
        call.home[0],
        None,
        call.met,
        None if call.met else "neighbour",
        "home",
        call.answers,
        [],
        True,
        "",
        [],
        seconds,
        fields,
    )
    received = min(max(office.at(day, told.sent), call.ended), now)
    return Told(call.op_id, "visit.record", call.by, *call.home, record, call.ended, received, form)


def _current(
    known: Known, changes: Sequence[Change]
) -> dict[tuple[UUID, UUID | None, str], tuple[UUID, str]]:
    """The current facts that the changes replace: (household, resident, indicator) → (key, value)."""
    facts, keys = Fact.objects.current(), [key for key, _area in known.households.values()]
    homes = facts.filter(
        household__in=keys, indicator__in={one.indicator for one in changes if one.resident < 0}
    )
    people = facts.filter(resident__in=known.residents.values())
    columns = ("household", "resident", "indicator", "pk", "value")
    return {
        (home, resident, indicator): (key, value)
        for rows in (homes, people)
        for home, resident, indicator, key, value in rows.values_list(*columns)
    }
