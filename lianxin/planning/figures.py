"""What the rules of 五必去 and 五必访 ask, as columns: figures of places, of homes, of the people in them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Count, Max, Q, QuerySet, Sum

from lianxin.classification.judging import Inputs
from lianxin.criteria import Column
from lianxin.planning.models import Duty, Report
from lianxin.planning.must_visit import NEVER, level_of
from lianxin.planning.places import Ground
from lianxin.planning.standards import Standards
from lianxin.planning.vocabulary import Reason
from lianxin.planning.vocabulary import Report as Kind
from lianxin.policies.vocabulary import PolicyDocument
from lianxin.registry.models import Household

LOOK_BACK = timedelta(days=400)  # longer than any `again_…` of a policy that is of use
PETITIONS_OVER = timedelta(days=90)
OF_HOME: Mapping[Kind, tuple[str, Reason]] = {
    Kind.DEATH: ("days_since_death", Reason.DEATH),
    Kind.HOSPITAL: ("days_since_hospital", Reason.HOSPITAL),
    Kind.DISASTER: ("days_since_home_disaster", Reason.DISASTER),
    Kind.JOB_LOSS: ("days_since_job_loss", Reason.JOB_LOSS),
}
LOST_JOB = "main_earner_lost_job"


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Rows to be judged: keys of places or homes; `done_on` the last visit, `since_on` of what happened."""

    keys: Sequence[UUID]
    columns: Mapping[str, Column]
    done_on: np.ndarray
    since_on: Mapping[Reason, np.ndarray]


def figures_of_homes(inputs: Inputs, day: date) -> Judged:
    """The homes of some inputs; what was reported of them stands beside their facts."""
    keys = inputs.register.keys
    row_of = {key: row for row, key in enumerate(keys)}
    columns: dict[str, Column] = dict(inputs.columns)
    since: dict[Reason, np.ndarray] = {}
    told = Report.objects.standing().exclude(household=None).filter(happened_on__gte=day - LOOK_BACK)
    if len(keys) <= SOME:
        told = told.filter(household__among=list(keys))
    latest = told.order_by().values("household", "kind").annotate(last=Max("happened_on"))
    days = {kind: np.full(len(keys), NEVER, np.int64) for kind in OF_HOME}
    for home, kind, last in latest.values_list("household", "kind", "last"):
        if home in row_of and kind in OF_HOME:
            days[Kind(kind)][row_of[home]] = last.toordinal()
    for kind, (name, reason) in OF_HOME.items():
        columns[name], since[reason] = _days_since(days[kind], day), days[kind]
    if LOST_JOB in inputs.register.facts:
        fact = inputs.register.facts[LOST_JOB]
        noted = np.where(np.asarray(fact.column.values, np.bool_), fact.observed, NEVER)
        since[Reason.JOB_LOSS] = np.maximum(since[Reason.JOB_LOSS], noted)
    settled = Duty.objects.exclude(household=None)
    return Judged(keys, columns, _done_on(settled, "household", row_of, day), since)


def figures_of_people(
    inputs: Inputs, homes: Judged, policy: PolicyDocument
) -> tuple[Mapping[str, Column], np.ndarray]:
    """(columns with a row for each resident, row of his home), as far as rules about people ask for them."""
    members, catalogue = inputs.register.members, policy.catalogue
    rules = [rule for rule in policy.rules if level_of(rule, catalogue) == "resident"]
    columns: dict[str, Column] = {}
    for name in {name for rule in rules for name in rule.when.names if name in catalogue}:
        if name in members.facts:
            columns[name] = members.facts[name].column
        else:
            beside = homes.columns[name]
            known = None if beside.known is None else beside.known[members.home]
            columns[name] = Column(beside.values[members.home], known, beside.choices)
    return columns, members.home.astype(np.int64)


def figures_of_places(
    ground: Ground, numbers: Standards, day: date, areas: Collection[UUID] | None = None
) -> Judged:
    """The villages and communities that have homes. Problems are not known to this room yet."""
    homes = Household.objects.present().order_by()
    if areas is not None:
        homes = homes.filter(area__in=list(areas))
    counted = homes.values("area").annotate(
        homes=Count("pk"), poor=Count("pk", filter=Q(standing__tier="priority"))
    )
    rows = list(counted.values_list("area", "homes", "poor"))
    keys = [key for key, _, _ in rows]
    row_of = {key: row for row, key in enumerate(keys)}
    here, poor = (np.array([row[at] for row in rows], np.float64) for at in (1, 2))
    late = Duty.objects.overdue(day).exclude(household=None).order_by().values("area")
    late_homes = _by_area(late.annotate(n=Count("household", distinct=True)), row_of)
    told = Report.objects.standing().filter(household=None).order_by()
    petitions = told.filter(kind=Kind.PETITIONS, happened_on__gt=day - PETITIONS_OVER).values("area")
    disasters = told.filter(kind=Kind.DISASTER, happened_on__gte=day - LOOK_BACK).values("area")
    hit = np.full(len(keys), NEVER, np.int64)
    for area, last in disasters.annotate(n=Max("happened_on")).values_list("area", "n"):
        if area in row_of:
            hit[row_of[area]] = last.toordinal()
    km = [ground.km_to_town(key, numbers) for key in keys]
    unknown = Column(np.zeros(len(keys)), np.zeros(len(keys), np.bool_))
    columns = {
        "homes_here": Column(here),
        "priority_share": Column(poor / here if len(keys) else here),
        "km_to_town": Column.of(km, "number"),
        "petitions_90_days": Column(_by_area(petitions.annotate(n=Sum("count")), row_of)),
        "overdue_visit_share": Column(late_homes / here if len(keys) else here),
        "days_since_disaster": _days_since(hit, day),
        "open_problems": unknown,
        "overdue_problems": unknown,
    }
    done_on = _done_on(Duty.objects.all(), "area", row_of, day)
    return Judged(keys, columns, done_on, {Reason.PLACE_DISASTER: hit})


SOME = 2_000  # rows that are asked for by key; of more, all are read


def _done_on(duties: QuerySet, by: str, row_of: Mapping[UUID, int], day: date) -> np.ndarray:
    """The ordinal of the last visit, made or settled otherwise, of each home or place; NEVER for none."""
    ended = duties.filter(end__in=(Duty.DONE, Duty.EXCUSED), ended_on__gte=day - LOOK_BACK).order_by()
    if len(row_of) <= SOME:
        ended = ended.filter(**{f"{by}__among": list(row_of)})
    found = np.full(len(row_of), NEVER, np.int64)
    for key, last in ended.values(by).annotate(last=Max("ended_on")).values_list(by, "last"):
        if key in row_of:
            found[row_of[key]] = last.toordinal()
    return found


def _by_area(counted: Any, row_of: Mapping[UUID, int]) -> np.ndarray:
    found = np.zeros(len(row_of))
    for area, number in counted.values_list("area", "n"):
        if area in row_of:
            found[row_of[area]] = number
    return found


def _days_since(days: np.ndarray, day: date) -> Column:
    """Days from then to now; unknown where nothing was reported."""
    return Column(np.float64(day.toordinal()) - days, days != NEVER)
