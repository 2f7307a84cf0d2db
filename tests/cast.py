"""The same small cast everywhere: people with posts, two families, a policy in force. All are invented.

Models are imported late: this file is read before Django is set up.
"""

import pytest

from tests.people.conftest import admin, areas, desk, neighbour, supervisor, town_head, worker

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
def now():
    from tests.registry.families import NOW

    return NOW


@pytest.fixture
def wang(areas):
    """王有田, his wife and a son, in the worker's village."""
    from tests.registry.families import make_wang

    return make_wang(areas["V1"])


@pytest.fixture
def li(areas):
    """李明芳, alone, in the neighbour's village."""
    from tests.registry.families import make_li

    return make_li(areas["V4"])


@pytest.fixture
def policy(db, now):
    """The default policy of classes, in force."""
    from lianxin.policies.actions import adopt_policy
    from lianxin.policies.catalogue import SHIPPED

    text = (SHIPPED / "tiers" / "2026-01-01.yaml").read_text("utf-8")
    return adopt_policy(text=text, filename="2026-01-01.yaml", actor=None, now=now)


@pytest.fixture
def settle(policy):
    """Walk the corridor to its end at a moment."""
    from lianxin import flow

    return lambda moment: flow.carry_on(now=moment)
