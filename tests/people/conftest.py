"""The cast as fixtures."""

import pytest

from lianxin.people.vocabulary import Role
from tests.people.cast import make_worker, plant_areas


@pytest.fixture
def areas(db):
    return plant_areas()


@pytest.fixture
def worker(areas):
    return make_worker("W-1", Role.COLLECTOR, areas["V1"], name="李秀英")


@pytest.fixture
def town_head(areas):
    return make_worker("T-1", Role.TOWN_HEAD, areas["T1"], name="王建国")


@pytest.fixture
def neighbour(areas):
    return make_worker("W-2", Role.COLLECTOR, areas["V4"], name="赵小梅")


@pytest.fixture
def desk(areas):
    return make_worker("D-1", Role.DISTRICT_DESK, areas["D"], name="陈立")


@pytest.fixture
def supervisor(areas):
    return make_worker("S-1", Role.SUPERVISOR, areas["D"], name="周正")


@pytest.fixture
def admin(areas):
    return make_worker("A-1", Role.SYSTEM_ADMIN, areas["D"], name="孙工")
