"""Everybody gets somebody, within all limits and soon; making it cheap comes later. Pure.

Homes that are owed many visits choose first, because they fit in the fewest places: each takes the cheapest
of its known cadres who still has room, and where a cadre is wanted by more than he can take, those stay who
would lose most by going elsewhere. Who is left takes the cheapest of all cadres with room. Where nobody has
room in one piece, room is made: a cadre's homes move on to others, those to others again.
"""

from collections.abc import Iterator

import numpy as np

from lianxin.pairing.solver.arcs import Arcs
from lianxin.pairing.solver.costs import Costs
from lianxin.pairing.solver.smoothing import Limits
from lianxin.pairing.vocabulary import NOBODY, Floats, Ints, Task

DEPTH = 2  # how often homes that make room may themselves need room to be made
WIDTH = 40  # cadres tried for each home
LOOKS = 2_000  # in all, when making room; a tenth of the homes more


class Placing:
    """A plan under way that never breaks a limit.

    homes: rows of the task, to which `pairs` refers; pairs: a plan within all limits, -1 for nobody.
    """

    def __init__(self, task: Task, costs: Costs, homes: Ints, limits: Limits, pairs: Ints) -> None:
        self.costs, self.homes, self.visits = costs, homes, limits.visits
        self.pairs = pairs.copy()
        paired = pairs != NOBODY
        cadres = len(limits.places)
        self.places = limits.places - np.bincount(pairs[paired], minlength=cadres)
        used = np.bincount(pairs[paired], limits.visits[paired], cadres).astype(np.int64)
        self.room = limits.room - used
        order = np.argsort(task.forbidden.home, kind="stable")
        self._banned_home, self._banned = task.forbidden.home[order], task.forbidden.cadre[order]
        self._looks = LOOKS + len(homes) // 10

    def along(self, arcs: Arcs) -> None:
        """Place along known arcs, homes with the most visits first."""
        alone = self.pairs == NOBODY
        for visits in np.unique(self.visits[alone])[::-1].tolist():
            self._deal(arcs, visits)

    def anywhere(self) -> None:
        """Place who is left with any cadre; make room where there is none in one piece."""
        alone = np.flatnonzero(self.pairs == NOBODY)
        order = alone[np.argsort(-self.visits[alone], kind="stable")].tolist()
        left = [home for home in order if not self._settled(home)]
        for home in left:
            if self._looks > 0:
                self._host(home, DEPTH, frozenset())

    def _deal(self, arcs: Arcs, visits: int) -> None:
        mine = (self.visits == visits)[arcs.home]
        while True:
            has_room = (self.places > 0) & (self.room >= visits)
            fits = mine & (self.pairs == NOBODY)[arcs.home] & has_room[arcs.cadre]
            if not fits.any():
                return
            home, cadre, cost = arcs.home[fits], arcs.cadre[fits], arcs.cost[fits]
            order = np.lexsort((cost, home))
            first = np.flatnonzero(np.diff(home[order], prepend=-1))
            last = np.append(first[1:], len(order)) - 1
            best = order[first]
            second = cost[order[np.minimum(first + 1, last)]]
            regret = np.where(last > first, second - cost[best], np.inf)
            self._take(home[best], cadre[best], regret, visits)

    def _take(self, home: Ints, cadre: Ints, regret: Floats, visits: int) -> None:
        """Homes that want a cadre get him, those with the most regret first, as many as he has room for."""
        order = np.lexsort((home, -regret, cadre))
        home, cadre = home[order], cadre[order]
        first = np.flatnonzero(np.diff(cadre, prepend=-1))
        rank = np.arange(len(cadre)) - np.repeat(first, np.diff(np.append(first, len(cadre))))
        taken = rank < np.minimum(self.places, self.room // visits)[cadre]
        self.pairs[home[taken]] = cadre[taken]
        count = np.bincount(cadre[taken], minlength=len(self.places))
        self.places -= count
        self.room -= count * visits

    def _settled(self, home: int) -> bool:
        """Place a home with the cheapest cadre who has room, if anybody has."""
        has_room = np.flatnonzero((self.places > 0) & (self.room >= self.visits[home]))
        some = has_room[~np.isin(has_room, self._forbidden(home))]
        if not len(some):
            return False
        self._put(home, int(some[np.argmin(self.costs.of_home(int(self.homes[home]), some))]))
        return True

    def _host(self, home: int, depth: int, passed: frozenset[int]) -> bool:
        """Place a home with a cadre whose homes can move on, a cheap one; changes nothing if none can."""
        if self._settled(home):
            return True
        if not depth:
            return False
        for cadre in self._askable(home, passed):
            moved = []
            for other in self._in_the_way(home, cadre):
                self._put(other, NOBODY)
                moved.append(other)
                if not self._rehoused(other, cadre, depth, passed):
                    break
            else:
                if self._fits(home, cadre):
                    self._put(home, cadre)
                    return True
            for other in moved:  # back to where they were
                self._put(other, NOBODY)
            for other in moved:
                self._put(other, cadre)
        return False

    def _rehoused(self, home: int, cadre: int, depth: int, passed: frozenset[int]) -> bool:
        places, room = self.places[cadre], self.room[cadre]
        self.places[cadre] = self.room[cadre] = 0  # not back to where it came from
        found = self._host(home, depth - 1, passed | {cadre})
        self.places[cadre], self.room[cadre] = places, room
        return found

    def _askable(self, home: int, passed: frozenset[int]) -> Iterator[int]:
        """Cadres who could take the home if some of theirs moved on, the cheapest first."""
        every = np.arange(len(self.places))
        cost = self.costs.of_home(int(self.homes[home]), every)
        cost[np.concatenate([self._forbidden(home), np.array(sorted(passed), np.int64)])] = np.inf
        order = np.argsort(cost, kind="stable")[:WIDTH]
        for cadre in order[np.isfinite(cost[order])].tolist():
            self._looks -= 1
            if self._looks > 0:
                yield cadre

    def _in_the_way(self, home: int, cadre: int) -> list[int]:
        """The fewest homes of a cadre, none heavier, that must go for this one to fit; empty if in vain."""
        his = np.flatnonzero(self.pairs == cadre)
        his = his[self.visits[his] <= self.visits[home]]
        his = his[np.lexsort((his, -self.visits[his]))]
        lacking = int(self.visits[home] - self.room[cadre])
        freed = np.cumsum(self.visits[his])
        enough = max(
            1 - int(self.places[cadre]), int(np.searchsorted(freed, lacking)) + 1 if lacking > 0 else 0
        )
        return [int(other) for other in his[:enough]] if enough <= len(his) else []

    def _fits(self, home: int, cadre: int) -> bool:
        return bool(self.places[cadre] > 0 and self.room[cadre] >= self.visits[home])

    def _put(self, home: int, cadre: int) -> None:
        was = int(self.pairs[home])
        for who, sign in ((was, 1), (cadre, -1)):
            if who != NOBODY:
                self.places[who] += sign
                self.room[who] += sign * int(self.visits[home])
        self.pairs[home] = cadre

    def _forbidden(self, home: int) -> Ints:
        row = self.homes[home]
        begin, end = (np.searchsorted(self._banned_home, row, side) for side in ("left", "right"))
        return self._banned[begin:end]
