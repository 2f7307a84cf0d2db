"""What one cadre's households said, for whoever answers for the place: a range, one person at a time.

There is no list of these: neither sorted nor to be sorted, nothing to export, nothing to rank by.
"""

from dataclasses import dataclass
from datetime import date

from lianxin.people.access import areas_seen, may
from lianxin.people.models import Staff
from lianxin.ratings.months import first_day
from lianxin.ratings.pooling import WINDOW_MONTHS, K
from lianxin.ratings.queries import Standing, latest_month, standing_of


@dataclass(frozen=True, slots=True)
class Shown:
    """`lines` empty: too few to say. `until`: the month up to which it is told; None before the first."""

    lines: tuple[Standing, ...]
    until: date | None
    window: int = WINDOW_MONTHS
    at_least: int = K


def shown_of(cadre: Staff, viewer: Staff) -> Shown | None:
    """A cadre's ranges as somebody sees them who sees ratings: of the places in his sight; his own, of all.
    None where he sees none."""
    if cadre.pk != viewer.pk and not may(viewer, "rating.see"):
        return None
    month = latest_month()
    if month is None:
        return Shown((), None)
    within = None if cadre.pk == viewer.pk else areas_seen(viewer, "rating.see")
    return Shown(standing_of(cadre, month, within), first_day(month))
