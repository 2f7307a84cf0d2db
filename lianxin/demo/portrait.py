"""A portrait of a county by fifths of real income: what goes with being poor in it. Pure.

`python -m lianxin.demo.portrait` prints the table of docs/guides/demo.md for the district of seed 1.
"""

from datetime import date
from pathlib import Path

import numpy as np

import lianxin.areas
from lianxin.areas.divisions import read_divisions
from lianxin.demo import county as counties
from lianxin.demo.county import County
from lianxin.demo.towns import places_of
from lianxin.demo.vocabulary import STATES, WORKS_AT, Bools, Floats, Size
from lianxin.demo.work import DROPPED_OUT

FIFTHS = 5


def by_fifth(county: County) -> dict[str, Floats]:
    """By title, one number for each fifth of the households, the poorest first.

    Income is the median of 元 a head a year, remoteness the mean (0 street, 1 far up); the rest are shares of
    households, from 0 to 1.
    """
    folk, told = county.folk, county.livelihood
    income = told.true_income / folk.count(np.ones(folk.m, dtype=bool))
    bounds = np.quantile(income, np.arange(1, FIFTHS) / FIFTHS)
    fifth = np.searchsorted(bounds, income, side="right")
    away = np.isin(county.work.works_at, (WORKS_AT.index("province"), WORKS_AT.index("elsewhere")))
    allowed = told.answers["gets_low_income_allowance"] | told.answers["gets_extreme_poverty_support"]
    shares: dict[str, Bools] = {
        "someone chronically ill": folk.count(county.health.state == STATES.index("chronic")) > 0,
        "someone seriously ill": folk.count(county.health.state == STATES.index("serious")) > 0,
        "someone disabled": folk.count(county.health.state == STATES.index("disabled")) > 0,
        "someone earns outside the county": folk.count(away) > 0,
        "a child left school": folk.count(county.work.schooling == DROPPED_OUT) > 0,
        "everyone is 60 or older": folk.count(folk.age < 60) == 0,
        "an unsafe home": ~told.answers["housing_is_safe"],
        "an allowance": allowed,
    }
    rows = [fifth == at for at in range(FIFTHS)]
    return {
        "income a head": np.array([np.median(income[row]) for row in rows]),
        "remoteness": np.array([county.homes.remote[row].mean() for row in rows]),
    } | {title: np.array([share[row].mean() for row in rows]) for title, share in shares.items()}


def main() -> None:
    divisions = Path(lianxin.areas.__file__).parent / "data" / "divisions-610902.csv"
    places = places_of(read_divisions(divisions.read_bytes()))
    county = counties.make(size=Size.DISTRICT, seed=1, today=date(2026, 11, 22), places=places)
    for title, numbers in by_fifth(county).items():
        form = {"income a head": "{:,.0f}", "remoteness": "{:.2f}"}.get(title, "{:.1%}")
        print("|", title, "|", " | ".join(form.format(number) for number in numbers), "|")


if __name__ == "__main__":
    main()
