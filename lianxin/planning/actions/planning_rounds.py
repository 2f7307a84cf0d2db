"""The rounds of the district, or of a few homes anew. Reading and spreading come first, writing is short."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import router, transaction
from django.db.models import Count
from django.utils import timezone

from lianxin.classification.judging import Inputs
from lianxin.databases.inserting import insert_rows
from lianxin.ledger.actions import record
from lianxin.ledger.keys import new_keys
from lianxin.planning import vocabulary
from lianxin.planning.actions.must_visits import call_must_visits
from lianxin.planning.actions.owing import owe_handovers, owe_reviews
from lianxin.planning.actions.planning_trips import plan_trips
from lianxin.planning.ahead import Ahead, RoundHomes, end_of_plan, rounds_ahead
from lianxin.planning.models import Duty, Plan
from lianxin.planning.reading import (
    Policies,
    policies_on,
    read_facts,
    read_minutes,
    read_round_homes,
)
from lianxin.planning.refusals import PlanningRefused, refusing
from lianxin.planning.visited import read_others, read_visited, replaced
from lianxin.policies.calendars.in_force import calendar_in_force
from lianxin.registry.models import Household

MOST_OF_SOME = 5_000  # more homes than this are planned with the whole district


@dataclass(frozen=True, slots=True)
class Planned:
    """What stands after planning: open duties by reason, trips of the days ahead, duties without a day.

    `overload`: cadres with a week beyond the policy's limit; `breaking`: homes whose rounds cannot keep every
    rule any more, because too little of the year is left.
    """

    from_on: date
    to_on: date
    duties: int
    by_reason: dict[str, int]
    trips: int
    unplanned: int
    overload: int
    breaking: int

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"from_on": self.from_on.isoformat(), "to_on": self.to_on.isoformat()}


def plan_rounds(
    *,
    from_on: date,
    to_on: date | None = None,
    actor: Any,
    now: datetime,
    tell: Callable[[str], None] = lambda step: None,
) -> Planned:
    """Plan the rounds of all paired households, call what must be visited, and bundle the next days' trips.

    Rounds that have not opened yet are replaced; what is open, overdue or done stays and counts. Nothing is
    planned before today; without `to_on` the plan reaches to `end_of_plan`. Raises PlanningRefused:
    no-policy, no-pairs, dates, and what the pure part cannot plan (number_missing, year_unknown).
    """
    today = timezone.localdate(now)
    from_on = max(from_on, today)
    policies = policies_on(today)
    to_on = to_on or end_of_plan(from_on, policies.standards)
    if to_on < from_on:
        raise PlanningRefused("dates")
    tell("reading")
    homes = read_round_homes()
    if not homes.keys:
        raise PlanningRefused("no-pairs")
    inputs = read_facts(policies.visits, on=today)
    ahead = _ahead(homes, None, inputs, policies, from_on=from_on, to_on=to_on, today=today, tell=tell)
    tell("writing")
    plan = _write_plan(ahead, from_on=from_on, to_on=to_on, actor=actor, now=now)
    owe_handovers(now=now)
    owe_reviews(now=now)
    call_must_visits(now=now, inputs=inputs)
    tell("trips")
    trips = plan_trips(from_on=from_on, actor=actor, now=now, inputs=inputs)
    counted = _counted(from_on, to_on)
    planned = Planned(
        from_on,
        to_on,
        counted.total(),
        dict(sorted(counted.items())),
        trips.trips,
        len(trips.unplanned),
        ahead.overloaded,
        ahead.breaking,
    )
    _keep(plan, planned, actor=actor, now=now)
    return planned


def plan_some(keys: Collection[UUID], *, now: datetime) -> int:
    """Plan the rounds of some homes anew, as far as the district's plan reaches; returns how many duties.

    For handlers: it does nothing in a district that was never planned. The weeks of all other homes stay.
    """
    plan, today = Plan.objects.first(), timezone.localdate(now)
    if plan is None or plan.to_on <= today or not keys:
        return 0
    written, waiting = 0, list(keys)
    for start in range(0, len(waiting), MOST_OF_SOME):
        some = waiting[start : start + MOST_OF_SOME]
        from_on = max(plan.from_on, today)
        homes = read_round_homes(some)
        if homes.keys:
            policies = policies_on(today)
            inputs = read_facts(policies.visits, on=today, keys=list(homes.keys))
            ahead = _ahead(homes, some, inputs, policies, from_on=from_on, to_on=plan.to_on, today=today)
            written += _write(ahead.duties, some, from_on=from_on, today=today)
    return written


def _ahead(
    homes: RoundHomes,
    some: Sequence[UUID] | None,
    inputs: Inputs,
    policies: Policies,
    *,
    from_on: date,
    to_on: date,
    today: date,
    tell: Callable[[str], None] = lambda step: None,
) -> Ahead:
    numbers = policies.standards
    minutes = read_minutes(homes.keys, inputs, policies.visits, numbers)
    visited = read_visited(homes, some, from_on=from_on, today=today)
    others = read_others(homes, some, from_on=from_on, today=today)
    tell("spreading")
    with refusing():
        return rounds_ahead(
            homes,
            visited,
            others=others,
            from_on=from_on,
            to_on=to_on,
            minutes=minutes,
            standards=numbers,
            calendar=calendar_in_force(),
        )


@transaction.atomic
def _write_plan(ahead: Ahead, *, from_on: date, to_on: date, actor: Any, now: datetime) -> Plan:
    _write(ahead.duties, None, from_on=from_on, today=timezone.localdate(now))
    return Plan.objects.create(made_at=now, made_by=actor, from_on=from_on, to_on=to_on)


@transaction.atomic
def _write(
    duties: Sequence[vocabulary.Duty], some: Collection[UUID] | None, *, from_on: date, today: date
) -> int:
    """Replace the rounds; who has each home now is read anew, for spreading took its time."""
    old = Duty.objects.filter(replaced(from_on=from_on, today=today))
    present = Household.objects.present().exclude(keeper=None)
    if some is not None:
        old, present = old.filter(household__among=list(some)), present.filter(pk__among=list(some))
    old._raw_delete(router.db_for_write(Duty))
    keeper = dict(present.order_by().values_list("pk", "keeper").iterator())
    insert_rows(
        Duty,
        [
            (key, one.home, one.area, keeper[one.home], None, one.reason.value, one.why)
            + (one.opens_on, one.due_on, one.planned_on, one.minutes, today, None, "")
            for key, one in zip(new_keys(len(duties)), duties, strict=True)
            if one.home in keeper
        ],
    )
    return len(duties)


def _counted(from_on: date, to_on: date) -> Counter[str]:
    """Open duties whose time lies in the plan, by reason."""
    rows = Duty.objects.open().filter(opens_on__lte=to_on, due_on__gte=from_on).order_by()
    return Counter(dict(rows.values_list("reason").annotate(Count("pk"))))


@transaction.atomic
def _keep(plan: Plan, planned: Planned, *, actor: Any, now: datetime) -> None:
    plan.summary = planned.to_json()
    plan.save(update_fields=["summary"])
    after = {key: plan.summary[key] for key in ("duties", "trips", "from_on", "to_on")}
    record(kind="plan.made", actor=actor, now=now, subject=plan, after=after)
