"""The cast as fixtures. Models are imported late: this file is read before Django is set up."""

import pytest

from lianxin.people.vocabulary import Role


def hire(number, role, area, name):
    from tests.people.cast import make_worker

    return make_worker(number, role, area, name=name)


@pytest.fixture
def areas(db):
    from tests.people.cast import plant_areas

    return plant_areas()


@pytest.fixture
def worker(areas):
    return hire("W-1", Role.COLLECTOR, areas["V1"], "李秀英")


@pytest.fixture
def town_head(areas):
    return hire("T-1", Role.TOWN_HEAD, areas["T1"], "王建国")


@pytest.fixture
def neighbour(areas):
    return hire("W-2", Role.COLLECTOR, areas["V4"], "赵小梅")


@pytest.fixture
def desk(areas):
    return hire("D-1", Role.DISTRICT_DESK, areas["D"], "陈立")


@pytest.fixture
def supervisor(areas):
    return hire("S-1", Role.SUPERVISOR, areas["D"], "周正")


@pytest.fixture
def admin(areas):
    return hire("A-1", Role.SYSTEM_ADMIN, areas["D"], "孙工")
