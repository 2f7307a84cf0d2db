"""How far it is from door to door, and how long it takes. Pure.

Roads in the hills are longer than the line: great-circle distance times a detour factor. People walk or
drive, whichever is quicker; driving begins with getting to the car and ends with leaving it. The numbers are
those of the policy of visits.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lianxin.planning.standards import Standards

Floats = NDArray[np.float64]
Matrix = tuple[tuple[int, ...], ...]

EARTH_KM = 6371.0088  # mean radius, IUGG 1980
MINUTES_AN_HOUR = 60


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Between n + 1 places, of which place 0 is where the day begins and ends.

    `minutes[i][j]`: whole minutes from i to j; `km`: shape (n + 1, n + 1).
    """

    minutes: Matrix
    km: Floats


def ways_between(longitudes: Sequence[float], latitudes: Sequence[float], standards: Standards) -> Ways:
    """The ways between places in degrees, the first where the day begins; none may be unknown (NaN)."""
    longitude, latitude = np.radians(np.array([longitudes, latitudes], np.float64))
    km = road_km(longitude[:, None], latitude[:, None], longitude[None, :], latitude[None, :], standards)
    return Ways(tuple(tuple(row) for row in minutes_for(km, standards).tolist()), km)


def road_km(
    longitude: Floats, latitude: Floats, other_longitude: Floats, other_latitude: Floats, standards: Standards
) -> Floats:
    """Kilometres by road between places given in radians; shapes broadcast (haversine formula)."""
    north = np.sin((other_latitude - latitude) / 2) ** 2
    east = np.sin((other_longitude - longitude) / 2) ** 2
    half = np.sqrt(north + np.cos(latitude) * np.cos(other_latitude) * east)
    km: Floats = 2 * EARTH_KM * np.arcsin(np.minimum(half, 1)) * standards.detour
    return km


def minutes_for(km: Floats, standards: Standards) -> NDArray[np.int64]:
    """Whole minutes for distances by road, on foot or by car, whichever is quicker; rounded up."""
    walking = km * (MINUTES_AN_HOUR / standards.walk_speed)
    driving = standards.drive_start + km * (MINUTES_AN_HOUR / standards.drive_speed)
    return np.ceil(np.minimum(walking, driving) - 1e-9).astype(np.int64)
