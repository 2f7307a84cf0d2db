"""A problem of 王家, the policy of deadlines in force, and people on each rung."""

import pytest

from tests.problems.ladders import at, text


@pytest.fixture
def deadlines(db):
    """The shipped policy of deadlines, in force since the first of March."""
    from lianxin.policies.actions import adopt_policy

    return adopt_policy(text=text(), filename="2026-01-01.yaml", actor=None, now=at("2026-03-01 09:00"))


@pytest.fixture
def monday():
    return at("2026-03-02 10:00")


@pytest.fixture
def open_one(deadlines, wang, worker, monday):
    """Open a problem of 王家 that the worker was told of, as the desk does."""
    from lianxin.problems.actions import Raised, open_by_hand
    from lianxin.problems.vocabulary import Channel

    def opened(category="lane", *, now=monday, home=wang, by=worker, **more):
        raised = Raised(
            area=home.area_id,
            household=home.pk,
            words=more.pop("words", "门口到大路三百米泥巴路"),
            category=category,
            channel=Channel.CLERK,
            received_by=by.pk,
            raised_at=now,
            **more,
        )
        return open_by_hand(raised, actor=by, now=now)

    return opened


@pytest.fixture
def lane(open_one):
    """入户路, on the village's rung, received by the worker."""
    return open_one()
