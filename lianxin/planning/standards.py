"""The numbers of planning, read from the policy of visits in force. Pure.

Source: policy/visits/<effective-date>.yaml, whose comments explain each number. Visits a year by class come
from the policy of classes, since it gives the classes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

from lianxin.classification.vocabulary import Tier
from lianxin.planning.vocabulary import PlanningError

Numbers = Mapping[str, int | float]


@dataclass(frozen=True, slots=True)
class Standards:
    """Units: months 1 to 12; gaps in shares of the even gap; times of day in hours; 0 or 1 for no and yes.

    `visits`: owed in a year, by class. `numbers`: all numbers of the policy, for those found by pattern of
    name (`quiet_…`, `again_…`, `times_…`).
    """

    spring_from: int
    summer_from: int
    autumn_from: int
    winter_from: int
    gap_min: float
    gap_max: float
    window_share: float
    workdays_needed: int
    week_visits: int
    day_stops: int
    day_minutes: int
    visit_minutes: int
    longer_minutes: int
    day_begins: float
    day_ends: float
    evening_begins: float
    evening_ends: float
    evening_visits: int
    weekend_visits: int
    detour: float
    walk_speed: float
    drive_speed: float
    drive_start: int
    near_minutes: int
    promise_before_days: int
    call_back_days: int
    review_before_days: int
    visits: Mapping[Tier, int]
    numbers: Numbers


PLAIN = tuple(field.name for field in fields(Standards))[:-2]


def standards(visits_policy: Numbers, tiers_policy: Numbers) -> Standards:
    """Read the numbers of both policies; raise PlanningError `number_missing` for one that is not there."""
    missing = [name for name in PLAIN if name not in visits_policy]
    missing += [f"visits_{tier}" for tier in Tier if f"visits_{tier}" not in tiers_policy]
    if missing:
        named = "、".join(missing)
        raise PlanningError(
            "number_missing",
            f"走访办法缺少数字：{named}。请在办法里补上。",
            f"The policy lacks these numbers: {named}. Add them to it.",
        )
    visits = {tier: int(tiers_policy[f"visits_{tier}"]) for tier in Tier}
    plain = {name: visits_policy[name] for name in PLAIN}
    return Standards(
        **plain,  # type: ignore[arg-type]  # whole where the policy is proved to give whole numbers
        visits=MappingProxyType(visits),
        numbers=MappingProxyType(dict(visits_policy)),
    )


def even_gap(visits_a_year: int) -> float:
    """Days between visits that are spread evenly over a year."""
    return 365 / visits_a_year
