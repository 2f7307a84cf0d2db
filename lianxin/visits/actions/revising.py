"""What follows from visits: facts and clashes in the register, duties met. The corridor's work."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from lianxin.databases.inserting import insert_rows
from lianxin.ledger.actions import Note, record_many
from lianxin.ledger.models import Event
from lianxin.registry.actions import write_claims
from lianxin.visits.actions.claiming import Heard, Said, Thing, listen
from lianxin.visits.actions.meeting import meet_duties
from lianxin.visits.actions.standing import Standing, work_out, write_clashes
from lianxin.visits.models import Claim, Clash, Visit

CHUNK = 500


@transaction.atomic
def revise_registry(events: Sequence[Event], *, now: datetime) -> None:
    """Write the facts that visits told, find where they clash, and end the duties they met. Repeatable."""
    keys = [UUID(event.after["visit"]) for event in events]
    for start in range(0, len(keys), CHUNK):
        some = Visit.objects.filter(pk__among=keys[start : start + CHUNK])
        visits = list(some.order_by("captured_at", "pk"))
        _revise_facts([visit for visit in visits if visit.household_id and visit.answers], now)
        meet_duties(visits, now=now)


def _revise_facts(visits: Sequence[Visit], now: datetime) -> None:
    """Every value these visits told becomes a fact, and what counts is worked out anew."""
    if not visits:
        return
    heard = listen(visits)
    found = work_out(heard.said)
    current = {claim.id for claim in found.current.values()}
    rows = [one.row(now, is_current=one.claim.id in current) for one in found.new]
    notes = [*_changes(found), *_set_aside(heard, visits)]
    write_claims(rows, notes, retired=found.retired, restored=found.restored, actor=None, now=now)
    insert_rows(Claim, [(one.claim.id, one.visit.pk, one.claim.known) for one in found.new])
    clashes = write_clashes(found, found.new, now)
    record_many(_clashed(clashes, found.new), actor=None, now=now)


def _changes(found: Standing) -> Iterator[Note]:
    """`facts.changed` for each visit and source, with what counted before and what counts now."""
    latest: dict[Thing, Said] = {}
    for one in found.new:
        if one.claim.id == found.current[one.thing].id or one.thing not in latest:
            latest[one.thing] = one
    groups: dict[tuple[UUID, str], tuple[Said, dict[str, Any], dict[str, Any]]] = {}
    for thing, one in latest.items():
        before, after = found.before[thing], found.current[thing]
        if before is not None and before.id == after.id:
            continue
        _, old, new = groups.setdefault((one.visit.pk, one.source), (one, {}, {}))
        key = f"{thing[2]}:{thing[1]}" if thing[1] else thing[2]
        old[key], new[key] = before.value if before else None, after.value
    for one, old, new in groups.values():
        visit, cause = one.visit, f"{one.source} {one.claim.observed_on}"
        home = visit.household_id
        yield Note(
            *("facts.changed", "household", home, visit.area_id, old, new),
            cause=cause,
            actor_id=visit.staff_id,
        )


def _set_aside(heard: Heard, visits: Sequence[Visit]) -> Iterator[Note]:
    """Answers that the register cannot hold; told once, whoever asks again."""
    if not heard.strange:
        return
    homes = [visit.household_id for visit in visits if visit.pk in heard.strange]
    told = Event.objects.filter(kind="answers.set_aside", subject_id__in=homes)
    known = {event.after["visit"] for event in told}
    for visit in visits:
        if visit.pk in heard.strange and str(visit.pk) not in known:
            after = {"visit": str(visit.pk), "indicators": sorted(heard.strange[visit.pk])}
            yield _tell("answers.set_aside", visit, after)


def _clashed(clashes: Sequence[Clash], said: Sequence[Said]) -> Iterator[Note]:
    visits = {one.claim.id: one.visit for one in said}
    groups: dict[UUID, list[Clash]] = {}
    for clash in clashes:
        groups.setdefault(clash.visit_id, []).append(clash)
    for some in groups.values():
        visit = visits.get(some[0].told_id) or some[0].visit
        yield _tell("facts.clashed", visit, {"indicators": sorted({one.indicator for one in some})})


def _tell(kind: str, visit: Visit, after: dict[str, Any]) -> Note:
    home = visit.household_id
    return Note(kind, "household", home, visit.area_id, after=after, actor_id=visit.staff_id)
