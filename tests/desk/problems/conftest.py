"""A district with the policy of deadlines, and problems of 王家 as the desk opens them, as of now."""

import pytest
from django.utils import timezone


@pytest.fixture
def deadlines(db):
    """The shipped policy of deadlines, in force long before anything here happens."""
    from lianxin.policies.actions import adopt_policy
    from tests.problems.ladders import at, text

    return adopt_policy(text=text(), filename="2026-01-01.yaml", actor=None, now=at("2026-01-05 09:00"))


@pytest.fixture
def raise_one(deadlines, wang, worker):
    """Open a problem of 王家, now, received by the worker."""
    from lianxin.problems.actions import Raised, open_by_hand
    from lianxin.problems.vocabulary import Channel

    def opened(category="lane", *, home=wang, by=worker, now=None, **more):
        now = now or timezone.now()
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
def lane(raise_one):
    """入户路 300 米, on the village's rung."""
    return raise_one(quantity=300.0, unit="米")


@pytest.fixture
def roof(raise_one):
    """房屋漏雨, on the town's rung."""
    return raise_one("roof", words="堂屋漏雨，下雨要拿盆接")
