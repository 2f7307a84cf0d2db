"""What the register does not know, or knows only from an old list.

Most households were asked everything. One in sixteen was filled in carelessly, and some families were
away and told nothing about money. A few were left out of the last survey and stand on the list of the
year before.
"""

from dataclasses import dataclass

import numpy as np

from lianxin.demo.vocabulary import Bools, Dates, Folk, Homes, Ints

# Days before the county's day on which its lists were filled in; the first is the year before's.
SURVEYS = (430, 345, 280, 190)
STALE = 0.04
CARELESS = 0.062
AWAY = 0.008
MONEY = ("income_total", "income_per_head", "debt_balance", "medical_out_of_pocket")
HOUSEHOLD = (
    "debt_balance", "medical_out_of_pocket", "housing_is_safe", "water_is_safe", "food_is_enough",
    "clothing_is_enough", "education_is_assured", "medical_is_insured", "disaster_loss",
    "main_earner_lost_job",
)  # fmt: skip
RESIDENT = ("labour", "health", "works_at", "schooling", "disability_level")


@dataclass(frozen=True, slots=True)
class Gaps:
    """`survey` indexes SURVEYS (length n); masks are true where a fact is missing, by indicator code."""

    survey: Ints
    of_homes: dict[str, Bools]
    of_folk: dict[str, Bools]
    no_id_number: Bools
    no_birthday: Bools
    has_phone: Bools

    def surveyed_on(self, today: np.datetime64) -> Dates:
        """The date of each household's list (length n)."""
        return today - np.array(SURVEYS)[self.survey]


def leave(homes: Homes, folk: Folk, rng: np.random.Generator) -> Gaps:
    """Choose what is missing; the survey goes village by village, households that were missed one by one."""
    by_place = rng.choice([1, 2, 3], len(homes.places), p=[0.4, 0.35, 0.25])
    survey = np.where(rng.random(homes.n) < STALE, 0, by_place[homes.place])
    careless = rng.random(homes.n) < CARELESS * (0.6 + 0.8 * homes.remote)
    away = rng.random(homes.n) < AWAY
    of_homes = {code: careless & (rng.random(homes.n) < 0.22) for code in HOUSEHOLD}
    no_income = careless & (rng.random(homes.n) < 0.30)
    for code in MONEY:
        of_homes[code] = of_homes.get(code, no_income) | away
    sloppy = careless[folk.home]
    of_folk = {code: sloppy & (rng.random(folk.m) < 0.10) for code in RESIDENT}
    no_id_number = rng.random(folk.m) < np.where(folk.age < 3, 0.12, np.where(sloppy, 0.06, 0.002))
    no_birthday = no_id_number & sloppy & (rng.random(folk.m) < 0.5)
    calls = np.interp(folk.age, (13, 18, 60, 80), (0.0, 0.92, 0.85, 0.35))
    return Gaps(survey, of_homes, of_folk, no_id_number, no_birthday, rng.random(folk.m) < calls)
