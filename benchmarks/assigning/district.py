"""The work: a made-up district to pair, of any size and with one seed."""

from dataclasses import replace

import numpy as np

from lianxin.pairing.vocabulary import Cadres, Floats, Forbidden, Homes, Ints, Task

HOMES, CADRES = 60_000, 4_372
HOMES_IN_A_PLACE = 160
PLACES_IN_A_TOWN = 14
TIERS = np.array([3, 2, 1])  # 连心户, 关心户, 放心户
VISITS = np.array([12, 4, 3])
SIDE = 60.0  # km for 60,000 homes
NEEDS = (0.04, 0.06, 0.05, 0.02, 0.03)  # share of homes with each of five needs


def district(homes: int = HOMES, seed: int = 1, visits_limited: bool = True) -> Task:
    """A district whose poor villages lie together, so that room is short in some towns and not in others.

    About one cadre in twenty is a leader with a quota of four, one in five works in a town's office, the rest
    live in a village. There is room for 8 % more homes and, on the whole, for two fifths more visits than are
    needed. Nine homes in ten have a keeper, most often one nearby; one in 200 of those has asked for somebody
    else. visits_limited: otherwise no cadre has a limit on visits.
    """
    cadres = max(2, homes * CADRES // HOMES)
    rng = np.random.default_rng([seed, homes, cadres])
    places = max(1, homes // HOMES_IN_A_PLACE)
    towns = max(1, places // PLACES_IN_A_TOWN)
    side = SIDE * np.sqrt(homes / HOMES)
    centre = rng.random((towns, 2)) * side
    town_of = np.sort(rng.integers(0, towns, places))
    spot = centre[town_of] + rng.normal(0, side / np.sqrt(towns) / 2.5, (places, 2))
    poor = rng.normal(0, 0.5, towns)[town_of] + rng.normal(0, 0.4, places)
    size = rng.dirichlet(np.full(places, 6.0))
    area = np.sort(rng.choice(places, homes, p=size))
    where = spot[area] + rng.normal(0, 0.7, (homes, 2))
    tier = _tiers(poor[area], rng)
    staff = _cadres(cadres, homes, size, spot, town_of, centre, rng)
    keeper = _keepers(area, where, staff, rng)
    needs = sum((rng.random(homes) < share).astype(np.int64) << bit for bit, share in enumerate(NEEDS))
    people = Homes(
        x=where[:, 0],
        y=where[:, 1],
        area=area,
        town=town_of[area],
        visits=VISITS[tier],
        tier=TIERS[tier],
        keeper=keeper,
        needs=np.asarray(needs),
    )
    known = np.flatnonzero(keeper >= 0)
    asked = rng.choice(known, len(known) // 200, replace=False)
    kin = rng.integers(0, homes, homes // 20), rng.integers(0, cadres, homes // 20)
    if not visits_limited:
        staff = replace(staff, quota_visits=np.full(cadres, int(people.visits.sum())))
    couples = np.unique(np.column_stack([np.r_[asked, kin[0]], np.r_[keeper[asked], kin[1]]]), axis=0).T
    return Task(people, staff, Forbidden(*couples))


def _tiers(poor: Floats, rng: np.random.Generator) -> Ints:
    """0, 1 or 2 for each home: 8 % of 连心户 and 25 % of 关心户 on the whole, more where it is poor."""
    latent = poor + rng.normal(0, 1, len(poor))
    watch, priority = np.quantile(latent, [0.67, 0.92])
    return np.where(latent > priority, 0, np.where(latent > watch, 1, 2))


def _cadres(
    count: int,
    homes: int,
    size: Floats,
    spot: Floats,
    town_of: Ints,
    centre: Floats,
    rng: np.random.Generator,
) -> Cadres:
    level = rng.choice(3, count, p=[0.75, 0.2, 0.05])
    area = rng.choice(len(size), count, p=0.6 * size + 0.4 / len(size))
    home = spot[area] + rng.normal(0, 0.5, (count, 2))
    office = centre[town_of[area]] + rng.normal(0, 0.1, (count, 2))
    where = np.where((level == 0)[:, None], home, office)
    leader = level == 2
    weight = np.where(leader, 0.0, rng.choice([0.8, 1.0, 1.2], count))
    room = int(1.08 * homes) - 4 * int(leader.sum())
    quota = np.where(leader, 4, np.ceil(room * weight / weight.sum())).astype(np.int64)
    visits = np.where(leader, 48, np.ceil(5.0 * quota)).astype(np.int64)
    skills = sum((rng.random(count) < 3 * share).astype(np.int64) << bit for bit, share in enumerate(NEEDS))
    return Cadres(
        x=where[:, 0],
        y=where[:, 1],
        area=area,
        town=town_of[area],
        quota_homes=quota,
        quota_visits=visits,
        first_tier=leader,
        skills=np.asarray(skills),
        level=level,
    )


def _keepers(area: Ints, where: Floats, staff: Cadres, rng: np.random.Generator) -> Ints:
    """Somebody of the same place for most, of anywhere near for some, nobody for one in ten."""
    keeper = np.full(len(area), -1)
    by_area = np.argsort(staff.area, kind="stable")
    begins = np.searchsorted(staff.area[by_area], np.arange(staff.area.max() + 2))
    begin, end = begins[np.minimum(area, staff.area.max())], begins[np.minimum(area, staff.area.max()) + 1]
    has = (end > begin) & (area <= staff.area.max())
    pick = begin + (rng.random(len(area)) * (end - begin)).astype(np.int64)
    keeper[has] = by_area[pick[has]]
    elsewhere = rng.random(len(area)) < 0.08
    near = np.clip(
        np.searchsorted(staff.area[by_area], area) + rng.integers(-40, 40, len(area)), 0, staff.m - 1
    )
    keeper[elsewhere] = by_area[near[elsewhere]]
    keeper[rng.random(len(area)) < 0.1] = -1
    return keeper
