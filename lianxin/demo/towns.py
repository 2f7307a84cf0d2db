"""How households spread over the real division list, and where each place lies (invented).

Town streets are near, rich and large; villages up the mountain are far, poor and small. Positions come from
the place's code, not from the seed, so a village keeps its spot on the map in every district made.
"""

from collections.abc import Sequence

import numpy as np

from lianxin.areas.vocabulary import Division
from lianxin.demo.vocabulary import HOUSEHOLDS, Bools, Floats, Homes, Ints, Place, Size

CENTRE = (109.03, 32.69)  # longitude, latitude of the district town
REACH = (0.42, 0.36)  # how far the outermost towns lie from it, in degrees
HOME_TOWN = "610902130000"  # 晏坝镇, the town and the village that the smaller sizes make
HOME_PLACE = "610902130001"  # 晏坝中心社区


def places_of(divisions: Sequence[Division]) -> tuple[Place, ...]:
    """The villages and communities of a district, by code; a village may hang under a community."""
    listed = {division.code: division for division in divisions}
    places = []
    for code in sorted(listed):
        if listed[code].level not in ("village", "community"):
            continue
        town = listed[listed[code].parent_code]
        while town.level != "town":
            town = listed[town.parent_code]
        places.append(Place(code, listed[code].name, town.code, town.name))
    return tuple(places)


def places_for(size: Size, places: Sequence[Place]) -> tuple[Place, ...]:
    """The places a size covers: one village, one town, or all. Where our town is missing, the first one."""
    if size is Size.DISTRICT:
        return tuple(places)
    towns = {place.town_code for place in places}
    town = HOME_TOWN if HOME_TOWN in towns else min(towns)
    inside = [place for place in places if place.town_code == town]
    if size is Size.TOWN:
        return tuple(inside)
    return tuple(place for place in inside if place.code == HOME_PLACE) or (inside[0],)


def settle(size: Size, places: Sequence[Place], rng: np.random.Generator) -> Homes:
    """Spread the size's households over its places; household 0 lives in the second group of our village."""
    chosen = places_for(size, places)
    spots = np.array([_spot(place) for place in chosen])
    remote = spots[:, 2]
    weight = np.exp(rng.normal(0.0, 0.35, len(chosen)) - 0.5 * remote)
    counts = in_proportion(HOUSEHOLDS[size], weight)
    place = np.repeat(np.arange(len(chosen)), counts)
    place[0] = next((at for at, one in enumerate(chosen) if one.code == HOME_PLACE), 0)
    n = len(place)
    groups = np.maximum(2, counts // 24)[place]
    group = (rng.random(n) * groups).astype(np.int64) + 1
    group[0] = 2
    near = 0.004 + 0.006 * remote[place]
    town_luck = {code: rng.normal(0.0, 0.15) for code in sorted({one.town_code for one in chosen})}
    luck = np.array([town_luck[one.town_code] for one in chosen]) + rng.normal(0.0, 0.2, len(chosen))
    of_place = (luck - 0.9 * remote)[place]  # every size is as rich as the district, on the whole
    fortune = of_place - of_place.mean() + rng.normal(0.0, 0.9, n)
    return Homes(
        places=chosen,
        place=place,
        group=group,
        longitude=np.round(spots[place, 0] + rng.normal(0.0, 1.0, n) * near, 6),
        latitude=np.round(spots[place, 1] + rng.normal(0.0, 1.0, n) * near, 6),
        fortune=fortune,
        frailty=rng.normal(0.0, 0.8, n) - 0.35 * fortune,
        remote=remote[place],
    )


def halves(homes: Homes) -> list[Bools]:
    """Masks of the households of two groups of towns that are much the same size; one mask for one town."""
    codes = np.array([place.town_code for place in homes.places])[homes.place]
    towns, counts = np.unique(codes, return_counts=True)
    if len(towns) < 2:
        return [np.ones(homes.n, dtype=bool)]
    groups: tuple[list[str], list[str]] = ([], [])
    sizes = [0, 0]
    for at in np.argsort(-counts, kind="stable").tolist():  # the largest first, each to the smaller group
        group = int(np.argmin(sizes))
        groups[group].append(str(towns[at]))
        sizes[group] += int(counts[at])
    first: Bools = np.isin(codes, groups[0])
    return [first, ~first]


def _spot(place: Place) -> tuple[float, float, float]:
    """Longitude, latitude and remoteness (0–1) of a place, from its code alone."""
    town = np.random.default_rng(int(place.town_code))
    street = place.town_code[6:9] < "100"  # 001–099 are streets, 100–199 towns
    angle = town.random() * 2 * np.pi
    distance = 0.05 * town.random() if street else 0.25 + 0.75 * town.random()
    rng = np.random.default_rng(int(place.code))
    away = float(rng.random() * (0.06 if street else 0.22))
    turn = rng.random() * 2 * np.pi
    across = distance * np.cos(angle) + away * np.cos(turn)
    up = distance * np.sin(angle) + away * np.sin(turn)
    remote = min(1.0, 0.8 * distance + (0.0 if street else 1.2 * away))
    return CENTRE[0] + REACH[0] * across, CENTRE[1] + REACH[1] * up, remote


def in_proportion(total: int, weight: Floats | Ints) -> Ints:
    """Whole numbers that add up to `total`, in proportion to the weights (largest remainders)."""
    exact = total * weight / weight.sum()
    counts: Ints = np.floor(exact).astype(np.int64)
    counts[np.argsort(counts - exact, kind="stable")[: total - counts.sum()]] += 1
    return counts
