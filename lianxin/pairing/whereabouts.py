"""Where homes and places lie, also those of which nobody wrote down where. Pure.

A home without coordinates lies in the middle of its village's known homes; a village without any in the
middle of its town, drawn a little aside by its number, so that neighbours by code stay together and no two
villages fall on one spot. Only distances between cadres and homes rest on this, never a map that is shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lianxin.pairing.vocabulary import Floats

DEGREES_ASIDE = (0.16, 0.05, 0.02)  # of a town, a community, a village from the middle above it
GOLDEN = np.pi * (3 - np.sqrt(5))  # successive places turn by this angle: evenly spread, however many


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The middles of all areas by path: (longitude, latitude), from known homes where there are any."""

    middles: Mapping[str, tuple[float, float]]

    def of(self, path: str) -> tuple[float, float]:
        return self.middles[path]


def middles_of(paths: Sequence[str], known: Mapping[str, tuple[float, float, int]]) -> Whereabouts:
    """Find the middle of every area.

    paths: of all areas, each ending in "/". known: by path, the mean longitude and latitude of the homes that
    lie in the area itself and have coordinates, and how many these are. Returns a middle for each path.
    """
    sums: dict[str, np.ndarray] = {path: np.zeros(3) for path in paths}
    for path, (east, north, count) in known.items():
        sums[path] += (east * count, north * count, count)
    for path in sorted(paths, key=len, reverse=True):
        if (above := _above(path)) in sums:
            sums[above] += sums[path]
    middles: dict[str, tuple[float, float]] = {}
    children: dict[str, int] = {}
    for path in sorted(paths, key=lambda path: (path.count("/"), path)):
        east, north, count = sums[path]
        if count:
            middles[path] = (east / count, north / count)
            continue
        above = _above(path)
        turn = GOLDEN * children.get(above, 0)
        children[above] = children.get(above, 0) + 1
        far = DEGREES_ASIDE[min(path.count("/") - 2, 2)] if above in middles else 0.0
        base = middles.get(above, (0.0, 0.0))
        middles[path] = (base[0] + far * float(np.cos(turn)), base[1] + far * float(np.sin(turn)))
    return Whereabouts(middles)


def coordinates(
    where: Whereabouts, homes_at: Sequence[str], longitude: Floats, latitude: Floats
) -> tuple[Floats, Floats]:
    """The coordinates of homes, the middle of their area where they have none of their own."""
    middle = np.array([where.of(path) for path in homes_at], np.float64).reshape(-1, 2)
    unknown = np.isnan(longitude) | np.isnan(latitude)
    return np.where(unknown, middle[:, 0], longitude), np.where(unknown, middle[:, 1], latitude)


def _above(path: str) -> str:
    return path[: path.rstrip("/").rfind("/") + 1]
