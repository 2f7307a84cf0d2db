"""How the cadres really work and where they live: known here and nowhere in the register. Pure.

A diligent cadre goes to the homes and writes down what he finds; a hollow one writes down visits that he
never made. Nothing in the software reads this; whatever claims to tell the two apart can be scored by it.
All rates are chosen by us.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lianxin.demo.staff import Colleague
from lianxin.demo.vocabulary import Bools, Floats, Homes
from lianxin.people.vocabulary import Role

COLUMNS = ("number", "diligent", "hollow", "lives_in", "longitude", "latitude")
DILIGENT, HOLLOW = 0.30, 0.09
LIVES_THERE = 0.45  # the others commute from the first place of their town, where its street is
SPREAD = 0.004  # degrees around the middle of the place, some 400 m


@dataclass(frozen=True, slots=True)
class Temper:
    """One row per cadre with homes to look after; `lives_in` holds area codes, coordinates are degrees."""

    numbers: list[str]
    diligent: Bools
    hollow: Bools
    lives_in: list[str]
    longitude: Floats
    latitude: Floats


def draw(colleagues: Sequence[Colleague], homes: Homes, rng: np.random.Generator) -> Temper:
    """Draw the temper and the home of every cadre who works in one of the places of `homes`."""
    at = {place.code: index for index, place in enumerate(homes.places)}
    cadres = [one for one in colleagues if one.role is Role.COLLECTOR and one.area_code in at]
    works = np.array([at[one.area_code] for one in cadres], dtype=np.int64)
    seats: dict[str, int] = {}
    for index, place in enumerate(homes.places):
        seats.setdefault(place.town_code, index)
    seat = np.array([seats[place.town_code] for place in homes.places], dtype=np.int64)
    mood = rng.random(len(cadres))
    lives = np.where(rng.random(len(cadres)) < LIVES_THERE, works, seat[works])
    around = rng.normal(0.0, SPREAD, (2, len(cadres)))
    return Temper(
        numbers=[one.number for one in cadres],
        diligent=mood < DILIGENT,
        hollow=mood >= 1.0 - HOLLOW,
        lives_in=[homes.places[index].code for index in lives.tolist()],
        longitude=np.round(_middle(homes.longitude, homes)[lives] + around[0], 6),
        latitude=np.round(_middle(homes.latitude, homes)[lives] + around[1], 6),
    )


def neighbours(temper: Temper, colleagues: Sequence[Colleague]) -> dict[str, str]:
    """By number, the place of the cadres who live where they work: this much the staff list may know. The
    others set out from their office in the village."""
    works = {one.number: one.area_code for one in colleagues}
    pairs = zip(temper.numbers, temper.lives_in, strict=True)
    return {number: place for number, place in pairs if works[number] == place}


def write(path: Path, temper: Temper) -> None:
    """Write it as CSV (UTF-8), one cadre a line, beside the register and never into it."""
    columns = (temper.diligent, temper.hollow, temper.lives_in, temper.longitude, temper.latitude)
    rows = zip(temper.numbers, *(np.asarray(column).tolist() for column in columns), strict=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(rows)


def _middle(coordinate: Floats, homes: Homes) -> Floats:
    """The mean of a coordinate over the homes of each place; of the whole county where a place has none."""
    count = np.bincount(homes.place, minlength=len(homes.places))
    total = np.bincount(homes.place, weights=coordinate, minlength=len(homes.places))
    return np.where(count > 0, total / np.maximum(count, 1), coordinate.mean())
