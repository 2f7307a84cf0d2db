"""The desk in front of the same small cast: sign somebody in with `enter`, then ask for pages."""

import pytest

from tests.cast import (
    admin,
    areas,
    desk,
    li,
    neighbour,
    now,
    policy,
    settle,
    supervisor,
    town_head,
    wang,
    worker,
)

__all__ = [
    "admin",
    "areas",
    "desk",
    "li",
    "neighbour",
    "now",
    "policy",
    "settle",
    "supervisor",
    "town_head",
    "wang",
    "worker",
]


@pytest.fixture
def enter(db):
    """A fresh browser in which this person is signed in, one-time code included."""
    from django.test import Client

    from tests.people.cast import enter as sign_in

    def enter(person):
        client = Client()
        sign_in(client, person)
        return client

    return enter


@pytest.fixture
def poor(wang, policy):
    """王有田's family: income far below the line, everything else in order; classified."""
    from tests.desk.district import ALL_WELL, know

    know(wang, **ALL_WELL | {"income_per_head": 3100, "income_total": 9300})
    return wang
