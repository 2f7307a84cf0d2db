"""Counties made once for all tests of the room."""

from datetime import date
from pathlib import Path

import pytest

import lianxin.areas
from lianxin.areas.divisions import read_divisions
from lianxin.demo import towns
from lianxin.demo.county import make
from lianxin.demo.vocabulary import Size

TODAY = date(2026, 11, 21)
DIVISIONS = Path(lianxin.areas.__file__).parent / "data" / "divisions-610902.csv"


@pytest.fixture(scope="session")
def places():
    return towns.places_of(read_divisions(DIVISIONS.read_bytes()))


@pytest.fixture(scope="session")
def village(places):
    return make(size=Size.VILLAGE, seed=1, today=TODAY, places=places)


@pytest.fixture(scope="session")
def district(places):
    return make(size=Size.DISTRICT, seed=1, today=TODAY, places=places)
