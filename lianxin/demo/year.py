"""A year of changing facts: what was observed after the survey, event by event, up to the county's day.

One household in five has something: income asked again, an illness and what follows, work lost and found,
a roof mended, an allowance granted or ended, a flood, debt paid off, a worker gone out or come home, a
child back at school, and blanks of the survey filled in. The family of the living specification stays as
it is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lianxin.demo.county import County, generator
from lianxin.demo.health import HEALTHY, SERIOUS
from lianxin.demo.vocabulary import SCHOOLING, STATES, WORKS_AT, Bools, Ints
from lianxin.demo.work import DROPPED_OUT, ELSEWHERE, FULL, HOME, JUNIOR, PRIMARY, SKILLED

Value = int | bool | str


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One fact observed after the survey. `days_ago` counts from the county's day; `resident` indexes `folk`.

    `resident` is -1 where the fact is the household's own; `household` indexes `homes`. `value` is None where
    it was asked and is as the register has it (`findings.looks`).
    """

    days_ago: int
    household: int
    resident: int
    indicator: str
    value: Value | None


def unfold(county: County) -> list[Change]:
    """Every change of the year, the oldest first; no fact changes twice on one day."""
    year = _Year(county, generator(county.seed, "year"))
    found = {(one.days_ago, one.household, one.resident, one.indicator): one for one in year.changes()}
    return sorted(found.values(), key=lambda one: (-one.days_ago, one.household, one.resident, one.indicator))


