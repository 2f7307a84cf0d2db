"""Births, deaths, weddings and departures of the year, one at most a household. Pure.

A thousand residents have 6.39 births and 7.87 deaths a year, as the whole country had in 2023; how those
fall on mothers' ages and on the old and ill, how many marry into a household and how many households leave,
is chosen by us. Nobody dies, and no household leaves, of whom a later change of the year still speaks. The
family of the living specification stays as it is told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from lianxin.demo.county import County, generator
from lianxin.demo.families import GRANDCHILDREN, Slot
from lianxin.demo.health import DISABLED, SERIOUS
from lianxin.demo.vocabulary import Bools, Floats, Ints
from lianxin.demo.work import FULL, NOWHERE, SKILLED
from lianxin.demo.year import Change

BIRTHS, DEATHS = 0.00639, 0.00787  # a resident a year (2023, national)
WEDDINGS = 0.0027  # newcomers a resident a year: half of the country's 5.4 couples a thousand (2023)
DEPARTURES = 0.004  # a household a year
ADULT = 18


@dataclass(frozen=True, slots=True)
class Birth:
    """A child comes to a household; `mother` indexes `folk`."""

    days_ago: int
    household: int
    mother: int


@dataclass(frozen=True, slots=True)
class Wedding:
    """Someone marries into a household; `partner`, who lives there, indexes `folk`."""

    days_ago: int
    household: int
    partner: int


@dataclass(frozen=True, slots=True)
class Death:
    """A resident dies; `heir` leads the household from then on, -1 where that changes nothing."""

    days_ago: int
    household: int
    resident: int
    heir: int


@dataclass(frozen=True, slots=True)
class Departure:
    """A whole household leaves the district."""

    days_ago: int
    household: int


Life = Birth | Wedding | Death | Departure


def unfold_lives(county: County, changes: Sequence[Change]) -> list[Life]:
    """Everything of the year, the oldest first; `changes` are those of `year.unfold`."""
    found = _Lives(county, changes, generator(county.seed, "lives")).all()
    return sorted(found, key=lambda one: (-one.days_ago, one.household))


class _Lives:
    def __init__(self, county: County, changes: Sequence[Change], rng: np.random.Generator) -> None:
        self.county, self.folk, self.rng = county, county.folk, rng
        since = (np.datetime64(county.today, "D") - county.surveyed_on).astype(np.int64)
        self.days = np.minimum(since, 345) - 10
        self.first = np.searchsorted(self.folk.home, np.arange(county.homes.n + 1))
        self.free = np.ones(county.homes.n, dtype=bool)
        self.free[0] = False
        self.calm = self.free.copy()  # households of which no change speaks
        self.calm[[change.household for change in changes]] = False
        self.unsaid = np.ones(self.folk.m, dtype=bool)
        self.unsaid[[change.resident for change in changes if change.resident >= 0]] = False

    def all(self) -> Iterator[Life]:
        yield from self.deaths()
        yield from self.departures()
        yield from self.births()
        yield from self.weddings()

    def strike(self, rate: float, weight: Floats) -> Ints:
        """Residents struck, one a household and none twice: `rate` a resident a year, spread by `weight`."""
        weight = weight * self.free[self.folk.home] * self.days[self.folk.home]
        expected = rate * self.days[self.folk.home].sum() / 365
        struck = np.flatnonzero(self.rng.random(self.folk.m) < weight * expected / max(weight.sum(), 1e-9))
        _homes, firsts = np.unique(self.folk.home[struck], return_index=True)
        self.free[self.folk.home[struck[firsts]]] = False
        return struck[firsts]

    def day(self, home: int) -> int:
        return int(self.rng.integers(2, self.days[home]))

    def deaths(self) -> Iterator[Death]:
        """The old and the ill: a chance that doubles every eight years of age."""
        folk, health = self.folk, self.county.health
        weight = np.exp2(folk.age / 8) * np.where(health.state == SERIOUS, 4.0, 1.0)
        weight *= np.where((health.state == DISABLED) & (health.level <= 2), 1.5, 1.0) * self.unsaid
        alone = (self.first[1:] - self.first[:-1] == 1)[folk.home]
        weight[alone & ~self.calm[folk.home]] = 0.0
        for person in self.strike(DEATHS, weight).tolist():
            home = int(folk.home[person])
            heir = self.heir(home) if folk.slot[person] == Slot.HEAD else -1
            if heir is not None:
                yield Death(self.day(home), home, person, heir)

    def heir(self, home: int) -> int | None:
        """Who follows the head: the spouse, else the eldest grown member; -1 where nobody is left behind.

        None where only children are: such a household is not for a demo to invent.
        """
        others = range(self.first[home] + 1, self.first[home + 1])
        if not others:
            return -1
        grown = [one for one in others if self.folk.age[one] >= ADULT]
        grown.sort(key=lambda one: (self.folk.slot[one] != Slot.SPOUSE, -self.folk.age_days[one]))
        return grown[0] if grown else None

    def departures(self) -> Iterator[Departure]:
        """The better off leave more often: for a flat near the city, for the children's school."""
        weight = np.exp(0.6 * self.county.homes.fortune) * self.days * (self.calm & self.free)
        chance = weight * (DEPARTURES * self.days.sum() / 365 / max(weight.sum(), 1e-9))
        for home in np.flatnonzero(self.rng.random(len(chance)) < chance).tolist():
            self.free[home] = False
            yield Departure(self.day(home), home)

    def births(self) -> Iterator[Birth]:
        """To wives and daughters-in-law of twenty to forty-four; a third child is rare, a fourth none."""
        folk = self.folk
        mothers = folk.female & np.isin(folk.slot, (Slot.SPOUSE, Slot.IN_LAW))
        siblings = np.where(
            folk.slot == Slot.IN_LAW,
            folk.count(np.isin(folk.slot, GRANDCHILDREN))[folk.home],
            folk.count((folk.slot >= Slot.CHILD_1) & (folk.slot <= Slot.CHILD_3))[folk.home],
        )
        small = folk.count(folk.age_days < 400)[folk.home] > 0  # a year lies between two births
        fertile = np.interp(folk.age, (19, 26, 31, 38, 45), (0.0, 1.0, 1.0, 0.25, 0.0))
        weight = fertile * np.select([siblings == 0, siblings == 1, siblings == 2], [1.0, 0.8, 0.12], 0.0)
        for mother in self.strike(BIRTHS, weight * (mothers & ~small)).tolist():
            home = int(folk.home[mother])
            yield Birth(self.day(home), home, mother)

    def weddings(self) -> Iterator[Wedding]:
        """A grown child at home marries, and the bride, seldom the groom, joins the household."""
        folk, work = self.folk, self.county.work
        has_in_law = folk.count(folk.slot == Slot.IN_LAW)[folk.home] > 0
        single: Bools = (folk.slot == Slot.CHILD_1) & (folk.age >= 22) & (folk.age < 35) & ~has_in_law
        single &= np.isin(work.labour, (FULL, SKILLED)) & (work.works_at != NOWHERE)
        for partner in self.strike(WEDDINGS, single * np.where(folk.female, 0.15, 1.0)).tolist():
            home = int(folk.home[partner])
            yield Wedding(self.day(home), home, partner)
