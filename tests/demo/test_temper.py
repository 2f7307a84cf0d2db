"""How the cadres really work: drawn from the seed, kept beside the register."""

import csv

import numpy as np
import pytest

from lianxin.demo import temper
from lianxin.demo.county import generator
from lianxin.demo.staff import staff_for
from lianxin.demo.vocabulary import Size
from lianxin.people.vocabulary import Rank, Role


@pytest.fixture(scope="module")
def colleagues(district, places):
    return staff_for(Size.DISTRICT, district.homes, places, generator(1, "staff"))


@pytest.fixture(scope="module")
def drawn(colleagues, district):
    return temper.draw(colleagues, district.homes, generator(1, "temper"))


def test_every_cadre_of_the_villages_has_a_temper_and_a_home(drawn, colleagues):
    in_villages = [one for one in colleagues if one.role is Role.COLLECTOR and one.rank is not Rank.LEADER]
    assert drawn.numbers == [one.number for one in in_villages]
    assert np.isfinite(drawn.longitude).all()
    assert np.isfinite(drawn.latitude).all()


def test_nobody_is_diligent_and_hollow_and_most_are_neither(drawn):
    assert not (drawn.diligent & drawn.hollow).any()
    assert 0.25 < drawn.diligent.mean() < 0.35
    assert 0.06 < drawn.hollow.mean() < 0.12


def test_cadres_live_in_their_own_town(drawn, colleagues, district):
    town = {place.code: place.town_code for place in district.homes.places}
    works_in = {one.number: one.area_code for one in colleagues}
    pairs = list(zip(drawn.numbers, drawn.lives_in, strict=True))
    assert all(town[lives] == town[works_in[number]] for number, lives in pairs)
    assert any(lives != works_in[number] for number, lives in pairs)


def test_the_same_seed_gives_the_same_tempers(drawn, colleagues, district):
    again = temper.draw(colleagues, district.homes, generator(1, "temper"))
    other = temper.draw(colleagues, district.homes, generator(2, "temper"))
    assert (again.hollow == drawn.hollow).all()
    assert (again.longitude == drawn.longitude).all()
    assert (other.hollow != drawn.hollow).any()


def test_it_is_written_one_cadre_a_line(drawn, tmp_path):
    temper.write(tmp_path / "staff.csv", drawn)
    with (tmp_path / "staff.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(drawn.numbers)
    assert set(rows[0]) == set(temper.COLUMNS)
    assert sum(row["hollow"] == "True" for row in rows) == drawn.hollow.sum()
