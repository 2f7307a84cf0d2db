"""What homes are owed in a year of rounds, counted slowly, and homes at the beginning of one."""

import numpy as np

from lianxin.planning.rounds.owing import Homes, visits_by_code
from lianxin.planning.rounds.seasons import ORDER, season_bit, season_of


def homes_for_a_year(cadre, village, tier, last_on, standards):
    """Homes of which the whole year is owed and nothing has been seen."""
    visits = visits_by_code(standards)[tier]
    nothing = np.zeros(len(cadre), np.int64)
    return Homes(cadre, village, tier, visits, nothing, np.minimum(visits, len(ORDER)), last_on)


def accrued_by(periods, year, standards):
    """The visits a home's classes owe it in a year; `periods` are (class, first day, last day)."""
    start, end = year
    days = (end - start).days + 1
    owed = 0.0
    for tier, first, last in periods:
        held = (min(last, end) - max(first, start)).days + 1
        owed += standards.visits[tier] * max(held, 0) / days
    return owed


def seasons_seen(days, standards):
    """The mask of the seasons in which these days lie."""
    mask = 0
    for day in days:
        mask |= season_bit(season_of(day, standards))
    return mask
