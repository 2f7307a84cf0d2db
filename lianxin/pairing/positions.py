"""From longitude and latitude to kilometres on a plane. Pure."""

import numpy as np

from lianxin.pairing.vocabulary import Floats

KM_PER_DEGREE = 6371.0088 * np.pi / 180  # of latitude, on a sphere with the earth's mean radius (IUGG)


def on_plane(longitude: Floats, latitude: Floats) -> tuple[Floats, Floats]:
    """Kilometres east and north of the middle of all the places (degrees, WGS 84 or GCJ-02).

    An equirectangular projection: over a county of 150 km it is wrong by less than 1 %. Give all places in
    one call, homes and cadres together, or they lie on different planes. Unknown places (NaN) stay unknown.
    """
    known = np.isfinite(longitude) & np.isfinite(latitude)
    if not known.any():
        return np.full(len(longitude), np.nan), np.full(len(latitude), np.nan)
    middle = [(column[known].min() + column[known].max()) / 2 for column in (longitude, latitude)]
    east = (longitude - middle[0]) * KM_PER_DEGREE * np.cos(np.radians(middle[1]))
    return np.asarray(east), np.asarray((latitude - middle[1]) * KM_PER_DEGREE)
