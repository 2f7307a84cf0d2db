"""One cadre's duties as a table, the most pressing first. Pure."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from lianxin.planning.routes.days import Door, Meeting
from lianxin.planning.routes.stretch import Stretch
from lianxin.planning.vocabulary import Duty, Id

Ints = NDArray[np.int64]
LATE = timedelta(days=13)  # what is overdue already is done in the first two weeks


class Table:
    """Columns by row of `duties`: what is no round comes first, then what is due first.

    `doors`: where each is done. `longitude`, `latitude`: in radians. `opens`, `due`: ordinals, within the
    stretch. `area`: a number for the village. `planned`: the Monday meant by the rounds, 0 for none.
    `meetings`: what is fixed already because somebody else will be there.
    """

    def __init__(
        self,
        duties: Sequence[Duty],
        doors: Mapping[Id, Door],
        base: tuple[float, float],
        stretch: Stretch,
        meetings: Mapping[Id, Meeting],
    ) -> None:
        self.duties = sorted(
            duties,
            key=lambda one: (
                one.id not in meetings,
                one.reason.keeps_to_quiet_times,
                one.due_on,
                one.opens_on,
            ),
        )
        self.meetings = [meetings.get(duty.id) if duty.id is not None else None for duty in self.duties]
        self.doors = [_door_of(duty) for duty in self.duties]
        known = [doors[door] for door in self.doors]
        self.longitude, self.latitude = _places_of(self.duties, known, base)
        self.after_work = np.array([one.after_work for one in known], np.bool_)
        self.is_round = np.array([one.reason.keeps_to_quiet_times for one in self.duties], np.bool_)
        opens = [max(one.opens_on, stretch.start) for one in self.duties]
        due = [one.due_on if one.due_on >= stretch.start else stretch.start + LATE for one in self.duties]
        for row, meeting in enumerate(self.meetings):
            if meeting is not None:
                opens[row] = due[row] = meeting.day
        self.opens = np.array([day.toordinal() for day in opens], np.int64)
        self.due = np.array([min(day, stretch.end).toordinal() for day in due], np.int64)
        areas = {area: at for at, area in enumerate(dict.fromkeys(one.area for one in self.duties))}
        self.area = np.array([areas[one.area] for one in self.duties], np.int64)
        self.planned = np.array(
            [one.planned_on.toordinal() if one.planned_on else 0 for one in self.duties], np.int64
        )

    def __len__(self) -> int:
        return len(self.duties)


def _places_of(
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


def _door_of(duty: Duty) -> Id:
    """Where a duty is done: at its home, or in the village itself."""
    door = duty.area if duty.home is None else duty.home
    assert door is not None
    return door
