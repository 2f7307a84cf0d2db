"""How a home is visited: how long, and at what time of day people are there. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from lianxin.criteria import Column, Ruleset
from lianxin.planning.standards import Standards
from lianxin.planning.vocabulary import Window
from lianxin.policies.vocabulary import PolicyDocument
from lianxin.workdays import Calendar

LONGER, AFTER_WORK = "longer", "after_work"
MINUTES_AN_HOUR = 60


@dataclass(frozen=True, slots=True, eq=False)
class Manners:
    """One row for each home: `minutes` of a visit, and whether people are at home only `after_work`."""

    minutes: NDArray[np.int64]
    after_work: NDArray[np.bool_]


def manners(policy: PolicyDocument, columns: Mapping[str, Column], standards: Standards) -> Manners:
    """Judge homes by the rules of a policy of visits; what is unknown of a home changes nothing."""
    outcome = Ruleset([rule.when for rule in policy.rules], policy.values).run(columns)
    flags = {name: np.zeros(outcome.length, np.bool_) for name in (LONGER, AFTER_WORK)}
    for place, rule in enumerate(policy.rules):
        flags[rule.gives] |= outcome.rule(place).unpack()[0]
    minutes = np.where(flags[LONGER], standards.longer_minutes, standards.visit_minutes)
    return Manners(minutes.astype(np.int64), flags[AFTER_WORK])


def windows_on(
    day: date, is_after_work: bool, standards: Standards, calendar: Calendar
) -> tuple[Window, ...]:
    """When a home can be visited on a day; empty when not at all.

    People who work by day are seen in the evening and at weekends as far as the policy allows, else by day.
    """
    by_day = Window(_minutes(standards.day_begins), _minutes(standards.day_ends))
    evening = Window(_minutes(standards.evening_begins), _minutes(standards.evening_ends))
    if not calendar.is_workday(day):
        return (by_day,) if is_after_work and standards.weekend_visits else ()
    return (evening,) if is_after_work and standards.evening_visits else (by_day,)


def _minutes(hours: float) -> int:
    return round(hours * MINUTES_AN_HOUR)
