"""五必去 and 五必访: the visits that the rules ask for are called, others of the kind are let go."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lianxin.classification.judging import Inputs
from lianxin.databases.inserting import insert_rows
from lianxin.databases.updating import update_rows
from lianxin.ledger.actions import Note, record_many
from lianxin.ledger.keys import new_key
from lianxin.planning.figures import Judged, figures_of_homes, figures_of_people, figures_of_places
from lianxin.planning.models import Calling, Duty
from lianxin.planning.must_visit import NEVER, MustVisits, must_visit
from lianxin.planning.places import Goers, Ground
from lianxin.planning.reading import Policies, policies_on, read_facts, read_minutes
from lianxin.planning.refusals import PlanningRefused
from lianxin.planning.vocabulary import HAPPENED, MUST_GO, MUST_SEE
from lianxin.policies.vocabulary import PolicyDocument
from lianxin.registry.models import Household

AHEAD = timedelta(days=13)  # called so long before they open, so that trips can take them along
OF_HOMES, OF_PLACES = sorted(MUST_SEE | HAPPENED), sorted(MUST_GO)


@dataclass(frozen=True, slots=True)
class Called:
    """A visit the rules ask for, of a home or of a place (`home` None)."""

    home: UUID | None
    area: UUID | None
    reason: str
    why: dict[str, Any]
    opens_on: date
    due_on: date

    @property
    def place(self) -> tuple[UUID | None, str]:
        """The door and the reason: nobody is owed two visits for one reason."""
        return (self.home or self.area, self.reason)


def call_must_visits(
    *,
    now: datetime,
    homes: Collection[UUID] | None = None,
    areas: Collection[UUID] | None = None,
    inputs: Inputs | None = None,
) -> int:
    """Ask the rules of the whole district, once a day, or of some homes or places; returns the new duties.

    Called is what opens within two weeks. What the rules no longer ask for is let go, unless it is overdue.
    `inputs`: the facts of all homes when they were read already; then the rules are asked again that day.
    """
    today = timezone.localdate(now)
    whole = homes is None and areas is None
    if whole and inputs is None and Calling.objects.filter(day=today).exists():
        return 0
    try:
        policies = policies_on(today)
    except PlanningRefused:
        return 0
    if policies.must is None or not Household.objects.exclude(keeper=None).exists():
        return 0
    document, called, minutes = policies.must.document, list[Called](), dict[UUID, int]()
    if whole or homes:
        if inputs is None:
            inputs = read_facts(policies.must, on=today, keys=list(homes) if homes is not None else None)
        called += _of_homes(inputs, document, today)
        keys = sorted({one.home for one in called if one.home})
        times = read_minutes(keys, inputs, policies.visits, policies.standards)
        minutes = dict(zip(keys, times.tolist(), strict=True))
    ground = Ground(today) if whole or areas else None
    if ground is not None:
        places = figures_of_places(ground, policies.standards, today, areas)
        found = must_visit(
            document, "place", places.columns, today=today, until=today + AHEAD,
            done_on=places.done_on, since_on=places.since_on,
        )  # fmt: skip
        called += _called(found, places, of_place=True)
    scope = (
        Q() if whole else Q(household__in=list(homes or ())) | Q(household=None, area__in=list(areas or ()))
    )
    return _write(called, scope, minutes, ground, policies, whole=whole, now=now)


def _of_homes(inputs: Inputs, document: PolicyDocument, today: date) -> Iterator[Called]:
    homes = figures_of_homes(inputs, today)
    people, home = figures_of_people(inputs, homes, document)
    known = {"today": today, "until": today + AHEAD, "done_on": homes.done_on, "since_on": homes.since_on}
    yield from _called(must_visit(document, "home", homes.columns, **known), homes)
    yield from _called(must_visit(document, "resident", people, home=home, **known), homes)


def _called(found: MustVisits, judged: Judged, *, of_place: bool = False) -> Iterator[Called]:
    for at, row in enumerate(found.row.tolist()):
        key, last = judged.keys[row], int(judged.done_on[row])
        why = found.why(at, date.fromordinal(last) if last != NEVER else None)
        opens, due = (date.fromordinal(int(days[at])) for days in (found.opens, found.due))
        home, area = (None, key) if of_place else (key, None)
        yield Called(home, area, found.reason(at).value, why, opens, due)


@transaction.atomic
def _write(
    called: list[Called],
    scope: Q,
    minutes: dict[UUID, int],
    ground: Ground | None,
    policies: Policies,
    *,
    whole: bool,
    now: datetime,
) -> int:
    """Add what is not owed yet, for whoever has the home now, and drop what nothing asks for."""
    today = timezone.localdate(now)
    open_ones = Duty.objects.open().filter(scope, reason__in=[*OF_HOMES, *OF_PLACES]).order_by()
    owed = {
        (home or area, reason): (key, due)
        for key, home, area, reason, due in open_ones.values_list(
            "pk", "household", "area", "reason", "due_on"
        )
    }
    asked = {one.place for one in called}
    gone = [key for place, (key, due) in owed.items() if place not in asked and due >= today]
    Duty.objects.filter(pk__among=gone).update(ended_on=today, end=Duty.DROPPED)
    fresh = [one for one in called if one.place not in owed]
    keepers = Household.objects.present().exclude(keeper=None)
    keepers = keepers.filter(pk__among=[one.home for one in fresh if one.home])
    of_home = {key: (area, keeper) for key, area, keeper in keepers.values_list("pk", "area", "keeper")}
    goers = Goers(ground, _load()) if ground is not None else None
    if goers is not None:
        _send_others(goers)
    rows, takes = list[tuple[Any, ...]](), policies.standards.longer_minutes
    for one in fresh:
        if one.home is not None:
            area, staff = of_home.get(one.home, (None, None))
        else:
            area, staff = one.area, goers.send(one.area) if goers and one.area else None
        if staff is not None:
            time = minutes.get(one.home, takes) if one.home else takes
            rows.append(
                (new_key(), one.home, area, staff, None, one.reason, one.why)
                + (one.opens_on, one.due_on, None, time, today, None, "")
            )
    insert_rows(Duty, rows)
    if whole:
        Calling.objects.update_or_create(day=today, defaults={"called_at": now, "duties": len(rows)})
    if rows or gone:
        after = {"duties": len(rows), "dropped": len(gone)}
        record_many([Note("duties.called", "duty", None, after=after)], actor=None, now=now)
    return len(rows)


def _send_others(goers: Goers) -> None:
    """Villages that somebody was to go to who keeps no post any more are somebody else's."""
    owed = Duty.objects.open().filter(reason__in=OF_PLACES).values_list("pk", "staff", "area")
    lost = [(key, goers.send(area)) for key, staff, area in owed if staff not in goers.able]
    update_rows(Duty, ("staff_id",), [(key, staff) for key, staff in lost if staff is not None])


def _load() -> dict[UUID, int]:
    """How many villages each cadre owes a visit already."""
    return Counter(Duty.objects.open().filter(reason__in=OF_PLACES).values_list("staff", flat=True))
