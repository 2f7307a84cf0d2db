"""What follows from visits in the register: facts, and duties met. The corridor's work, in batches."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from lianxin.ledger.models import Event
from lianxin.planning.actions import record_done
from lianxin.planning.models import Duty
from lianxin.planning.refusals import PlanningRefused
from lianxin.policies.catalogue import default
from lianxin.registry.actions import NewFact, record_facts
from lianxin.registry.models import Resident
from lianxin.registry.values import ValueRefused, from_text
from lianxin.registry.vocabulary import Source
from lianxin.visits.models import Visit


def revise_registry(events: Sequence[Event], *, now: datetime) -> None:
    """Facts and duties of the visits that these events tell of. Repeatable."""
    keys = [UUID(event.after["visit"]) for event in events]
    for visit in (
        Visit.objects.filter(pk__among=keys).select_related("household", "staff").order_by("begun_at")
    ):
        if visit.household is not None:
            _record_facts(visit, now)
        for key in visit.duties:
            _meet(visit, UUID(key), now)


def _record_facts(visit: Visit, now: datetime) -> None:
    catalogue = default()
    people = {str(one.pk): one for one in Resident.objects.filter(household=visit.household)}
    for answer in visit.answers:
        indicator = catalogue.get(answer["indicator"])
        if indicator is None:
            continue
        try:
            value = from_text(answer["value"], indicator)
            record_facts(
                visit.household,
                [NewFact(indicator.code, value, people.get(answer["resident_id"]))],
                observed_on=visit.visited_on,
                source=Source(answer["source"]),
                actor=visit.staff,
                now=now,
            )
        except (ValueRefused, ValueError):
            continue


def _meet(visit: Visit, key: UUID, now: datetime) -> None:
    duty = Duty.objects.open().filter(pk=key, household=visit.household_id).first()
    if duty is None:
        return
    try:
        record_done(duty, on=visit.visited_on, actor=visit.staff, now=now)
    except PlanningRefused:
        return
