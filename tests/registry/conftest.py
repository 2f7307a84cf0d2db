"""Two families as fixtures. Models are imported late: this file is read before Django is set up."""

import pytest

from tests.people.conftest import admin, areas, desk, neighbour, supervisor, town_head, worker

__all__ = ["admin", "areas", "desk", "neighbour", "supervisor", "town_head", "worker"]


@pytest.fixture
def now():
    from tests.registry.families import NOW

    return NOW


@pytest.fixture
def wang(areas):
    from tests.registry.families import make_wang

    return make_wang(areas["V1"])


@pytest.fixture
def li(areas):
    from tests.registry.families import make_li

    return make_li(areas["V4"])
