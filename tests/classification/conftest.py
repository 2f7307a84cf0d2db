"""A policy in force and two families. Models are imported late: this file is read before Django is set up."""

import pytest

from tests.registry.conftest import (
    admin,
    areas,
    desk,
    li,
    neighbour,
    now,
    supervisor,
    town_head,
    wang,
    worker,
)

__all__ = [
    "admin", "areas", "desk", "li", "neighbour", "now", "supervisor", "town_head", "wang", "worker",
]  # fmt: skip


@pytest.fixture
def policy(db, now):
    from lianxin.policies.actions import adopt_policy
    from lianxin.policies.catalogue import SHIPPED

    text = (SHIPPED / "tiers" / "2026-01-01.yaml").read_text("utf-8")
    return adopt_policy(text=text, filename="2026-01-01.yaml", actor=None, now=now)


@pytest.fixture
def settle(policy):
    """Walk the corridor to its end at a moment."""
    from lianxin import flow

    return lambda moment: flow.carry_on(now=moment)
