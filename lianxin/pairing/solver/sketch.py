"""Prices to begin with: the district in rough strokes, as a small linear program. Pure.

Homes that lie together are one bundle, cadres of a town who live together one crew. That problem has both
limits, homes and visits, and takes a fraction of a second; its prices say where in the district room is
short. They need not be right: they only decide where the search begins.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lianxin.pairing.solver.arcs import gather
from lianxin.pairing.solver.blocks import bundles, halved
from lianxin.pairing.solver.candidates import Prices, no_prices
from lianxin.pairing.solver.program import Question, solve_program
from lianxin.pairing.vocabulary import Floats, Ints, Task

BUNDLES, CREWS = 1500, 400  # about how many there may be
CHOICES = 15  # crews looked at more for each bundle in each round
ROUNDS = 5
SECONDS = 20.0  # for each program, at most
NEAR = 0.02  # stop where the rough problem is solved but for this part


@dataclass(frozen=True, slots=True)
class Rough:
    """cost: points of a home, (bundles, crews). size: homes in each bundle; visits: of each such home.

    places, room: homes and visits a year that each crew has room for. past: points of a home left over.
    """

    cost: Floats
    size: Ints
    visits: Ints
    places: Ints
    room: Ints
    past: float


def first_prices(task: Task, homes: Ints, places: Ints, room: Ints) -> Prices:
    """Prices of places and visits with each cadre, whole points, for some homes and what room is left."""
    crews = list(_crews(task))
    if not len(homes) or not crews:
        return no_prices(task.cadres.m)
    rough = _rough(task, homes, crews, places, room)
    prices = _solve(rough)
    found = no_prices(task.cadres.m)
    for row, crew in enumerate(crews):
        found.place[crew], found.visit[crew] = prices.place[row], prices.visit[row]
    return Prices(np.rint(found.place), np.rint(found.visit))


def _crews(task: Task) -> Iterator[Ints]:
    cadres = task.cadres
    size = max(8, cadres.m // CREWS + 1)
    _, kind = np.unique(np.column_stack([cadres.town, cadres.first_tier]), axis=0, return_inverse=True)
    for one in range(int(kind.max(initial=-1)) + 1):
        yield from halved(np.flatnonzero(kind == one), cadres.x, cadres.y, size)


def _rough(task: Task, homes: Ints, crews: list[Ints], places: Ints, room: Ints) -> Rough:
    cadres, weights = task.cadres, task.weights
    blocks = bundles(task, homes, max(16, len(homes) // BUNDLES + 1))
    first = np.array([crew[0] for crew in crews])
    x, y = (np.array([column[crew].mean() for crew in crews]) for column in (cadres.x, cadres.y))
    middle = np.array([block.middle for block in blocks])
    town, pull = np.array([block.town for block in blocks]), np.array([block.pull for block in blocks])
    other = ~np.array([block.is_priority for block in blocks])
    cost = np.rint(pull[:, None] * np.hypot(middle[:, :1] - x, middle[:, 1:] - y))
    cost += weights.other_town * (town[:, None] != cadres.town[first])
    cost += weights.leader * (other[:, None] & cadres.first_tier[first])
    return Rough(
        cost=cost,
        size=np.array([len(block.homes) for block in blocks]),
        visits=np.array([block.visits for block in blocks]),
        places=np.array([places[crew].sum() for crew in crews]),
        room=np.array([room[crew].sum() for crew in crews]),
        past=min(float(weights.unpaired), float(cost.max()) + 1000.0),
    )


def _solve(rough: Rough) -> Prices:
    """Price more and more crews in, until hardly a bundle finds a better one."""
    crews = rough.cost.shape[1]
    prices, known = no_prices(crews), np.zeros(rough.cost.shape, bool)
    best, bound = prices, -np.inf
    for _ in range(ROUNDS):
        choices = min(CHOICES, crews)
        priced = rough.cost + prices.place + prices.visit * rough.visits[:, None]
        np.put_along_axis(known, np.argpartition(priced, choices - 1, axis=1)[:, :choices], True, axis=1)
        bundle, crew = np.nonzero(known)
        arcs = gather(bundle, crew, rough.cost[known], crews)
        past = np.full(len(rough.size), rough.past)
        question = Question(arcs, rough.size, rough.visits, rough.places, rough.room, past)
        answer = solve_program(question, SECONDS)
        if answer is None:
            break
        prices = answer.prices
        priced = rough.cost + prices.place + prices.visit * rough.visits[:, None]
        reached = np.minimum(priced.min(axis=1), rough.past) @ rough.size
        reached -= prices.place @ rough.places + prices.visit @ rough.room
        if reached > bound:
            best, bound = prices, reached
        if answer.value - bound <= NEAR * abs(answer.value):
            break
    return best