class _Year:
    def __init__(self, county: County, rng: np.random.Generator) -> None:
        self.county, self.rng = county, rng
        self.amounts, self.answers = county.livelihood.amounts, county.livelihood.answers
        self.n, self.m = county.homes.n, county.folk.m
        since = (np.datetime64(county.today, "D") - county.surveyed_on).astype(np.int64)
        # The day of each household's event, and whether its money was not yet touched by another event.
        self.ago = np.floor(rng.uniform(2.0, np.minimum(since, 345) - 10.0)).astype(np.int64)
        self.free = np.ones(self.n, dtype=bool)
        self.free[0] = False

    def changes(self) -> Iterator[Change]:
        yield from self.fall_ill()
        yield from self.lose_work()
        yield from self.be_flooded()
        yield from self.ask_income_again()
        yield from self.mend_and_grant()
        yield from self.come_and_go()
        yield from self.fill_blanks()

    def pick(self, chance: float, among: Bools) -> Ints:
        """Households struck by an event, never the specimen and each at most once for its money."""
        struck = among & self.free & (self.rng.random(self.n) < chance)
        self.free &= ~struck
        return np.flatnonzero(struck)

    def some(self, chance: float, among: Bools) -> Ints:
        struck = among & (self.rng.random(self.n) < chance)
        struck[0] = False
        return np.flatnonzero(struck)

    def at(self, home: int, later: int = 0) -> int:
        return max(1, int(self.ago[home]) - later)

    def own(self, home: int, code: str, value: Value, later: int = 0) -> Change:
        return Change(self.at(home, later), home, -1, code, value)

    def income(self, home: int, factor: float, later: int = 0) -> Iterator[Change]:
        total = round(int(self.amounts["income_total"][home]) * factor, -2)
        members = max(1, round(int(self.amounts["income_total"][home]) / max(1, self.per_head(home))))
        yield self.own(home, "income_total", int(total), later)
        yield self.own(home, "income_per_head", round(total / members), later)

    def per_head(self, home: int) -> int:
        return int(self.amounts["income_per_head"][home])

    def fall_ill(self) -> Iterator[Change]:
        """A grown member falls seriously ill; the costs come a month later, the lost income with them."""
        folk = self.county.folk
        well = (folk.age >= 35) & (self.county.health.state == HEALTHY)
        patient = np.full(self.n, -1)
        patient[folk.home[well]] = np.flatnonzero(well)
        for home in self.pick(0.008, patient >= 0).tolist():
            cost = int(self.amounts["medical_out_of_pocket"][home]) + int(self.rng.integers(90, 420)) * 100
            yield Change(self.at(home), home, int(patient[home]), "health", STATES[SERIOUS])
            yield self.own(home, "medical_out_of_pocket", cost, later=30)
            yield from self.income(home, float(self.rng.uniform(0.55, 0.85)), later=30)

    def lose_work(self) -> Iterator[Change]:
        """The main earner loses the work, or has found new work since the survey."""
        lost = self.answers["main_earner_lost_job"]
        for home in np.flatnonzero(lost & (self.rng.random(self.n) < 0.6) & self.free).tolist():
            yield self.own(home, "main_earner_lost_job", False)
        paid = (self.county.work.works_at >= 1) & (self.county.work.works_at <= 4)
        works = self.county.folk.count(paid) > 0
        for home in self.pick(0.012, works & ~lost).tolist():
            yield self.own(home, "main_earner_lost_job", True)
            yield from self.income(home, float(self.rng.uniform(0.6, 0.9)), later=14)

    def be_flooded(self) -> Iterator[Change]:
        """One night's flood in some villages, the same day for all of a village."""
        homes = self.county.homes
        hit, night = self.rng.random(len(homes.places)) < 0.05, self.rng.integers(20, 120, len(homes.places))
        for home in self.some(0.12, hit[homes.place]).tolist():
            loss = round(float(np.exp(self.rng.normal(8.9, 0.7))), -2)
            yield Change(int(night[homes.place[home]]), home, -1, "disaster_loss", int(loss))
            if self.rng.random() < 0.15:
                yield Change(int(night[homes.place[home]]), home, -1, "housing_is_safe", False)

    def ask_income_again(self) -> Iterator[Change]:
        """Most have a little more than a year ago, some have less."""
        for home in self.pick(0.12, ~self.county.gaps.of_homes["income_total"]).tolist():
            yield from self.income(home, float(np.exp(self.rng.normal(0.05, 0.14))))

    def mend_and_grant(self) -> Iterator[Change]:
        amounts, answers, need = self.amounts, self.answers, self.county.livelihood.need
        for home in self.some(0.5, ~answers["housing_is_safe"]).tolist():
            yield self.own(home, "housing_is_safe", True)
        for home in self.some(0.4, ~answers["water_is_safe"]).tolist():
            yield self.own(home, "water_is_safe", True)
        allowed = answers["gets_low_income_allowance"]
        unaided = ~allowed & ~answers["gets_extreme_poverty_support"]
        for home in self.some(0.10, unaided & (need < 5_500)).tolist():
            yield self.own(home, "gets_low_income_allowance", True)
        for home in self.some(0.08, allowed & (need > 6_000)).tolist():
            yield self.own(home, "gets_low_income_allowance", False)
        for home in self.some(0.15, amounts["debt_balance"] > 0).tolist():
            left = round(int(amounts["debt_balance"][home]) * float(self.rng.uniform(0.3, 0.9)), -2)
            yield self.own(home, "debt_balance", int(left))

    def come_and_go(self) -> Iterator[Change]:
        """Workers leave for other provinces or come home; children who had left school return."""
        folk, work = self.county.folk, self.county.work
        able = np.isin(work.labour, (FULL, SKILLED)) & (folk.age < 55) & (folk.home > 0)
        for person in np.flatnonzero(able & (self.rng.random(self.m) < 0.012)).tolist():
            place = HOME if work.works_at[person] == ELSEWHERE else ELSEWHERE
            home = int(folk.home[person])
            yield Change(self.at(home), home, person, "works_at", WORKS_AT[place])
        back = (work.schooling == DROPPED_OUT) & (self.rng.random(self.m) < 0.5)
        for person in np.flatnonzero(back).tolist():
            home, grade = int(folk.home[person]), PRIMARY if folk.age[person] < 12 else JUNIOR
            yield Change(self.at(home), home, person, "schooling", SCHOOLING[grade])
            others = (folk.home == home) & (work.schooling == DROPPED_OUT)
            if others.sum() == 1:
                yield self.own(home, "education_is_assured", True)

    def fill_blanks(self) -> Iterator[Change]:
        """A visit asked for what the survey had left blank, in one careless household of four."""
        asked = self.rng.random(self.n) < 0.25
        told: dict[str, Ints | Bools] = {**self.amounts, **self.answers}
        for code, missing in self.county.gaps.of_homes.items():
            for home in np.flatnonzero(missing & asked & self.free).tolist():
                yield self.own(home, code, told[code][home].item())
