"""Where homes and villages lie, where cadres set out from, and who goes to a village that must be gone to."""

from collections.abc import Collection
from datetime import date
from math import radians
from uuid import UUID

import numpy as np
from django.db.models import Avg, Count

from lianxin.pairing.cadres import NO_TOWN, Cadre, Places, cadres_on
from lianxin.pairing.whereabouts import middles_of
from lianxin.people.vocabulary import Rank
from lianxin.planning.routes.travel import road_km
from lianxin.planning.standards import Standards
from lianxin.registry.models import Household

Spot = tuple[float, float]
"""Longitude and latitude in degrees."""

FIRST_TO_GO = (Rank.LEADER, Rank.MIDDLE, Rank.ORDINARY)


class Ground:
    """The middles of all areas on a day, from the homes whose coordinates are known, and the cadres there."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.places = Places()
        spots = Household.objects.present().exclude(longitude=None).exclude(latitude=None).order_by()
        means = spots.values("area").annotate(east=Avg("longitude"), north=Avg("latitude"), count=Count("pk"))
        path = self.places.path
        known = {path[one["area"]]: (one["east"], one["north"], one["count"]) for one in means}
        self.where = middles_of(list(path.values()), known)
        self.top = min(path.values(), key=len)

    def middle(self, area: UUID) -> Spot:
        """The middle of an area's homes, or of what lies around it."""
        return self.where.of(self.places.path[area])

    def km_to_town(self, area: UUID, standards: Standards) -> float | None:
        """Kilometres by road from the middle of a village to that of its town, where the office is taken to
        stand; None for a place without a town."""
        town = self.places.town[area]
        if town == NO_TOWN:
            return None
        ends = (self.middle(area), self.middle(self.places.key_of_town[town]))
        flat = [np.array(radians(value)) for spot in ends for value in spot]
        return float(road_km(*flat, standards))

    def bases(self, staff: Collection[UUID]) -> dict[UUID, Spot]:
        """Where each of these cadres sets out from; the middle of the district for one who keeps no post."""
        cadres = {one.key: one for one in cadres_on(self.day, self.places, staff)}
        top = self.where.of(self.top)
        return {key: self.middle(cadres[key].lives_in) if key in cadres else top for key in staff}


class Goers:
    """Who goes to villages: a leader of the town, else one of middle rank, else anybody; the least laden."""

    def __init__(self, ground: Ground, load: dict[UUID, int]) -> None:
        self.places, self.load = ground.places, load
        self.of_town: dict[int, list[Cadre]] = {}
        self.able = set[UUID]()
        for cadre in cadres_on(ground.day, ground.places):
            self.able.add(cadre.key)
            self.of_town.setdefault(ground.places.town[cadre.lives_in], []).append(cadre)

    def send(self, area: UUID) -> UUID | None:
        """The cadre for one more visit to a place; None where no cadre is near."""
        near = self.of_town.get(self.places.town[area]) or self.of_town.get(NO_TOWN, [])
        for rank in FIRST_TO_GO:
            able = [cadre.key for cadre in near if cadre.rank is rank]
            if able:
                chosen = min(able, key=lambda key: self.load.get(key, 0))
                self.load[chosen] = self.load.get(chosen, 0) + 1
                return chosen
        return None
