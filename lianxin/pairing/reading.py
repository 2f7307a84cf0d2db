"""From the register to a task: the homes and the cadres of a day as columns, and whose row is whose."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Avg, Count

from lianxin.areas.vocabulary import lineage
from lianxin.classification.judging import read_columns
from lianxin.classification.vocabulary import BY_CODE
from lianxin.pairing.cadres import Cadre, Places, cadres_on, load_of
from lianxin.pairing.limits import asked_by, needs_of, room_of, weights_of
from lianxin.pairing.models import Barrier, Pairing
from lianxin.pairing.positions import on_plane
from lianxin.pairing.vocabulary import NOBODY, Cadres, Couples, Forbidden, Homes, Ints, Required, Task
from lianxin.pairing.whereabouts import coordinates, middles_of
from lianxin.people.vocabulary import Rank
from lianxin.policies.models import Policy
from lianxin.registry.models import Household

CODE_OF = {tier.value: code for code, tier in enumerate(BY_CODE)}
LEVEL_OF = {"village": 0, "community": 0, "town": 1, "district": 2}
RANKS = {rank: at for at, rank in enumerate(Rank)}
SET_BY_PEOPLE = (Pairing.HAND, Pairing.WISH)
"""Pairs that people have set stay in later drafts for as long as they can."""


class NoPolicy(Exception):
    """No policy of pairing, or none of classes, is in force."""

    def __str__(self) -> str:
        return "还没有采用结对办法或分类办法。请先采用：lianxin policy adopt FILE。"


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """A task and whose rows they are: row i of its homes is household `homes[i]`, row j staff `cadres[j]`."""

    task: Task
    homes: Sequence[UUID]
    cadres: Sequence[UUID]

    def staff(self, row: int) -> UUID | None:
        return None if row == NOBODY else self.cadres[row]


def policies_on(day: date) -> tuple[Policy, Policy]:
    """The policies of pairing and of classes in force. Raises NoPolicy."""
    pairing, tiers = (Policy.objects.in_force(kind, day) for kind in ("pairing", "tiers"))
    if pairing is None or tiers is None:
        raise NoPolicy
    return pairing, tiers


def visits_by_tier(tiers: Policy) -> dict[str, int]:
    """How many visits a year a household of each class is owed."""
    return {tier.value: int(tiers.document.values[f"visits_{tier.value}"]) for tier in BY_CODE}


def read_board(
    *,
    on: date,
    homes: Collection[UUID] | None = None,
    without: Collection[UUID] = (),
    among: Collection[UUID] | None = None,
    is_empty: bool = False,
) -> Board:
    """The board of all present households, or of some: cadres then have the room that the others leave, or,
    with `is_empty`, all the room of their posts.

    `without`: staff who are not to be asked; `among`: only these are. Raises NoPolicy.
    """
    pairing, tiers = policies_on(on)
    document, visits = pairing.document, visits_by_tier(tiers)
    places = Places()
    some = None if homes is None else list(homes)
    keys, columns = read_columns(document.catalogue, asked_by(document), as_of=on, keys=some)
    rows = _household_rows(some)
    held = [rows[key] for key in keys]
    left_out = set(without)
    cadres = [cadre for cadre in cadres_on(on, places, among) if cadre.key not in left_out]
    lives_in = _Lived([cadre.lives_in for cadre in cadres])
    row_of = {cadre.key: row for row, cadre in enumerate(cadres)}
    home_row = {key: row for row, key in enumerate(keys)}
    tier_of = [row["standing__tier"] or "unassessed" for row in held]
    n = len(keys)
    x, y = _positions(places, held, cadres, lives_in, some)
    barriers, set_by_people = (
        Barrier.objects.on(on),
        Pairing.objects.lasting().filter(cause__in=SET_BY_PEOPLE),
    )
    if some is not None:
        barriers, set_by_people = (one.filter(household__in=some) for one in (barriers, set_by_people))
    forbidden = _couples(Forbidden, barriers, home_row, row_of)
    load = {} if some is None or is_empty else load_of(some, visits, among)
    task = Task(
        Homes(
            x=x[:n],
            y=y[:n],
            area=_ints(places.number[row["area"]] for row in held),
            town=_ints(places.town[row["area"]] for row in held),
            visits=_ints(visits[tier] for tier in tier_of),
            tier=_ints(CODE_OF[tier] for tier in tier_of),
            keeper=_ints(row_of.get(row["keeper"], NOBODY) for row in held),
            needs=needs_of(columns, document, n),
        ),
        _columns(cadres, lives_in, x[n:], y[n:], places, pairing, load),
        forbidden=forbidden,
        fixed=_couples(Required, set_by_people, home_row, row_of, but=forbidden),
        weights=weights_of(document),
    )
    return Board(task, keys, [cadre.key for cadre in cadres])


class _Lived:
    """Where cadres live: each area once, and for each cadre the row of his."""

    def __init__(self, lived: Sequence[UUID]) -> None:
        row_of = {area: row for row, area in enumerate(dict.fromkeys(lived))}
        self.areas = list(row_of)
        self.rows = _ints(row_of[area] for area in lived)

    def each(self, number: Mapping[UUID, int]) -> Ints:
        """For each cadre a number of his area."""
        return _ints(number[area] for area in self.areas)[self.rows]


def _household_rows(keys: list[UUID] | None) -> dict[UUID, dict[str, Any]]:
    households = Household.objects.present() if keys is None else Household.objects.filter(pk__in=keys)
    columns = ("area", "longitude", "latitude", "keeper", "standing__tier")
    return {row.pop("pk"): row for row in households.values("pk", *columns).iterator()}


def _positions(
    places: Places,
    held: Sequence[dict[str, Any]],
    cadres: Sequence[Cadre],
    lives_in: _Lived,
    some: list[UUID] | None,
) -> tuple[np.ndarray, np.ndarray]:
    """Kilometres on a plane, (x, y): of the homes, in their order, and after them of the cadres, who set out
    from the middle of the area they live in."""
    at = [places.path[row["area"]] for row in held]
    longitude, latitude = (_floats(row[name] for row in held) for name in ("longitude", "latitude"))
    where = middles_of(list(places.path.values()), _known_spots(places, held, cadres, some))
    lon, lat = coordinates(where, at, longitude, latitude)
    middles = np.array([where.of(places.path[area]) for area in lives_in.areas]).reshape(-1, 2)[lives_in.rows]
    return on_plane(np.concatenate((lon, middles[:, 0])), np.concatenate((lat, middles[:, 1])))


def _known_spots(
    places: Places, held: Sequence[dict[str, Any]], cadres: Sequence[Cadre], some: list[UUID] | None
) -> dict[str, tuple[float, float, int]]:
    """By path of an area: the mean coordinates of its homes, and how many have any. For a board of some homes
    only the areas that matter to it are looked at."""
    spots = Household.objects.present().exclude(longitude=None).exclude(latitude=None).order_by()
    if some is not None:
        near = {row["area"] for row in held} | {cadre.lives_in for cadre in cadres}
        tops = {places.path[key] for key in near}
        inside = [key for key, path in places.path.items() if not tops.isdisjoint(lineage(path))]
        if len(inside) < len(places.path):
            spots = spots.filter(area__in=inside)
    means = spots.values("area").annotate(east=Avg("longitude"), north=Avg("latitude"), count=Count("*"))
    return {places.path[one["area"]]: (one["east"], one["north"], one["count"]) for one in means}


def _columns(
    cadres: Sequence[Cadre],
    lives_in: _Lived,
    x: np.ndarray,
    y: np.ndarray,
    places: Places,
    pairing: Policy,
    load: Mapping[UUID, tuple[int, int]],
) -> Cadres:
    rooms = [room_of(rank, pairing.document) for rank in Rank]
    rank = _ints(RANKS[cadre.rank] for cadre in cadres)
    homes, visits = _ints(room.homes for room in rooms)[rank], _ints(room.visits for room in rooms)[rank]
    if load:
        loads = np.array([load.get(cadre.key, (0, 0)) for cadre in cadres], np.int64).reshape(-1, 2)
        homes, visits = np.maximum(homes - loads[:, 0], 0), np.maximum(visits - loads[:, 1], 0)
    return Cadres(
        x=x,
        y=y,
        area=lives_in.each(places.number),
        town=lives_in.each(places.town),
        quota_homes=homes,
        quota_visits=visits,
        first_tier=rank == RANKS[Rank.LEADER],
        skills=_ints(cadre.abilities for cadre in cadres),
        level=_ints(LEVEL_OF[cadre.level] for cadre in cadres),
    )


def _couples(
    kind: type[Couples],
    rows: Any,
    home_row: Mapping[UUID, int],
    row_of: Mapping[UUID, int],
    but: Couples | None = None,
) -> Any:
    """Pairs of keys as pairs of rows; left out are those not wholly on the board, and those in `but`."""
    left = set(zip(but.home.tolist(), but.cadre.tolist(), strict=True)) if but else set()
    pairs = {
        (home_row[home], row_of[staff])
        for home, staff in rows.values_list("household", "staff").order_by()
        if home in home_row and staff in row_of
    }
    listed = sorted(pairs - left)
    return kind(_ints(home for home, _ in listed), _ints(cadre for _, cadre in listed))


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int64)


def _floats(values: Iterable[float | None]) -> np.ndarray:
    return np.array([np.nan if value is None else value for value in values], np.float64)
