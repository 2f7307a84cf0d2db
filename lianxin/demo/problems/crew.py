"""Who works on the demo's problems: by area, and whoever may say what a household says to an end. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from uuid import UUID

from lianxin.demo.problems.course import Course


@dataclass(frozen=True, slots=True, eq=False)
class Crew:
    """`cadres` by the area they work in, village or town; `heads` by town; the desk and the supervisor of the
    district."""

    cadres: Mapping[UUID, Sequence[UUID]]
    heads: Mapping[UUID, UUID]
    desk: UUID
    supervisor: UUID

    def taker(self, course: Course, luck: Random) -> UUID:
        """Who accepts it on the rung where it lies: in a village mostly whoever was told of it."""
        return self.of(course.holder, luck, course.owner)

    def of(self, area: UUID, luck: Random, wished: UUID | None = None) -> UUID:
        """Who answers for an area: the head of a town, a cadre of a village, else the district desk."""
        if area in self.heads:
            return self.heads[area]
        cadres = self.cadres.get(area, ())
        if not cadres:
            return self.desk
        return wished if wished in cadres and luck.random() < 0.85 else luck.choice(cadres)

    def helper(self, area: UUID, luck: Random) -> UUID | None:
        """Somebody to whom whoever answers for an area gives work; None where there is nobody."""
        cadres = self.cadres.get(area, ())
        return luck.choice(cadres) if cadres else None

    def judge(self, course: Course, luck: Random) -> UUID | None:
        """Who writes down what the household says: somebody who did nothing with it; None: nobody is left."""
        head = self.heads.get(course.places.town(course.raised.area))
        asked = [one for one in (head, self.desk, self.supervisor) if one is not None]
        free = [one for one in asked if one not in course.doers]
        if not free:
            return None
        return free[0] if luck.random() < 0.7 else free[-1]

    def outsider(self, course: Course) -> UUID | None:
        """Who can write down that a household withdraws: somebody of the office who did nothing with it."""
        asked = (self.heads.get(course.places.town(course.raised.area)), self.desk)
        return next((one for one in asked if one is not None and one not in course.doers), None)
