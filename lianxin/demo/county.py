"""The whole county, stage by stage; the same seed, size, day and places give the same county."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from lianxin.demo import families, gaps, health, livelihoods, marks, names, specimen, towns, truth, work
from lianxin.demo.numbers import id_numbers, phones
from lianxin.demo.vocabulary import Bools, Dates, Folk, Health, Homes, Livelihood, Place, Size, Work

_STAGES = (
    "homes",
    "folk",
    "health",
    "work",
    "livelihood",
    "marks",
    "gaps",
    "names",
    "phones",
    "year",
    "staff",
    "temper",
    "lives",
    "newcomers",
    "looks",
    "visits",
)


@dataclass(frozen=True, slots=True, eq=False)
class County:
    """Every column of a synthetic county on one day; lists are per resident unless they say otherwise."""

    size: Size
    seed: int
    today: date
    homes: Homes
    folk: Folk
    health: Health
    work: Work
    livelihood: Livelihood
    marks: dict[str, Bools]
    gaps: gaps.Gaps
    born: Dates
    names: list[str]
    id_numbers: list[str]
    phones: list[str]
    numbers: list[str]  # 户编号, per household
    surveyed_on: Dates  # per household

    def truth(self) -> truth.Truth:
        """Who is really poor, kept apart from what the register is told."""
        return truth.reveal(self.folk, self.livelihood)


def generator(seed: int, stage: str, *part: int) -> np.random.Generator:
    """A stage's own stream of draws, or that of one part of it."""
    return np.random.default_rng([seed, _STAGES.index(stage), *part])


def make(*, size: Size, seed: int, today: date, places: Sequence[Place]) -> County:
    """Make the county as it is told to the register, each household on the day of its survey.

    `places` is the whole division list (`towns.places_of`); a size takes its own part of it.
    """
    day = np.datetime64(today, "D")
    homes = towns.settle(size, places, generator(seed, "homes"))
    folk = families.gather(homes.n, generator(seed, "folk"))
    bodies = health.examine(homes, folk, generator(seed, "health"))
    jobs = work.set_to_work(homes, folk, bodies, generator(seed, "work"))
    specimen.live_in(bodies, jobs)
    living = livelihoods.earn(homes, folk, bodies, jobs, generator(seed, "livelihood"))
    specimen.live_on(living)
    roles = marks.mark(homes, folk, bodies, generator(seed, "marks"))
    unknown = gaps.leave(homes, folk, generator(seed, "gaps"))
    specimen.be_known(unknown, roles)
    born = day - folk.age_days
    called = names.name_all(homes, folk, born, generator(seed, "names"))
    called[specimen.FOUR] = specimen.NAMES
    return County(
        size=size,
        seed=seed,
        today=today,
        homes=homes,
        folk=folk,
        health=bodies,
        work=jobs,
        livelihood=living,
        marks=roles,
        gaps=unknown,
        born=born,
        names=called,
        id_numbers=id_numbers(born, folk.female),
        phones=phones(folk.m, generator(seed, "phones")),
        numbers=_household_numbers(homes.n),
        surveyed_on=unknown.surveyed_on(day),
    )


def _household_numbers(n: int) -> list[str]:
    """HB004217 for household 0, and the other numbers in order around it."""
    others = [at for at in range(1, n + 1) if at != specimen.NUMBER]
    return [f"HB{at:06d}" for at in [specimen.NUMBER, *others][:n]]
