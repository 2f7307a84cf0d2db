"""A robot on the loopback address in place of the vendors', and a district that lets notices go outside."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.notices.robots import Robot

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # nine in the morning in China


@pytest.fixture
def robot(monkeypatch):
    from lianxin.notices.channels import posting

    robot = Robot()
    monkeypatch.setattr(posting, "connect", robot.connect)
    yield robot
    robot.stop()


@pytest.fixture
def monday():
    return MONDAY


@pytest.fixture
def switched_on(db, admin, desk):
    from lianxin.switches.actions import approve_change, set_switch

    before = MONDAY - timedelta(days=60)
    wish = set_switch(code="notices_outside", value="on", reason="区里定的", actor=admin, now=before)
    approve_change(wish, actor=desk, now=before)
