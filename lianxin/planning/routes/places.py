"""Where the doors of duties are. Pure."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lianxin.planning.routes.days import Door
from lianxin.planning.vocabulary import Duty, Id


def places_of(
    duties: Sequence[Duty], doors: Sequence[Door], base: tuple[float, float]
) -> NDArray[np.float64]:
    """(longitude, latitude) in radians, shape (2, n); an unknown one is in the middle of its village."""
    of_area: dict[Id | None, list[tuple[float, float]]] = {}
    for duty, door in zip(duties, doors, strict=True):
        if door.longitude is not None and door.latitude is not None:
            of_area.setdefault(duty.area, []).append((door.longitude, door.latitude))
    places = [
        (door.longitude, door.latitude)
        if door.longitude is not None and door.latitude is not None
        else tuple(np.mean(of_area.get(duty.area, [base]), axis=0))
        for duty, door in zip(duties, doors, strict=True)
    ]
    radians: NDArray[np.float64] = np.radians(np.array(places, np.float64).reshape(-1, 2).T)
    return radians


def door_of(duty: Duty) -> Id:
    """Where a duty is done: at its home, or in the village itself."""
    door = duty.area if duty.home is None else duty.home
    assert door is not None
    return door
